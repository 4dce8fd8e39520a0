import type { FormKind } from "../../core/domain/form.ts";
import type { SessionKind } from "../../core/domain/session.ts";
import { readable } from "../../core/domain/values/content.ts";
import type { Language } from "../../core/domain/values/language.ts";
import type { LocalDate } from "../../core/domain/values/time.ts";
import type { AgendaBrief, Words } from "../../core/words/words.ts";
import { say } from "../locales/say.ts";
import { optionName } from "../phrases/names.ts";
import { clip, listOf } from "../phrases/phrase.ts";
import { shortDate } from "../phrases/when.ts";
import { briefText } from "./brief.ts";
import { firstTalkText } from "./firstTalk.ts";
import { askedText } from "./help.ts";

/** What is said of a session, in its event and on its page. */
export const SESSION_WORDS = { sessionTitle, agenda, replies: repliesText } satisfies Partial<Words>;

type GuestReply = "accepted" | "declined" | "tentative" | "needsAction";

/** What an agenda may tell of a goal. Whatever else the given object holds (levels, health, progress) is not looked at. */
interface AgendaGoal {
  owner: string;
  title: string;
  /** An option's key, or an option people added. */
  status: string;
  dueOn: LocalDate | null;
  nextStep: string;
  /** What help they look for; "" or absent where they said none. */
  help?: string;
  /** A confidential goal is left out, as if its owner had none. */
  confidential?: boolean;
}

interface AgendaFacts {
  kind: SessionKind;
  /** Whose turn it is to lead the talk. */
  facilitator: string | null;
  /** True where the same person leads each time. */
  isSeatKept?: boolean;
  /** The first meeting of a helper and the one they help: what they might begin with, and where their agreement is. */
  firstTalk?: { topics: readonly string[]; groupUrl: string } | null;
  /** In the order in which people are to speak. */
  goals: readonly AgendaGoal[];
  membersWithoutGoal: readonly string[];
  /** What people come with; absent or null where a meeting is about something else. */
  brief?: AgendaBrief | null;
  /** As people entered them, with their line breaks. */
  questions: string;
  /** The question of the help board they meet over: it stands first, with the minute the session ends. */
  asked?: Parameters<typeof askedText>[0];
  resources: readonly { title: string; link: string; kind?: string }[];
  pageUrl: string;
  feedbackUrl: string | null;
  /** The code the feedback form asks for. */
  code?: string | null;
  /** The programme's standing form, with the session's code filled in. */
  standingUrl?: string | null;
  /** Whether guests can move the event in Calendar; without that a meeting moves on its page alone. */
  mayMove: boolean;
  /** Forms that are open now. */
  surveys: readonly { kind: FormKind; url: string }[];
  /** When a person from outside the group is invited, goals, questions and resources stay out. */
  hasOutsideGuest?: boolean;
}

/** Calendar takes 8,192 characters of description. */
export const AGENDA_CHARACTERS = 8_000;
const NAMES_SHOWN = 6;

/**
 * The title of a session and its event: the people's names, and that it is a check-in. Never level, format or skill.
 *
 * "Ana & Boris"; "Check-in: Ana, Boris & Vera". Beyond six people the rest are counted.
 */
function sessionTitle(session: { names: readonly string[]; kind: SessionKind }, language: Language): string {
  const names = titleNames(session.names, language);
  const kind = optionName("sessions", "kind", session.kind, language);
  if (names === "") return kind;
  return session.kind === "check_in" ? `${kind}: ${names}` : names;
}

/** People's names as a title has them: "Ana, Boris & Vera"; empty without people, "and 3 more" beyond six. */
export function titleNames(names: readonly string[], language: Language): string {
  const and = say(language, "meetings.title.and");
  const named = names.filter(name => name.trim() !== "");
  const left = named.length - NAMES_SHOWN;
  if (left <= 0) return listOf(named, language, and);
  return listOf([...named.slice(0, NAMES_SHOWN), say(language, "meetings.title.more", { count: left })], language, and);
}

/**
 * The plain text of a session's event: who leads, goals with status, due day and next step, questions, resources, links, and
 * how to skip. At most 8,000 characters: what people wrote is cut first, and the text says where to read on; links stay.
 */
function agenda(facts: AgendaFacts, language: Language): string {
  const { kind, facilitator, asked } = facts;
  const { mayMove } = facts;
  const skip = facts.standingUrl
    ? say(language, "meetings.agenda.standing", { mayMove, url: facts.standingUrl })
    : say(language, "meetings.agenda.skip", { mayMove });
  const foot = [links(facts, language), skip];
  if (facts.hasOutsideGuest) return foot.join("\n\n");
  const leads = facts.isSeatKept ? "meetings.agenda.keeps" : "meetings.agenda.leads";
  const goals = asked === undefined ? goalLines(facts, language) : "";
  const body = [
    facilitator ? say(language, leads, { name: clip(facilitator, 80) }) : "",
    facts.brief == null ? "" : briefText(facts.brief, language),
    facts.firstTalk ? firstTalkText(facts.firstTalk, language) : "",
    kind === "check_in" ? say(language, "meetings.agenda.checkIn") : goals,
    asked === undefined ? "" : askedText(asked, language),
    questionLines(facts.questions, language),
    kind === "check_in" ? "" : resourceLines(facts.resources, language),
  ].filter(part => part !== "");
  const whole = [...body, ...foot].join("\n\n");
  if (whole.length <= AGENDA_CHARACTERS) return whole;
  const end = ["", say(language, "meetings.agenda.rest"), ...foot].join("\n\n");
  return cutAtLine(body.join("\n\n"), AGENDA_CHARACTERS - end.length) + end;
}

/** Who said what to the invitation, in one line: "Yes: Ana, Boris. No: Vera. No reply yet: Goran."; empty without guests. */
function repliesText(replies: readonly { name: string; reply: GuestReply }[], language: Language): string {
  const order = ["accepted", "declined", "tentative", "needsAction"] as const;
  return order
    .map(reply => ({ reply, names: replies.filter(each => each.reply === reply).map(each => clip(each.name, 80)) }))
    .filter(({ names }) => names.length > 0)
    .map(({ reply, names }) => say(language, `meetings.reply.${reply}`, { names: names.join(", ") }))
    .join(" ");
}

function goalLines(facts: AgendaFacts, language: Language): string {
  const open = facts.goals.filter(goal => goal.confidential !== true);
  const owners = new Set(open.map(goal => goal.owner));
  const without = [...facts.membersWithoutGoal, ...facts.goals.map(goal => goal.owner)].filter(
    name => !owners.has(name),
  );
  const lines = [
    ...open.map(goal => goalLine(goal, language)),
    ...[...new Set(without)].map(name => `- ${say(language, "meetings.agenda.goal.none", { name: clip(name, 80) })}`),
  ];
  return lines.length === 0 ? "" : [say(language, "meetings.agenda.goals"), ...lines].join("\n");
}

function goalLine(goal: AgendaGoal, language: Language): string {
  const { owner, title, status, dueOn } = goal;
  const state = optionName("roadmap", "status", status, language).toLocaleLowerCase(language);
  const day = dueOn === null ? "" : shortDate(dueOn, language);
  const due = dueOn === null ? "" : `; ${say(language, "meetings.agenda.goal.due", { day })}`;
  const line = `- ${clip(owner, 80)}: ${clip(title, 300)} (${state}${due})`;
  const [step, help] = [clip(goal.nextStep, 500), clip(goal.help ?? "", 500)];
  return [
    line,
    ...(step === "" ? [] : [`  ${say(language, "meetings.agenda.goal.step", { step })}`]),
    ...(help === "" ? [] : [`  ${say(language, "meetings.agenda.goal.help", { help })}`]),
  ].join("\n");
}

function questionLines(questions: string, language: Language): string {
  const text = readable(questions);
  return text === "" ? "" : `${say(language, "meetings.agenda.questions")}\n${text}`;
}

function resourceLines(resources: AgendaFacts["resources"], language: Language): string {
  const lines = resources.map(({ title, link, kind = "" }) => {
    const what = kind === "" ? "" : ` (${optionName("resources", "kind", kind, language).toLocaleLowerCase(language)})`;
    return `- ${clip(title, 200)}${what}${link.trim() === "" ? "" : `: ${link.trim()}`}`;
  });
  return lines.length === 0 ? "" : [say(language, "meetings.agenda.resources"), ...lines].join("\n");
}

function links(facts: AgendaFacts, language: Language): string {
  const lines = [say(language, "meetings.agenda.page", { url: facts.pageUrl })];
  if (facts.feedbackUrl !== null) {
    const code = { isCoded: Boolean(facts.code), code: facts.code ?? "" };
    lines.push(say(language, "meetings.agenda.feedback", { ...code, url: facts.feedbackUrl }));
  }
  for (const { kind, url } of facts.surveys) lines.push(say(language, `meetings.agenda.survey.${kind}`, { url }));
  return lines.join("\n");
}

/** The text up to the last line that fits; within a line where even the first does not. */
function cutAtLine(text: string, most: number): string {
  const cut = text.slice(0, Math.max(most, 0));
  const line = cut.lastIndexOf("\n");
  return (line > most / 2 ? cut.slice(0, line) : cut.replace(/[\ud800-\udbff]$/, "")).trimEnd();
}

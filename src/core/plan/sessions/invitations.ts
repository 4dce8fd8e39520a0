import type { Command } from "../../domain/command.ts";
import type { EventDraft } from "../../domain/event.ts";
import type { Group } from "../../domain/group.ts";
import type { Person } from "../../domain/person.ts";
import { helpFormat, type Programme } from "../../domain/programme.ts";
import { type Session, sessionCode } from "../../domain/session.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { keptIn } from "../../domain/values/maps.ts";
import { text } from "../../domain/values/row.ts";
import { DAY, type Instant, localDate, MINUTE, mondayOf } from "../../domain/values/time.ts";
import { groupReasons } from "../../rules/matching/fit.ts";
import { isExpectedAt } from "../../rules/scheduling/attending.ts";
import { SESSION_LEAD_DAYS } from "../../rules/scheduling/spans.ts";
import { formSpec, prefillUrl } from "../../rules/surveys/form.ts";
import { oneAtATime, wavesOf } from "../../rules/surveys/waves.ts";
import { isPeoples, parseMeetingKey } from "../../rules/sync/meeting.ts";
import { syncSession, syncTrashed } from "../../rules/sync/session.ts";
import { decidedAbout } from "../../state/near.ts";
import { allDaySeries } from "../../state/reshaped.ts";
import {
  mayStart,
  membersOf,
  namesOf,
  personByEmail,
  programmeOf,
  type Snapshot,
  unsureGuests,
} from "../../state/snapshot.ts";
import { isToldOn } from "../../state/writing.ts";
import type { AgendaFacts } from "../../words/words.ts";
import { helpMinutes, parseHelpKey } from "../board/board.ts";
import { suggestedResources } from "../insights/suggestions.ts";
import type { Planning } from "../pass/planning.ts";
import { candidateIn } from "../rounds/forming.ts";
import { decideSeries } from "../series/series.ts";
import { isOfEndedGroup } from "../slots/endedGroups.ts";
import { quieted } from "../slots/quiet.ts";
import { skippersOut } from "../slots/skipping.ts";
import { briefOf } from "./brief.ts";
import { ownWord } from "./ownWord.ts";

/**
 * Every session with a time and its event, kept in step, and the series of groups with a rhythm. Sessions that are about to
 * move, by themselves or with their series, wait for it, as do those of a series that people made last all day.
 */
export function decideInvitations(planning: Planning): Command[] {
  const { snapshot, now, words, sessions } = planning;
  const firsts = firstMeetings(snapshot);
  const draftFor = (session: Session, isNext: boolean) => {
    const group = snapshot.groups.get(session.groupId ?? "");
    const programme = group === undefined ? null : programmeOf(snapshot, group);
    if (group === undefined || programme === null) return null;
    const heldBack = sessions.heldBack.get(session.id) ?? [];
    const isFirst = firsts.get(group.id)?.id === session.id;
    return draftOf(planning, { programme, group, session, heldBack, isNext, isFirst });
  };
  const wholeDays = allDaySeries(snapshot);
  const series = decideSeries({ ...planning, draftOf: draftFor });
  const kept = eachGuarded("session", decidedAbout(snapshot, snapshot.sessions.values()), session => {
    const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
    const programme = group === undefined ? null : programmeOf(snapshot, group);
    if (session.startsAt === null && !snapshot.links.has(session.id)) return [];
    if (sessions.moving.has(session.id) || series.held.has(session.id) || isOver(session, now)) return [];
    if (group === undefined || programme === null || programme.status === "draft" || group.status === "draft")
      return wholeDays.has(snapshot.links.get(session.id)?.seriesId ?? "")
        ? []
        : ownWord(planning, session, "sessions");
    if (isOfEndedGroup(snapshot, session, now)) return [];
    const link = snapshot.links.get(session.id) ?? null;
    if (link === null && !mayStart(snapshot, session.id, group.id, programme.id)) return [];
    if (wholeDays.has(link?.seriesId ?? "")) return [];
    const eventId = link?.eventId ?? parseMeetingKey(session.key)?.eventId ?? "";
    const event = snapshot.events.get(eventId) ?? null;
    const draft = draftFor(session, series.next.has(session.id));
    if (draft === null) return [];
    if (draft.guestEmails.length === 0 && eventId === "") return [];
    const { language } = programme;
    const isTold = isToldOn(snapshot, session.id, language, words);
    return syncSession({ session, link, event, draft, now, language, words, isTold });
  });
  const orphans = syncOrphans(snapshot, series.held, wholeDays, now);
  return [...series.commands, ...quieted(snapshot, kept), ...orphans];
}

/** A session's page was put in the trash. */
function syncOrphans(
  snapshot: Snapshot,
  held: ReadonlySet<string>,
  wholeDays: ReadonlySet<string>,
  now: Instant,
): Command[] {
  const orphans = [...snapshot.links.values()]
    .filter(link => !snapshot.rows.has(link.sessionId) && !held.has(link.sessionId))
    .filter(link => !wholeDays.has(link.seriesId ?? ""))
    .map(link => ({ ...link, id: link.sessionId }));
  return eachGuarded(
    "trashed session",
    orphans,
    ({ id: _, ...link }) => syncTrashed(link, snapshot.events.get(link.eventId) ?? null, now),
    () => null,
  );
}

function isOver(session: Session, now: Instant): boolean {
  return session.endsAt !== null && session.endsAt <= now;
}

/** A session that people are invited to. */
interface Occasion {
  programme: Programme;
  group: Group;
  session: Session;
  /** Members who are not to be invited to it. */
  heldBack: readonly string[];
  /** The next of its series: it alone carries its agenda. */
  isNext: boolean;
  /** The group's first meeting, where one helps the other. */
  isFirst: boolean;
}

/** What a session's event should be, as its page, group and goals have it now. */
function draftOf(planning: Planning, occasion: Occasion): EventDraft {
  const { snapshot, now, words } = planning;
  const { programme, group, session, heldBack, isNext } = occasion;
  const link = snapshot.links.get(session.id);
  const base = link?.base;
  // A meeting people made keeps its guests and its text, unless it ended and a new one was wished for.
  const isTheirs = link !== undefined && isPeoples(link) && !link.base.isCancelled;
  const series = link?.seriesId == null ? undefined : snapshot.series.get(link.seriesId);
  const startsAt = session.startsAt ?? base?.startsAt ?? 0;
  const endsAt = session.endsAt ?? startsAt + programme.durationMinutes * MINUTE;
  // People who are away are taken out of a series' instance once it is as near as single events are made.
  const isFar = series !== undefined && startsAt > now + SESSION_LEAD_DAYS * DAY;
  const isOut = new Set(skippersOut(snapshot, session));
  const invited = [...(base?.guestEmails ?? []), ...(series?.base.guestEmails ?? [])];
  // An invitation that was called off is none: whoever took their consent back meanwhile gets no other.
  const isInvited = ({ email, consentedOn }: Person) =>
    invited.includes(email) && (consentedOn !== null || base?.isCancelled === false);
  const isKept = base !== undefined && !mayStart(snapshot, session.id, group.id, programme.id);
  const guests = membersOf(snapshot, group).filter(person => {
    if (heldBack.includes(person.id) || isOut.has(person.id)) return false;
    if (!mayStart(snapshot, person) && !isInvited(person)) return false;
    if (!isFar) return isExpectedAt(person, startsAt, programme.zone);
    return link?.base.guestEmails.includes(person.email) || !series.base.guestEmails.includes(person.email);
  });
  return {
    title:
      session.title ||
      words.sessionTitle({ names: namesOf(snapshot, group.memberIds), kind: session.kind }, programme.language),
    description: isTheirs
      ? ""
      : series === undefined || isNext
        ? agendaOf(planning, occasion, guests)
        : series.base.description,
    startsAt,
    endsAt,
    zone: programme.zone,
    guestEmails: isTheirs
      ? []
      : isKept
        ? base.guestEmails
        : [
            ...new Set([
              ...guests.map(person => person.email),
              ...unsureGuests(snapshot, group, base?.guestEmails ?? []),
            ]),
          ].sort(),
    guestsMayMove: programme.guestsMayMove,
    ...(!isTheirs && hasOutsideGuest(snapshot, session) ? { isKeptFromOutside: true } : {}),
  };
}

function agendaOf({ snapshot, now, words }: Planning, occasion: Occasion, guests: readonly Person[]): string {
  const { programme, group, session, isFirst } = occasion;
  const present = [...guests].sort((a, b) => a.name.localeCompare(b.name));
  const goals = present.flatMap(person =>
    (snapshot.goalsByOwner.get(person.id) ?? [])
      .filter(goal => !goal.confidential)
      .filter(goal => goal.status !== "done" && goal.status !== "dropped")
      .map(goal => ({
        owner: person.name,
        title: goal.title,
        status: goal.status,
        dueOn: goal.dueOn,
        nextStep: goal.nextStep,
        help: goal.helpWanted,
      })),
  );
  const owners = new Set(goals.map(goal => goal.owner));
  const feedback = session.kind === "session" ? feedbackUrl(snapshot, programme, session) : null;
  const asked = askedIn(snapshot, occasion, present);
  return words.agenda(
    {
      kind: session.kind,
      facilitator: session.facilitatorId === null ? null : (snapshot.people.get(session.facilitatorId)?.name ?? null),
      isSeatKept: helpFormat(programme) !== null || asked !== null,
      firstTalk: isFirst && asked === null ? firstTalkOf(snapshot, programme, group, session) : null,
      goals,
      membersWithoutGoal: present.map(person => person.name).filter(name => !owners.has(name)),
      brief:
        asked === null && session.kind === "session" && !hasGuestBeside(snapshot, session, group)
          ? briefOf(snapshot, { ...occasion, present }, now)
          : null,
      questions: session.questions,
      ...(asked === null ? {} : { asked }),
      resources: session.kind === "session" ? suggestedResources(snapshot, programme, now) : [],
      pageUrl: session.url,
      feedbackUrl: feedback,
      code: feedback === null ? null : sessionCode(session.id),
      hasOutsideGuest: hasOutsideGuest(snapshot, session),
      standingUrl: standingUrl(snapshot, programme.id, session),
      mayMove: programme.guestsMayMove,
      surveys: openSurveys(snapshot, guests, now),
    },
    programme.language,
  );
}

/** The question of the help board a session is about; null for any other session. */
function askedIn(
  snapshot: Snapshot,
  { programme, group, session }: Occasion,
  present: readonly Person[],
): AgendaFacts["asked"] | null {
  const questionId = parseHelpKey(group.key)?.questionId;
  if (questionId === undefined) return null;
  const question = snapshot.questions.find(question => question.id === questionId);
  if (question === undefined || session.startsAt === null) return null;
  return {
    question: question.title,
    details: question.details,
    askers: namesOf(snapshot, question.askerIds),
    startsAt: session.startsAt,
    endsAt: session.endsAt ?? session.startsAt + helpMinutes(programme) * MINUTE,
    zone: programme.zone,
    zones: present.map(person => person.zone),
  };
}

/**
 * True when people invited a guest Krug did not, or too many to tell: they can see the event, so it says nothing
 * about the group.
 */
function hasOutsideGuest(snapshot: Snapshot, session: Session): boolean {
  const link = snapshot.links.get(session.id);
  const event = link === undefined ? undefined : snapshot.events.get(link.eventId);
  if (link === undefined || event === undefined) return false;
  if (event.areGuestsOmitted === true) return true;
  return event.guests.some(
    guest => personByEmail(snapshot, guest.email) === null && !link.base.guestEmails.includes(guest.email),
  );
}

/** True where somebody was put on the event who is not of the group, a colleague as well: what its people mean to do is between them. */
function hasGuestBeside(snapshot: Snapshot, session: Session, { memberIds }: Pick<Group, "memberIds">): boolean {
  const link = snapshot.links.get(session.id);
  const guests = snapshot.events.get(link?.eventId ?? "")?.guests ?? [];
  return guests.some(({ email }) => {
    const person = personByEmail(snapshot, email);
    return person !== null && !memberIds.includes(person.id) && link?.base.guestEmails.includes(email) !== true;
  });
}

/** The feedback form's address with the session's code filled in; null while there is no form. */
export function feedbackUrl(snapshot: Snapshot, programme: Programme, session: Session): string | null {
  const form = snapshot.forms.find(form => form.programmeId === programme.id && form.kind === "feedback");
  if (form === undefined) return null;
  const spec = keptIn(feedbackForms, programme, () => formSpec("feedback", programme, [], ""));
  return prefillUrl(form.responderUri, spec, { code: sessionCode(session.id) });
}

/** Kept as long as the programme is: every session has its links. */
const feedbackForms = new WeakMap<Programme, ReturnType<typeof formSpec>>();
const standingForms = new WeakMap<Programme, ReturnType<typeof formSpec>>();

/** The standing form's address, with a session's code filled in where one is meant; null while there is no form. */
export function standingUrl(snapshot: Snapshot, programmeId: string, session: Session | null): string | null {
  const programme = snapshot.programmes.find(programme => programme.id === programmeId);
  const form = snapshot.forms.find(form => form.programmeId === programmeId && form.kind === "standing");
  if (form === undefined || programme === undefined) return null;
  if (session === null) return form.responderUri;
  const spec = keptIn(standingForms, programme, () => formSpec("standing", programme, [], ""));
  return prefillUrl(form.responderUri, spec, { code: sessionCode(session.id) });
}

/**
 * The survey to ask for now, of every programme all the guests take part in: an invitation to one programme's session may
 * be the only one people hold in the days another programme asks. One at a time.
 */
function openSurveys(
  snapshot: Snapshot,
  guests: readonly Person[],
  now: Instant,
): { kind: "pulse" | "self_assessment" | "closing"; url: string }[] {
  const open = snapshot.programmes
    .filter(
      programme => programme.status === "active" && guests.every(guest => guest.programmeIds.includes(programme.id)),
    )
    .flatMap(programme =>
      wavesOf(programme, now).flatMap(wave => {
        const form = snapshot.forms.find(form => form.programmeId === programme.id && form.kind === wave.kind);
        if (form === undefined || wave.state !== "open") return [];
        // The others reach each person by themselves: after a session, and on joining.
        return wave.kind === "pulse" || wave.kind === "self_assessment" || wave.kind === "closing"
          ? [{ kind: wave.kind, url: form.responderUri, wave }]
          : [];
      }),
    );
  const one = oneAtATime(open, now);
  return one === null ? [] : [{ kind: one.kind, url: one.url }];
}

/** Sessions that did not take place and never will: another one is the first. */
const NEVER_HELD: readonly string[] = ["cancelled", "no_slot", "not_met"];

/**
 * The first meeting of each group in which one helps the other, by the group's id; whatever was called off or not held does
 * not count.
 */
function firstMeetings(snapshot: Snapshot): Map<string, Session> {
  const helping = new Set(snapshot.programmes.filter(programme => helpFormat(programme) !== null).map(({ id }) => id));
  const first = new Map<string, Session>();
  for (const session of snapshot.sessions.values()) {
    const group = snapshot.groups.get(session.groupId ?? "");
    if (group === undefined || !helping.has(group.programmeId ?? "")) continue;
    if (session.kind !== "session" || session.startsAt === null || NEVER_HELD.includes(session.status)) continue;
    const soonest = first.get(group.id);
    if (soonest === undefined || session.startsAt < (soonest.startsAt ?? 0)) first.set(group.id, session);
  }
  return first;
}

/**
 * What to agree on, for the pages of groups that people formed in a programme of mentors: written there until the first
 * meeting has begun, as long as nobody wrote anything. Groups that Krug forms have it from the start.
 */
export function decideAgreements({ snapshot, now, words }: Planning): Command[] {
  const firsts = firstMeetings(snapshot);
  return eachGuarded("agreement", decidedAbout(snapshot, snapshot.groups.values()), (group): Command[] => {
    const programme = programmeOf(snapshot, group);
    const row = snapshot.rows.get(group.id);
    if (programme?.status !== "active" || helpFormat(programme) === null || row === undefined) return [];
    const isAhead = (firsts.get(group.id)?.startsAt ?? Number.POSITIVE_INFINITY) > now;
    if (group.key !== "" || group.status !== "active" || !isAhead || text(row, "agreement") !== "") return [];
    if (!mayStart(snapshot, group.id, programme.id)) return [];
    const { everyWeeks, durationMinutes, language } = programme;
    const values = { agreement: words.agreement({ everyWeeks, durationMinutes }, language) };
    return [{ kind: "update_page", key: `agreement:${group.id}`, source: "groups", pageId: group.id, values }];
  });
}

/** What the agenda of a group's first meeting says beyond any other: what the one offers and the other seeks. */
export function firstTalkOf(snapshot: Snapshot, programme: Programme, group: Group, session: Session): FirstTalk {
  const format = helpFormat(programme);
  if (format === null || group.facilitatorId === null) return { topics: [], groupUrl: group.url };
  const helperFirst = membersOf(snapshot, group).sort(
    (a, b) => Number(b.id === group.facilitatorId) - Number(a.id === group.facilitatorId),
  );
  const { offers } = groupReasons({
    format,
    members: helperFirst.map(person => candidateIn(person, false)),
    week: mondayOf(localDate(session.startsAt ?? 0, programme.zone)),
    zone: programme.zone,
    nameOf: id => id,
  });
  return { topics: [...new Set(offers.flatMap(({ skills }) => skills))], groupUrl: group.url };
}

type FirstTalk = NonNullable<AgendaFacts["firstTalk"]>;

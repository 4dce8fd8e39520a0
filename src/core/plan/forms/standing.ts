import { type ActedOn, isActedOn } from "../../domain/actedOn.ts";
import type { Command, Values } from "../../domain/command.ts";
import type { Person } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import { type Session, sessionCode, typedCode } from "../../domain/session.ts";
import { DAY, type Instant, localDate } from "../../domain/values/time.ts";
import type { AnswerTo } from "../../rules/surveys/answers.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import { otherTimeOf, skipOf } from "../../state/skips.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { leaving, wrote } from "../letters/kickOffReplies.ts";
import type { Planning } from "../pass/planning.ts";
import { partnersOf } from "../rounds/partners.ts";

/** How long a skip waits for a next meeting while none is planned; then there is nothing to skip. */
const SKIP_WAITS = 14 * DAY;

type Wish = AnswerTo<"standing"> & { personId: string };

/**
 * What follows from the standing form of a programme: a skip declines the meeting in the person's name, a pause and a leave are
 * written on their page as they would have done it. Each submission counts once, an edited one anew; requests to meet
 * another person are heard when groups are formed and mended.
 */
export function decideStanding({ snapshot, now }: Planning, programme: Programme): Command[] {
  if (programme.status === "draft") return [];
  return answersOf(snapshot, programme).standing.flatMap(wish => {
    const act = { cause: `standing:${wish.responseId}`, said: String(wish.submittedAt), at: now };
    const person = snapshot.people.get(wish.personId);
    if (person === undefined || isActedOn(snapshot.actedOn, act, wish.submittedAt)) return [];
    return followed(snapshot, { programme, person, wish, act });
  });
}

/** Who wishes for what, and how it is noted that it was acted on. */
interface Heard {
  programme: Programme;
  person: Person;
  wish: Wish;
  act: ActedOn;
}

function followed(snapshot: Snapshot, heard: Heard): Command[] {
  const { programme, person, wish, act } = heard;
  switch (wish.standing) {
    case "skip":
      return skip(snapshot, heard);
    case "other_time":
      return [noted([act, ...otherTime(snapshot, heard)])];
    case "pause":
      return [wrote(person, pausing(person, wish, act.at), act)];
    case "leave":
      return [wrote(person, leaving(person, programme.id), act)];
    case "another":
      return [noted([act, ...partnersOf(snapshot, programme, person.id, act.at)])];
    case "fine":
    case "word":
    case null:
      return [wrote(person, {}, act)];
  }
}

/** A person's page with the break they ask for; a day gone by ends one. */
function pausing(person: Person, { until }: Wish, now: Instant): Values {
  if (until === null) return { status: "paused" };
  const isOver = until < localDate(now, person.zone);
  return {
    away: isOver ? null : { start: until, end: null },
    ...(person.status === "paused" ? { status: "active" } : {}),
  };
}

/** The meeting is declined as if the person had done it in their calendar: what follows is the same. */
function skip(snapshot: Snapshot, heard: Heard): Command[] {
  const { person, wish, act } = heard;
  const session = sessionMeant(snapshot, heard);
  if (session === null && wish.code === "" && wish.submittedAt + SKIP_WAITS > act.at) return [];
  const acts = session?.startsAt == null ? [act] : [act, skipOf(session.id, person.id, session.startsAt, act.at)];
  return [noted(acts)];
}

/** The meeting is offered at another time, as if it had been declined, and stays where there is none. One that was moved already is let be. */
function otherTime(snapshot: Snapshot, heard: Heard): ActedOn[] {
  const session = sessionMeant(snapshot, heard, ({ id }) => snapshot.links.get(id)?.wasReoffered === false);
  if (session?.startsAt == null) return [];
  return [otherTimeOf(session.id, heard.person.id, session.startsAt, heard.act.at)];
}

function noted(acts: ActedOn[]): Command {
  return { kind: "note_acted", key: `noted:${acts.map(({ cause, said }) => `${cause}=${said}`).join()}`, acts };
}

/** The meeting a skip is for: the one of its code, else the person's next after they said so. Null where it is gone by. */
function sessionMeant(
  snapshot: Snapshot,
  { programme, person, wish, act }: Heard,
  isMeant: (session: Session) => boolean = () => true,
): Session | null {
  const { code, submittedAt } = wish;
  const now = act.at;
  const coming = [...snapshot.sessions.values()]
    .filter(({ groupId, kind, status, startsAt }) => {
      const group = snapshot.groups.get(groupId ?? "");
      const isTheirs = group?.programmeId === programme.id && group.memberIds.includes(person.id);
      return (
        isTheirs && status === "planned" && startsAt !== null && startsAt > now && (code !== "" || kind === "session")
      );
    })
    .filter(isMeant)
    .sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0) || (a.id < b.id ? -1 : 1));
  if (code === "") return coming.find(session => (session.startsAt ?? 0) > submittedAt) ?? null;
  const typed = typedCode(code);
  return coming.find(session => sessionCode(session.id) === typed) ?? null;
}

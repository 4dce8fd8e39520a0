import type { Command } from "../domain/command.ts";
import { entityOf, invitedBy, pageOf } from "../domain/commands.ts";
import { type Programme, programmeSpan } from "../domain/programme.ts";
import { eachGuarded, guarded, noting, onceEach, type Unforeseen } from "../domain/values/guarded.ts";
import { markOf } from "../domain/values/hash.ts";
import { addDays, atLocal, type Instant, localDate } from "../domain/values/time.ts";
import type { Wait } from "../domain/wait.ts";
import type { BusyTimes, FreeBusyNeed } from "../rules/scheduling/members.ts";
import { wavesOf } from "../rules/surveys/waves.ts";
import { NotNear } from "../state/near.ts";
import { NotRead } from "../state/past.ts";
import type { Snapshot } from "../state/snapshot.ts";
import { decideActions } from "./actions.ts";
import { decideAnswers, nextAnswers } from "./board/answers.ts";
import { decideColumns, REPORTED_WITHIN } from "./columns.ts";
import { decideDuplicates, noteCopies, notingFormerWords } from "./duplicates.ts";
import { decideJoining } from "./forms/joining.ts";
import { decideNeeds } from "./forms/needs.ts";
import { decideStanding } from "./forms/standing.ts";
import { decideSurveys } from "./forms/surveys.ts";
import { tellMoved, withoutHeld } from "./held.ts";
import { decideHelp, nextHelp } from "./help.ts";
import { decideSuggestions } from "./insights/suggestions.ts";
import { decideKickOffReplies } from "./letters/kickOffReplies.ts";
import { decideLetters } from "./letters/letters.ts";
import { decideThanks } from "./letters/news.ts";
import { decideReminded } from "./letters/reminding.ts";
import { decideSilence } from "./letters/stillIn.ts";
import { isReaching } from "./massChangeGuard.ts";
import { decideGuides } from "./parts/guides.ts";
import { decideParts } from "./parts/parts.ts";
import { isWanted, type Outcome } from "./pass/outcome.ts";
import { decidedBy, NO_SESSIONS, type Planning, planningOf, type Settings, WHOLE } from "./pass/planning.ts";
import { decideRefills } from "./refills.ts";
import { type CrowdRound, NotFormed } from "./rounds/crowds.ts";
import { decideRounds } from "./rounds/rounds.ts";
import { notingGuests } from "./series/notingGuests.ts";
import { decideGatherings } from "./sessions/gatherings.ts";
import { decideAgreements, decideInvitations } from "./sessions/invitations.ts";
import { decideMeetings } from "./sessions/meetings.ts";
import { decideSessions } from "./sessions/sessions.ts";
import { callOffSkipped } from "./slots/skipping.ts";
import { decideSteps } from "./steps.ts";
import { decideTemplates } from "./templates.ts";
import { nextPassedOn } from "./waiting.ts";

interface Decision {
  commands: Command[];
  /** Calendars to be looked at before sessions can be given slots; null when none. Decide again with what they say. */
  needs: FreeBusyNeed | null;
  /** The programme of which it has to be read who was together in settled groups; null for none. Decide again once that was read. */
  lacks: string | null;
  /** The round of a crowd that has to be computed; null for none. Decide again once it was. */
  forms: CrowdRound | null;
  /** Why there is no more to do, by programme: what it waits for or lacks, each thing once. */
  waits: Wait[];
  /** What Krug's own code failed at, and where: the rest is decided as it would be without it. */
  unforeseen: Unforeseen[];
}

/** The order in which commands go out, by the part that decides them; those of one line programme by programme. */
const GOING_OUT = [
  ["copies"],
  ["duplicate pages"],
  ["refills"],
  ["templates"],
  ["meetings"],
  ["agreements"],
  ["replies to the first letter"],
  ["joining", "needs"],
  ["silence"],
  ["skipping"],
  ["rounds"],
  ["new sessions"],
  ["surveys", "standing form", "suggestions", "actions"],
  ["invitations"],
  ["gatherings"],
  ["steps", "thanks", "answers"],
  ["help board"],
  ["letters"],
  ["columns", "reminded"],
  ["bodies"],
  ["guides"],
] as const;

/** A part of what is decided in a pass. */
interface Part {
  /** By this it is known to the parts after it; it is also told where Krug fails in it. */
  name: (typeof GOING_OUT)[number][number];
  /** Asked for each programme, or once for the whole workspace. */
  of: "programme" | "workspace";
  decide: Deciding;
  /** True where it is asked near a small change too: it decides about one page, group or meeting at a time. */
  isNear?: true;
  /** True where it is asked about everybody where all else is looked at in slices. */
  isOfRounds?: true;
  /** What is left of its commands while the mass-change guard holds; a part that leads to people alone is not asked then. */
  whenHeld?: "nothing" | ((commands: readonly Command[]) => Command[]);
}

/** In the order in which they decide: each knows what those before it decided. */
const PARTS: readonly Part[] = [
  {
    name: "rounds",
    of: "programme",
    isOfRounds: true,
    decide: decideRounds,
    whenHeld: commands => commands.filter(isDraft),
  },
  { name: "new sessions", of: "workspace", isNear: true, decide: sessionsOfStandingGroups, whenHeld: "nothing" },
  {
    name: "invitations",
    of: "workspace",
    isNear: true,
    decide: onlyCommands(lastingInvitations),
    whenHeld: reachingNobody,
  },
  { name: "gatherings", of: "workspace", decide: onlyCommands(decideGatherings), whenHeld: reachingNobody },
  { name: "help board", of: "workspace", decide: onlyCommands(decideHelp), whenHeld: "nothing" },
  { name: "letters", of: "workspace", decide: onlyCommands(decideLetters), whenHeld: "nothing" },
  { name: "copies", of: "workspace", decide: onlyCommands(noteCopies) },
  { name: "duplicate pages", of: "workspace", decide: onlyCommands(decideDuplicates) },
  { name: "refills", of: "workspace", decide: onlyCommands(decideRefills) },
  { name: "templates", of: "workspace", decide: onlyCommands(decideTemplates) },
  { name: "meetings", of: "workspace", decide: onlyCommands(decideMeetings) },
  { name: "agreements", of: "workspace", isNear: true, decide: onlyCommands(decideAgreements) },
  { name: "replies to the first letter", of: "workspace", decide: onlyCommands(decideKickOffReplies) },
  { name: "joining", of: "workspace", decide: decideJoining },
  { name: "needs", of: "workspace", decide: onlyCommands(decideNeeds) },
  { name: "silence", of: "workspace", decide: onlyCommands(decideSilence) },
  { name: "skipping", of: "workspace", isNear: true, decide: onlyCommands(callOffSkipped) },
  { name: "surveys", of: "programme", decide: onlyCommands(decideSurveys) },
  { name: "standing form", of: "programme", decide: onlyCommands(decideStanding) },
  { name: "suggestions", of: "programme", decide: onlyCommands(decideSuggestions) },
  { name: "steps", of: "workspace", decide: onlyCommands(decideSteps) },
  { name: "answers", of: "workspace", decide: onlyCommands(decideAnswers) },
  {
    name: "thanks",
    of: "programme",
    decide: onlyCommands(({ snapshot, now }, programme) => decideThanks(snapshot, programme, now)),
  },
  { name: "actions", of: "programme", decide: onlyCommands(decideActions), whenHeld: "nothing" },
  { name: "columns", of: "workspace", isNear: true, decide: onlyCommands(decideColumns) },
  { name: "reminded", of: "workspace", decide: onlyCommands(({ snapshot, now }) => decideReminded(snapshot, now)) },
  { name: "bodies", of: "workspace", decide: onlyCommands(decideParts) },
  { name: "guides", of: "workspace", decide: onlyCommands(decideGuides) },
];

/**
 * All there is to do now. Pure: the same mirror, time and busy calendars give the same commands, and once they are carried
 * out and mirrored, the next decision holds only what followed from them, until there is nothing to do.
 *
 * @throws NotNear where what was read around a small change is not enough.
 */
export function decide(snapshot: Snapshot, now: Instant, busy: BusyTimes | null, settings: Settings): Decision {
  try {
    const { value, unforeseen } = noting(() => decideAll(planningOf(snapshot, now, settings, busy)));
    return { ...value, lacks: null, forms: null, unforeseen: onceEach([...snapshot.unforeseen, ...unforeseen]) };
  } catch (error) {
    const nothing = { commands: [], needs: null, lacks: null, forms: null, waits: [], unforeseen: [] };
    if (error instanceof NotRead) return { ...nothing, lacks: error.programmeId };
    if (error instanceof NotFormed) return { ...nothing, forms: error.round };
    throw error;
  }
}

function decideAll(begun: Planning): Omit<Decision, "unforeseen" | "lacks" | "forms"> {
  const { snapshot, now } = begun;
  const sessions = guarded(
    "sessions",
    null,
    () => (snapshot.near?.isOfRounds === true ? NO_SESSIONS : decideSessions(begun)),
    // Where nothing could be decided about sessions, none is touched.
    () => ({ ...NO_SESSIONS, moving: new Set(snapshot.sessions.keys()) }),
  );
  if (sessions.needs !== null) return { commands: [], needs: sessions.needs, waits: sessions.waits };
  const decided = new Map<string, ReadonlyMap<string, readonly Command[]>>();
  const planning: Planning = { ...begun, sessions, decided };
  const waits = PARTS.flatMap(part => {
    const { commands, waits: own } = askPart(planning, part);
    decided.set(part.name, commands);
    return own;
  });
  const moved = guarded(
    "moved pages",
    null,
    () => tellMoved(planning),
    () => [],
  );
  const standing = [...withoutHeld(snapshot, goingOut(planning)), ...moved].filter(command =>
    isNearby(snapshot, command),
  );
  const written = notingFormerWords(planning, joined(oneWordAtATime(standing)));
  const commands = notingGuests(snapshot, written, now);
  return { commands, needs: null, waits: [...heldWaits(planning), ...waits] };
}

function isAsked({ near }: Snapshot, part: Part): boolean {
  return near === null || (near.isOfRounds === true ? part.isOfRounds : part.isNear) === true;
}

/** What a part comes to, by the programme it was asked for, `WHOLE` for none; nothing for one in which it fails. */
function askPart(planning: Planning, part: Part): { commands: Map<string, readonly Command[]>; waits: Wait[] } {
  const { snapshot, isHeld } = planning;
  const commands = new Map<string, readonly Command[]>();
  const waits: Wait[] = [];
  if ((isHeld && part.whenHeld === "nothing") || !isAsked(snapshot, part)) return { commands, waits };
  for (const programme of part.of === "programme" ? snapshot.programmes : [null]) {
    // A part of the workspace looks at no programme.
    const asked = () => part.decide(planning, programme as Programme);
    const outcome = guarded<Outcome | null>(part.name, programme?.id ?? null, asked, () => null);
    if (outcome === null) continue;
    commands.set(
      programme?.id ?? WHOLE,
      outcome.commands.filter(command => isWanted(snapshot, command)),
    );
    waits.push(...outcome.waits);
  }
  return { commands, waits };
}

/**
 * True for a command about something that is decided about. @throws NotNear for one that invites anybody near a small change: who is
 * new is seen by all.
 */
function isNearby({ near }: Snapshot, command: Command): boolean {
  if (near === null || near.isOfRounds === true) return true;
  const made = near.isSlice && command.kind === "create_page" ? [command.values.group ?? []].flat().map(String) : [];
  const isNear = [pageOf(command) ?? "", ...made].some(page => near.pages.has(page) || near.people.has(page));
  if (isNear && !near.isSlice && invitedBy(command).length > 0) throw new NotNear("who is invited is not known");
  return isNear;
}

/** All that is to go out, in its order. */
function goingOut({ snapshot, isHeld, decided }: Planning): Command[] {
  const whenHeldOf = new Map(PARTS.map(({ name, whenHeld }) => [name, whenHeld]));
  const places = [WHOLE, ...snapshot.programmes.map(programme => programme.id)];
  return GOING_OUT.flatMap(line =>
    places.flatMap(place =>
      line.flatMap(name => {
        const commands = decided.get(name)?.get(place) ?? [];
        const whenHeld = whenHeldOf.get(name);
        return isHeld && typeof whenHeld === "function" ? whenHeld(commands) : commands;
      }),
    ),
  );
}

/** While the mass-change guard holds, what reaches people waits in every programme that could reach any. */
function heldWaits({ snapshot, isHeld }: Planning): Wait[] {
  const running = snapshot.programmes.filter(({ status }) => status === "active" || status === "paused");
  return isHeld ? running.map(({ id }) => ({ programmeId: id, why: "held" })) : [];
}

/** Of several words a person said about their page the first is acted on; the next is decided once the page says so. */
function oneWordAtATime(commands: readonly Command[]): Command[] {
  const spoken = new Set<string>();
  return commands.filter(command => {
    if (command.kind !== "update_page" || command.acts === undefined) return true;
    const isFirst = !spoken.has(command.pageId);
    spoken.add(command.pageId);
    return isFirst;
  });
}

/**
 * Sessions of a group whose members change in this very pass wait for the next, new ones and those that had no time: their times
 * were looked for without whoever joins.
 */
function sessionsOfStandingGroups(planning: Planning): Outcome {
  const { snapshot, sessions } = planning;
  const changing = new Set(
    decidedBy(planning, "rounds").flatMap(command =>
      command.kind === "update_page" && command.values.members !== undefined ? [command.pageId] : [],
    ),
  );
  const groupOf = (command: Command): string => {
    if (command.kind === "create_page") return String([command.values.group ?? []].flat()[0] ?? "");
    const session = command.kind === "update_page" ? snapshot.sessions.get(command.pageId) : undefined;
    return session?.status === "no_slot" ? (session.groupId ?? "") : "";
  };
  return { commands: sessions.commands.filter(command => !changing.has(groupOf(command))), waits: sessions.waits };
}

/**
 * Nothing of a meeting is changed, and nothing told of it, whose group comes to an end in this very pass: it is called off in
 * the next. Its commands stay together: what is told of is agreed on with what is written.
 */
function lastingInvitations(planning: Planning): Command[] {
  const ending = new Set(
    decidedBy(planning, "rounds").flatMap(command =>
      command.kind === "update_page" && command.source === "groups" && command.values.status === "ended"
        ? [command.pageId]
        : [],
    ),
  );
  const invitations = decideInvitations(planning);
  if (ending.size === 0) return invitations;
  const groupOf = (command: Command): string => planning.snapshot.sessions.get(entityOf(command))?.groupId ?? "";
  return invitations.filter(invitation => invitation.kind === "cancel_event" || !ending.has(groupOf(invitation)));
}

/** A group that waits to be read before anybody is invited. */
function isDraft(command: Command): boolean {
  return command.kind === "create_page" && command.values.status === "draft";
}

/** Commands of sessions whose people hear of none of them: what belongs to one session is agreed on together. */
function reachingNobody(commands: readonly Command[]): Command[] {
  const reaching = new Set(commands.filter(isReaching).map(entityOf));
  return commands.filter(command => !reaching.has(entityOf(command)));
}

/**
 * Updates of one page become one, in the order decided; a later value of a property wins. One that agrees on something with
 * the page's event takes the later place: what the event has to follow comes before it.
 */
function joined(commands: readonly Command[]): Command[] {
  const byPlace = new Map<string, Command>();
  for (const command of commands) {
    const place = command.kind === "update_page" ? `page:${command.pageId}` : `command:${command.key}`;
    const earlier = byPlace.get(place);
    if (command.kind !== "update_page" || earlier?.kind !== "update_page") {
      byPlace.set(place, command);
      continue;
    }
    if (command.link !== undefined) byPlace.delete(place);
    const values = { ...earlier.values, ...command.values };
    const link = command.link ?? earlier.link;
    const acts = [...(earlier.acts ?? []), ...(command.acts ?? [])];
    const key = `${command.pageId}:${markOf(values)}`;
    byPlace.set(place, { ...earlier, key, values, link, ...(acts.length > 0 ? { acts } : {}) });
  }
  return [...byPlace.values()];
}

/**
 * The next moment at which something may be due although nobody changed anything: a day begins for a programme, a session
 * begins, ends or ended a week ago without a report, a survey opens or closes, something has waited for a coordinator long enough. A run before it that reads no change has nothing to decide.
 */
export function nextDue(snapshot: Snapshot, now: Instant, held: { since: Instant } | null = null): Instant {
  const tomorrow = atLocal(addDays(localDate(now, "UTC"), 1), 0, "UTC");
  const moments = noting(() => [
    ...eachGuarded("next moments", snapshot.programmes, programme => momentsOf(programme, now)),
    ...eachGuarded("next moments", snapshot.sessions.values(), ({ startsAt, endsAt, status }) =>
      [startsAt, endsAt, status === "planned" && endsAt !== null ? endsAt + REPORTED_WITHIN + 1 : null].flatMap(
        at => at ?? [],
      ),
    ),
    ...eachGuarded("next moments", snapshot.gatherings.values(), ({ startsAt, endsAt }) => [startsAt, endsAt]),
    ...guarded(
      "next moments",
      null,
      // What comes of the help board is due as it was: near a small change there is none of it.
      () => (snapshot.near === null ? [...nextHelp(snapshot, now), ...nextAnswers(snapshot)] : []),
      () => [],
    ),
    ...guarded<Instant[]>(
      "next moments",
      null,
      () => [nextPassedOn(snapshot, held, now) ?? []].flat(),
      () => [],
    ),
  ]).value;
  return moments.reduce((next, at) => (at > now && at < next ? at : next), tomorrow);
}

function momentsOf(programme: Programme, now: Instant): Instant[] {
  const { startsAt, endsAt } = programmeSpan(programme);
  const midnight = atLocal(addDays(localDate(now, programme.zone), 1), 0, programme.zone);
  const waves = wavesOf(programme, now).flatMap(wave => [wave.opensAt, wave.closesAt]);
  return [startsAt, endsAt, midnight, ...waves].flatMap(at => at ?? []);
}

/** A part of a pass, asked for each programme; one that looks at the workspace as a whole takes no programme, and is asked once. */
type Deciding = (planning: Planning, programme: Programme) => Outcome;

/** A part that waits for nothing. */
function onlyCommands(decide: (planning: Planning, programme: Programme) => Command[]): Deciding {
  return (planning, programme) => ({ commands: decide(planning, programme), waits: [] });
}

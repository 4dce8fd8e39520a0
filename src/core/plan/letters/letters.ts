import type { Command } from "../../domain/command.ts";
import { letterEventId, letterMark } from "../../domain/letter.ts";
import { eachGuarded, guarded } from "../../domain/values/guarded.ts";
import type { Instant } from "../../domain/values/time.ts";
import { LETTERS, type Told, withinLimit } from "../../rules/guards/limit.ts";
import { lettersOf } from "../../state/letters.ts";
import { mayStart, type Snapshot } from "../../state/snapshot.ts";
import type { Words } from "../../words/words.ts";
import { toldOf } from "../board/load.ts";
import { standingUrl } from "../sessions/invitations.ts";
import { changeOffers } from "./changeOffer.ts";
import { feedbackReminders } from "./feedbackReminder.ts";
import { coordinatorWishes } from "./forCoordinator.ts";
import { kickOffWishes } from "./kickOff.ts";
import { nextMorning } from "./morning.ts";
import { notThisRoundWishes } from "./notThisRound.ts";
import { pageChangedWishes } from "./pageChanged.ts";
import { stillInWishes } from "./stillIn.ts";
import { surveyAsks } from "./surveyAsk.ts";
import { unreadNamesWishes } from "./unreadNames.ts";
import type { LetterWish } from "./wish.ts";

/**
 * The letters that are due: each once, and no more to a person in a week than they should get; what is over waits. `others` are
 * messages the same pass sends them anyway.
 */
export function decideLetters(snapshot: Snapshot, now: Instant, words: Words, others: readonly Told[] = []): Command[] {
  return lettersFor(snapshot, wishesOf(snapshot, now), now, words, others);
}

function wishesOf(snapshot: Snapshot, now: Instant): LetterWish[] {
  const running = snapshot.programmes.filter(programme => mayStart(snapshot, programme.id));
  const wishes = guarded(
    "page changed",
    null,
    () => pageChangedWishes(snapshot, now),
    () => [],
  );
  const ofProgrammes = running.flatMap(programme => {
    const own = (where: string, wishes: () => LetterWish[]) => guarded(where, programme.id, wishes, () => []);
    return [
      ...own("first letter", () => kickOffWishes(snapshot, programme, now)),
      ...own("names unread", () => unreadNamesWishes(snapshot, programme)),
      ...own("survey letter", () => surveyAsks(snapshot, programme, now)),
      ...own("feedback reminder", () => feedbackReminders(snapshot, programme, now)),
      ...own("change of group", () => changeOffers(snapshot, programme, now)),
      ...own("letter to the coordinator", () => coordinatorWishes(snapshot, programme, now)),
      ...own("still in", () => stillInWishes(snapshot, programme, now, standingUrl(snapshot, programme.id, null))),
      ...own("not this round", () => notThisRoundWishes(snapshot, programme, now)),
    ];
  });
  const isOfPage = ({ kind }: LetterWish) => kind === "for_coordinator" || kind === "page_changed";
  return [...wishes, ...ofProgrammes].filter(wish => isOfPage(wish) || mayStart(snapshot, wish.personId));
}

/** The commands that send what is wished for and was not sent yet, as far as each person's week has room. */
export function lettersFor(
  snapshot: Snapshot,
  wishes: readonly LetterWish[],
  now: Instant,
  words: Words,
  others: readonly Told[] = [],
): Extract<Command, { kind: "send_letter" }>[] {
  const sent = lettersOf(snapshot);
  const told = [...toldOf(snapshot), ...others];
  const due = wishes
    .map(wish => ({ ...wish, ...LETTERS[wish.kind], id: letterEventId(wish) }))
    .filter(wish => !snapshot.events.has(wish.id) && snapshot.people.has(wish.personId));
  const zoneOf = (id: string) => snapshot.people.get(id)?.zone ?? "UTC";
  const taken = new Map<string, Set<Instant>>();
  for (const { personId, eventId } of sent) takenBy(taken, personId).add(snapshot.events.get(eventId)?.startsAt ?? 0);
  const letter = (wish: (typeof due)[number]): Extract<Command, { kind: "send_letter" }>[] => {
    const person = snapshot.people.get(wish.personId);
    if (person === undefined) return [];
    // That they are away may be just what is told.
    const reader = wish.kind === "page_changed" ? { ...person, status: "active" as const, away: null } : person;
    const morning = nextMorning(reader, now, takenBy(taken, person.id));
    if (morning === null) return [];
    takenBy(taken, person.id).add(morning.startsAt);
    const { title, text } = words.letter(wish.facts, wish.programme.language);
    const mark = letterMark({ sentAt: now, also: wish.also ?? [] });
    const draft = { ...morning, title, description: text, zone: person.zone, email: wish.to ?? person.email, mark };
    return [{ kind: "send_letter", key: `letter:${wish.id}`, eventId: wish.id, draft }];
  };
  return eachGuarded("letter", withinLimit(due, told, now, zoneOf).now, letter, wish => wish.personId);
}

function takenBy(taken: Map<string, Set<Instant>>, personId: string): Set<Instant> {
  const own = taken.get(personId) ?? new Set();
  taken.set(personId, own);
  return own;
}

import type { EventCopy, Guest } from "../domain/event.ts";
import { type Letter, type LetterKey, parseLetterId } from "../domain/letter.ts";
import type { Programme } from "../domain/programme.ts";
import type { Apart } from "../domain/values/apart.ts";
import { keptIn } from "../domain/values/maps.ts";
import type { Instant } from "../domain/values/time.ts";
import { personByEmail, type Snapshot } from "./snapshot.ts";

const lettersBySnapshot = new WeakMap<Snapshot, Letter[]>();

/** Every letter that was ever sent, also those whose event was deleted since; in the order of their ids. */
export function lettersOf(snapshot: Snapshot): Letter[] {
  return keptIn(lettersBySnapshot, snapshot, () => readLetters(snapshot));
}

function readLetters(snapshot: Snapshot): Letter[] {
  return [...snapshot.events.values()]
    .flatMap(event => {
      const key = parseLetterId(event.id);
      return key === null
        ? []
        : [
            {
              ...key,
              eventId: event.id,
              ...parseMark(event),
              changedAt: event.updatedAt,
              reply: replyOf(snapshot, event, key),
            },
          ];
    })
    .sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
}

/** Of a deleted event Google may say no more than its id: then the letter counts as of its last change. */
function parseMark({ letterMark: mark, updatedAt }: EventCopy): Pick<Letter, "sentAt" | "also"> {
  try {
    const said = JSON.parse(mark ?? "") as { v: number; sentAt: Instant; also: string[] };
    if (said.v === 1) return { sentAt: said.sentAt, also: said.also };
  } catch {
    // Nothing it says can be read, so nothing of it is believed.
  }
  return { sentAt: updatedAt, also: [] };
}

function replyOf(snapshot: Snapshot, event: EventCopy, { personId }: LetterKey): Guest["reply"] {
  const own = event.guests.find(guest => personByEmail(snapshot, guest.email)?.id === personId);
  return (own ?? event.guests[0])?.reply ?? "needsAction";
}

/** Pairs to keep apart once: people who asked for others in a round, each with those from the round before. */
export function changesAsked(snapshot: Snapshot, programme: Programme, round: number): [string, string][] {
  return lettersOf(snapshot)
    .filter(
      ({ kind, programmeId, reply }) => kind === "change_offer" && programmeId === programme.id && reply === "accepted",
    )
    .flatMap(({ personId, cause }) => {
      const group = snapshot.groups.get(cause);
      const others = group?.round === round - 1 ? group.memberIds.filter(id => id !== personId) : [];
      return others.map((id): [string, string] => [personId, id]);
    });
}

/** The same needs, with these twos kept apart as well. */
export function withChanges<T extends { apart: Apart }>(needs: T, twos: readonly (readonly [string, string])[]): T {
  if (twos.length === 0) return needs;
  const isAsked = (a: string, b: string) =>
    twos.some(([one, other]) => (one === a && other === b) || (one === b && other === a));
  const apart: Apart = (a, b) => needs.apart(a, b) || isAsked(a, b);
  return { ...needs, apart: Object.assign(apart, { mark: `${needs.apart.mark}|${twos.join()}` }) };
}

import { type ActedOn, isActedOn } from "../../domain/actedOn.ts";
import type { Command, Values } from "../../domain/command.ts";
import type { Letter } from "../../domain/letter.ts";
import type { Person } from "../../domain/person.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { type Instant, localDate } from "../../domain/values/time.ts";
import { lettersOf } from "../../state/letters.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";

/**
 * What follows from replies to a programme's first letter: a yes is consent, noted with the day; a no takes the person out of
 * that programme, and of no other. Each reply counts once, so that a page changed afterwards stays as people made it.
 */
export function decideKickOffReplies({ snapshot, now }: Planning): Command[] {
  const replies = lettersOf(snapshot).filter(
    ({ kind, reply }) => kind.startsWith("kick_off") && (reply === "accepted" || reply === "declined"),
  );
  const answered = (letter: Letter): Command[] => {
    const act = { cause: letter.eventId, said: letter.reply, at: now };
    const person = snapshot.people.get(letter.personId);
    if (person === undefined || isActedOn(snapshot.actedOn, act, letter.changedAt)) return [];
    return [wrote(person, valuesFor(snapshot, letter, person, now), act)];
  };
  return eachGuarded("reply to a letter", replies, answered, letter => letter.personId);
}

function valuesFor(snapshot: Snapshot, letter: Letter, person: Person, now: Instant): Values {
  const { programmeId } = letter;
  if (letter.reply === "declined") return leaving(person, programmeId);
  const zone = snapshot.programmes.find(programme => programme.id === programmeId)?.zone ?? person.zone;
  // People who first said no and later yes are back in.
  const isBack =
    snapshot.actedOn.get(letter.eventId)?.said === "declined" && !person.programmeIds.includes(programmeId);
  return {
    ...(isBack ? { programmes: [...person.programmeIds, programmeId] } : {}),
    ...(person.consentedOn === null ? { consent: { start: localDate(now, zone), end: null } } : {}),
  };
}

/** A person's page without a programme; nothing to write where they are not in it. */
export function leaving(person: Person, programmeId: string): Values {
  if (!person.programmeIds.includes(programmeId)) return {};
  return { programmes: person.programmeIds.filter(id => id !== programmeId) };
}

/** The command that writes on a person's page what they said elsewhere, and keeps that it was done. */
export function wrote(person: Person, values: Values, act: ActedOn): Command {
  const key = `said:${act.cause}:${markOf([act.said, values])}`;
  if (Object.keys(values).length === 0) return { kind: "note_acted", key, acts: [act] };
  return { kind: "update_page", key, source: "people", pageId: person.id, values, acts: [act] };
}

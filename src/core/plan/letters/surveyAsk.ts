import { isAway } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import { holds } from "../../domain/values/content.ts";
import { addDays, DAY, type Instant, localDate } from "../../domain/values/time.ts";
import { type Wave, waveAt, wavesOf } from "../../rules/surveys/waves.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import { participants, type Snapshot } from "../../state/snapshot.ts";
import type { LetterWish } from "./wish.ts";

/** Invitations have so long to bring a survey's link; who has none by then is asked by a letter. */
const INVITATIONS_FIRST = DAY;

type AskedKind = "pulse" | "self_assessment" | "closing";

/**
 * The letters to those whom no invitation asks: a survey is open since yesterday, and no meeting of theirs in its days carries
 * the link. Once a survey; who has answered under their name, is away or has not joined is left in peace.
 */
export function surveyAsks(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  if (programme.status !== "active") return [];
  const waves = wavesOf(programme, now);
  return waves.flatMap(wave => {
    const { kind } = wave;
    if (!isAskedOfAll(kind) || wave.state !== "open" || now < wave.opensAt + INVITATIONS_FIRST) return [];
    const form = snapshot.forms.find(one => one.programmeId === programme.id && one.kind === kind);
    if (form === undefined) return [];
    const asked = askedByInvitation(snapshot, form.responderUri, wave);
    const answered = answeredIn(snapshot, programme, waves, wave);
    return participants(snapshot, programme.id)
      .filter(person => !asked.has(person.email) && !answered.has(person.id))
      .filter(person => !isAway(person, localDate(now, person.zone)))
      .map(
        (person): LetterWish => ({
          kind: "survey_ask",
          personId: person.id,
          programmeId: programme.id,
          cause: wave.key,
          programme,
          facts: {
            kind: "survey_ask",
            name: person.name,
            programme: programme.name,
            survey: kind,
            url: form.responderUri,
            until: addDays(localDate(wave.closesAt ?? now, programme.zone), -1),
          },
        }),
      );
  });
}

function isAskedOfAll(kind: Wave["kind"]): kind is AskedKind {
  return kind === "pulse" || kind === "self_assessment" || kind === "closing";
}

/** Addresses with a meeting in the survey's days whose invitation holds its link. */
function askedByInvitation(snapshot: Snapshot, url: string, wave: Wave): Set<string> {
  const asked = new Set<string>();
  for (const event of snapshot.events.values()) {
    const { startsAt } = event;
    if (event.isCancelled || startsAt === null || startsAt < wave.opensAt) continue;
    if ((wave.closesAt !== null && startsAt >= wave.closesAt) || !holds(event.description, url)) continue;
    for (const guest of event.guests) if (guest.reply !== "declined") asked.add(guest.email);
  }
  return asked;
}

/** Who answered by name already; of the anonymous one nobody is known to have. */
function answeredIn(snapshot: Snapshot, programme: Programme, waves: readonly Wave[], wave: Wave): Set<string> {
  const { closings, selfAssessments } = answersOf(snapshot, programme);
  if (wave.kind === "closing") return new Set(closings.map(one => one.personId));
  if (wave.kind !== "self_assessment") return new Set();
  const inWave = selfAssessments.filter(one => waveAt(waves, wave.kind, one.submittedAt)?.key === wave.key);
  return new Set(inWave.map(one => one.personId));
}

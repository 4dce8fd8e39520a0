import { type Programme, roundOn } from "../../domain/programme.ts";
import { addDays, atLocal, type Instant, localDate } from "../../domain/values/time.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { sessionsSince } from "../figures/gather.ts";
import { lowRatings } from "../insights/lowRating.ts";
import type { LetterWish } from "./wish.ts";

/** In a round's last week, where the programme lets Krug act: to each who may want it, and to nobody else, others to be with. */
export function changeOffers(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  if (programme.insights !== "act" || programme.status !== "active") return [];
  const round = roundOn(programme, localDate(now, programme.zone));
  if (round === null) return [];
  const { feedback } = sessionsSince(snapshot, programme, atLocal(round.startsOn, 0, programme.zone), now);
  return lowRatings(snapshot, programme, feedback, now).map(({ personId, groupId, roundEndsOn }) => ({
    kind: "change_offer",
    personId,
    programmeId: programme.id,
    cause: groupId,
    programme,
    facts: {
      kind: "change_offer",
      name: snapshot.people.get(personId)?.name ?? "",
      programme: programme.name,
      roundLastsUntil: addDays(roundEndsOn, -1),
    },
  }));
}

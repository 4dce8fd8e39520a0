import type { Instant } from "../../domain/values/time.ts";
import { gini } from "../statistics/spread.ts";
import { LEAST_ANSWERS } from "../surveys/waves.ts";
import { endedWithin, isHeld, isWithin, type SessionFact } from "./facts.ts";
import { countIn, shareOf } from "./figures.ts";
import { type About, family, greater, keyed, type MetricValue } from "./metric.ts";
import { type Tally, tally } from "./tally.ts";

/** Who helps, who is helped, and whether it goes round. See docs/metrics.md#the-figures. */
export const HELP = family({
  /**
   * Help given in the window: how many times one person helped another, distinct by helper, helped, and session or
   * question, a number; n is the people in the programme and not on leave.
   *
   * It counts where the one who was helped says so, also help by people who have left since. Null without people.
   */
  help_given: ofHelps({
    unit: "number",
    direction: "up",
    value: ({ total, activeIds }) => countIn(total, activeIds.length),
  }),

  /**
   * Balance of help: the Gini coefficient of help given over the active people, those who gave none included. Index, 0 when
   * all give alike, 1 when one person gives all; n is people in the programme and not on leave.
   *
   * See `gini`. Null under two people and when nobody helped.
   */
  help_gini: ofHelps({
    unit: "index",
    direction: "down",
    value: ({ counts, activeIds }) => ({ value: gini(activeIds.map(id => counts.get(id) ?? 0)), n: activeIds.length }),
  }),

  /**
   * The largest share of help: of all help given in the window, what the one person who gave most gave. 0 to 1; n is helps.
   *
   * Near 1, one person carries all. Null when nobody helped.
   */
  help_top_share: ofHelps({
    unit: "share",
    direction: "down",
    value({ counts, total, activeIds }) {
      const count = Math.max(0, ...counts.values());
      return { value: total === 0 ? null : count / total, n: total, count, people: activeIds.length };
    },
  }),

  /**
   * Thanks given: thanks from one person to another in the window of 28 days, each pair once, a number; n is the people
   * in the programme and not on leave.
   *
   * Apart from help given: thanks are not evidence of it. Nobody thanks themselves. Null without people.
   */
  thanks_given: tally({
    unit: "number",
    direction: "up",
    needs: ["thanks.fromId", "thanks.toId", "person.state"],
    happenings: (facts, window) =>
      facts.thanks
        .filter(one => isWithin(one.at, window) && one.at <= facts.asOf && one.fromId !== one.toId)
        .map(one => ({ key: one.toId, personId: one.fromId })),
    value: ({ total, activeIds }) => countIn(total, activeIds.length),
  }),

  /**
   * Seats rotated: of each two held sessions of a group that follow one another in the window, the share in which the seat of
   * who leads went to another member. 0 to 1; n is such pairs of sessions.
   *
   * Null where no group held two sessions with the seat taken.
   */
  seats_rotated: keyed<SessionFact, Record<string, Lead>>({
    unit: "share",
    direction: "up",
    needs: ["session.facilitatorId", "session.groupId", "session.status"],
    items: endedWithin,
    key: session => session.groupId ?? "",
    entry: session =>
      session.groupId === null || session.facilitatorId === null || !isHeld(session)
        ? null
        : { [session.id]: { at: session.endsAt, facilitatorId: session.facilitatorId } },
    combine(a, b) {
      const both = { ...a };
      for (const [id, lead] of Object.entries(b)) both[id] = both[id] === undefined ? lead : greater(both[id], lead);
      return both;
    },
    value: groups => shareOf(groups.flatMap(changesIn), isOther => isOther),
  }),
});

/** A figure of help given in the window, each as something the helper did; nobody helps themselves. */
function ofHelps(definition: Omit<About, "needs"> & { value(helps: Tally): MetricValue }) {
  return tally({
    ...definition,
    keeps: "helps",
    needs: ["help.helperId", "help.helpedId", "help.about", "person.state"],
    leastPeople: LEAST_ANSWERS,
    happenings: (facts, window) =>
      facts.helps
        .filter(help => isWithin(help.at, window) && help.at <= facts.asOf && help.helperId !== help.helpedId)
        .map(help => ({ key: `${help.helpedId} ${help.about}`, personId: help.helperId })),
  });
}

/** Who led a session, and when it was. */
interface Lead {
  at: Instant;
  facilitatorId: string;
}

/** Of each two sessions of a group that follow one another, whether another person led the second. */
function changesIn(leads: Readonly<Record<string, Lead>>): boolean[] {
  const inOrder = Object.entries(leads)
    .sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1))
    .map(([, lead]) => lead.facilitatorId);
  return inOrder.slice(1).map((facilitatorId, index) => facilitatorId !== inOrder[index]);
}

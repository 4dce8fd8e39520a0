import type { Instant } from "../../domain/values/time.ts";
import { gini } from "../statistics/spread.ts";
import { LEAST_ANSWERS } from "../surveys/pulse.ts";
import { endedWithin, type Fact, type Facts, isHeld, isWithin, peopleSeen, type Window } from "./facts.ts";
import { countIn, shareOf } from "./figures.ts";
import { type About, family, greater, keyed, latest, type MetricValue } from "./metric.ts";

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
   * Imbalance of help: the Gini coefficient of help given over the active people, those who gave none included. Index, 0 when
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
        .filter(thanks => isWithin(thanks.at, window) && thanks.at <= facts.asOf && thanks.fromId !== thanks.toId)
        .map(thanks => ({ key: thanks.toId, personId: thanks.fromId })),
    value: ({ total, activeIds }) => countIn(total, activeIds.length),
  }),

  /**
   * Seats rotated: of each two held sessions of a group that follow one another in the window, the share in which the seat of
   * who leads went to another member. 0 to 1; n is such pairs of sessions.
   *
   * Null where no group held two sessions with the seat taken.
   */
  seats_rotated: keyed<Fact<"sessions">, Record<string, Lead>>({
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

/** Something that happened, to be counted for one person; what has the same person and key is the same. */
export interface Happening {
  key: string;
  personId: string;
}

/** What was counted, beside the people who were active. */
interface Tally {
  /** How often for each person; people who are not active among them. */
  counts: ReadonlyMap<string, number>;
  /** Those in the programme and not on leave when last seen in the window, in a fixed order. */
  activeIds: readonly string[];
  /** All who were seen. */
  people: readonly Fact<"people">[];
  total: number;
}

type Item = ({ is: "event" } & Happening) | { is: "person"; person: Fact<"people"> };

type Entry = { is: "event"; personId: string } | { is: "person"; person: Fact<"people"> };

const laterSeen = latest<Fact<"people">>(person => person.seenAt);

/** A figure of things counted by person, given who was active at all. */
export function tally({
  happenings,
  value,
  ...about
}: About & { happenings(facts: Facts, window: Window): Happening[]; value(tally: Tally): MetricValue }) {
  return keyed<Item, Entry>({
    ...about,
    items: (facts, window) => [
      ...happenings(facts, window).map(({ key, personId }) => ({ is: "event" as const, key, personId })),
      ...peopleSeen(facts, window).map(person => ({ is: "person" as const, person })),
    ],
    key: item => (item.is === "event" ? `event ${item.personId} ${item.key}` : `person ${item.person.personId}`),
    entry: item => (item.is === "event" ? { is: "event", personId: item.personId } : item),
    combine: (a, b) =>
      a.is === "person" && b.is === "person" ? { is: "person", person: laterSeen(a.person, b.person) } : a,
    value: entries => value(tallyOf(entries)),
  });
}

function tallyOf(entries: readonly Entry[]): Tally {
  const counts = new Map<string, number>();
  const people: Fact<"people">[] = [];
  for (const entry of entries)
    if (entry.is === "event") counts.set(entry.personId, (counts.get(entry.personId) ?? 0) + 1);
    else people.push(entry.person);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const activeIds = people.filter(person => person.state === "in").map(person => person.personId);
  return { counts, activeIds, people, total };
}

import { DAY } from "../../domain/values/time.ts";
import { meanInterval, meanOf } from "../statistics/studentT.ts";
import { LEAST_ANSWERS } from "../surveys/pulse.ts";
import { ofClosings } from "./answers.ts";
import { endedWithin, type Fact, isCounted, isWithin, peopleSeen } from "./facts.ts";
import { countIn, medianHours, ratio, shareOf, shareOfPeople, waitOf, withInterval } from "./figures.ts";
import { type About, family, greater, keyed, latest, type MetricValue } from "./metric.ts";

/** Days after joining at which `retention` looks. */
export const RETENTION_DAYS = 90;

/** Whether a programme reaches its people, keeps them, and asks them for what they can give. See docs/metrics.md#the-figures. */
export const PROGRAMME = family({
  /**
   * Coverage: of the people in the programme, the share that have a group and are not on leave. 0 to 1; n is people.
   *
   * Each person as last seen in the window. With `left_out` and `on_leave` it adds up to 1. Null without people.
   */
  coverage: peopleShare({
    direction: "up",
    needs: ["person.state", "person.hasGroup"],
    isSo: person => person.state === "in" && person.hasGroup,
  }),

  /**
   * Left out: of the people in the programme, the share that are there and have no group. 0 to 1; n is people.
   *
   * Each person as last seen in the window. Null without people.
   */
  left_out: peopleShare({
    direction: "down",
    needs: ["person.state", "person.hasGroup"],
    isSo: person => person.state === "in" && !person.hasGroup,
  }),

  /**
   * On leave: of the people in the programme, the share that are away or paused. 0 to 1; n is people.
   *
   * Each person as last seen in the window. Null without people.
   */
  on_leave: peopleShare({
    direction: "none",
    needs: ["person.state"],
    isSo: person => person.state === "on_leave",
  }),

  /**
   * Retention: of the people whose 90th day in the programme lies in the window, the share that were still in it on that day.
   * 0 to 1; n is people.
   *
   * With a 95 % interval (`shareInterval`). Null when nobody joined 90 days before.
   */
  retention: keyed<Fact<"memberships">, boolean>({
    unit: "share",
    direction: "up",
    needs: ["membership.joinedAt", "membership.leftAt"],
    items: (facts, window) =>
      facts.memberships.filter(
        membership => isWithin(dayLookedAt(membership), window) && dayLookedAt(membership) <= facts.asOf,
      ),
    key: membership => membership.personId,
    entry: membership => membership.leftAt === null || membership.leftAt > dayLookedAt(membership),
    combine: greater,
    value: shareOfPeople,
  }),

  /**
   * Hours to the first session: the median time from joining to the beginning of the first held session one was at, over the
   * people who joined in the window; n is people.
   *
   * Kaplan-Meier, interval and `atLeast` as for `hours_to_helper`: people who left or still wait count as waiting up to
   * then. Null when nobody joined and while fewer than half would have had a session.
   */
  hours_to_first_session: keyed<Fact<"memberships">, Fact<"memberships">>({
    unit: "hours",
    direction: "down",
    needs: ["membership.joinedAt", "membership.firstSessionAt", "membership.seenUntil"],
    leastPeople: LEAST_ANSWERS,
    items: (facts, window) =>
      facts.memberships.filter(
        membership => isWithin(membership.joinedAt, window) && membership.joinedAt <= facts.asOf,
      ),
    key: membership => membership.personId,
    entry: membership => membership,
    combine: latest(membership => membership.seenUntil),
    value: members =>
      medianHours(members.map(member => waitOf(member.joinedAt, member.firstSessionAt, member.seenUntil))),
  }),

  /**
   * Invitations: how many seats people were invited to in the sessions that are over, one a person and session however often
   * it was moved, a number; n is sessions.
   *
   * Cancelled sessions and check-ins don't count. Null when nothing is over.
   */
  invitations_sent: ofInvitations({
    unit: "number",
    direction: "none",
    needs: ["session.memberIds"],
    figure: ({ sent, sessions }) => countIn(sent, sessions),
  }),

  /**
   * Declined: of the invitations to the sessions that are over, the share that were declined. 0 to 1; n is invitations.
   *
   * Null when nobody was invited.
   */
  invitations_declined: ofInvitations({
    unit: "share",
    direction: "down",
    needs: ["session.memberIds", "session.declinedIds"],
    figure: ({ sent, declined }) => ratio(declined, sent),
  }),

  /**
   * Weeks to feel at home: the mean of newcomers' answers in the closing form to how many weeks it took until they felt at
   * home; n is people.
   *
   * With the 95 % Student-t interval from two people up. Only newcomers are asked. Null when nobody answered.
   */
  weeks_to_home: ofClosings({
    unit: "weeks",
    direction: "down",
    leastPeople: LEAST_ANSWERS,
    needs: ["closing.weeksToFeelAtHome"],
    answer: closing => closing.weeksToFeelAtHome,
    figure: weeks =>
      withInterval({ value: weeks.length === 0 ? null : meanOf(weeks), n: weeks.length }, meanInterval(weeks)),
  }),
});

/** Of the people in the programme, each as last seen in the window, the share that stand so. */
function peopleShare({ isSo, ...about }: Omit<About, "unit"> & { isSo(person: Fact<"people">): boolean }) {
  return keyed<Fact<"people">, Fact<"people">>({
    ...about,
    keeps: "people",
    unit: "share",
    items: peopleSeen,
    key: person => person.personId,
    entry: person => person,
    combine: latest(person => person.seenAt),
    value: people =>
      shareOf(
        people.filter(person => person.state !== "left"),
        isSo,
      ),
  });
}

function dayLookedAt(membership: Fact<"memberships">): number {
  return membership.joinedAt + RETENTION_DAYS * DAY;
}

/** Invitations to sessions of the window that are over. */
function ofInvitations({
  figure,
  ...about
}: About & { figure(invited: { sent: number; declined: number; sessions: number }): MetricValue }) {
  return keyed<Fact<"sessions">, { sent: number; declined: number }>({
    ...about,
    keeps: "invited",
    items: endedWithin,
    key: session => session.id,
    entry(session) {
      if (!isCounted(session)) return null;
      const members = [...new Set(session.memberIds)];
      return { sent: members.length, declined: members.filter(id => session.declinedIds.includes(id)).length };
    },
    combine: greater,
    value: sessions =>
      figure({
        sent: sessions.reduce((sum, session) => sum + session.sent, 0),
        declined: sessions.reduce((sum, session) => sum + session.declined, 0),
        sessions: sessions.length,
      }),
  });
}

import { isAwayAt } from "../../src/core/domain/person.ts";
import type { Format } from "../../src/core/domain/values/format.ts";
import { addDays, DAY, daysBetween, localDate, mondayOf, overlaps } from "../../src/core/domain/values/time.ts";
import { workingTime } from "../../src/core/domain/values/workingHours.ts";
import { roundsToForm } from "../../src/core/plan/rounds/rounds.ts";
import { sessionKey } from "../../src/core/rules/scheduling/spans.ts";
import { participants, personByEmail, type Snapshot } from "../../src/core/state/snapshot.ts";
import { lived, NAMES, type Stand, type World } from "./worlds.ts";

/** The groups that stand, by programme and round. */
export function roundsIn({ snapshot }: Stand) {
  const rounds = new Map<string, { format: Format; groups: { members: string[]; helper: string | null }[] }>();
  for (const group of snapshot.groups.values()) {
    const programme = snapshot.programmes.find(one => one.id === group.programmeId);
    if (programme === undefined || group.status === "ended") continue;
    const key = `${programme.id}/${group.round}`;
    const round = rounds.get(key) ?? { format: programme.format, groups: [] };
    round.groups.push({ members: group.memberIds, helper: group.facilitatorId });
    rounds.set(key, round);
  }
  return [...rounds.values()];
}

const isHelp = (format: Format) => format === "mentor" || format === "reverse";
const nameIn = (snapshot: Snapshot, id: string) => snapshot.people.get(id)?.name ?? id;

/** Who broke the law, in words; nobody where it holds. */
type Law = (stand: Stand) => string[];

const twiceInARound: Law = stand =>
  roundsIn(stand).flatMap(({ format, groups }) => {
    const seats = groups.flatMap(({ members, helper }) =>
      isHelp(format) ? members.filter(id => id !== helper) : members,
    );
    return seats.filter((id, place) => seats.indexOf(id) !== place);
  });

const forgotten: Law = ({ snapshot, now }) =>
  snapshot.programmes.flatMap(programme => {
    const round = roundsToForm(programme, localDate(now, programme.zone)).at(-1);
    const says = String(snapshot.rows.get(programme.id)?.values.krugSays ?? "");
    const seated = new Set(
      [...snapshot.groups.values()]
        .filter(({ programmeId, status }) => programmeId === programme.id && status !== "ended")
        .filter(group => group.round === round?.number)
        .flatMap(group => group.memberIds),
    );
    return participants(snapshot, programme.id)
      .filter(person => !seated.has(person.id) && !says.includes(person.name))
      .map(person => `${person.name} in ${programme.format}`);
  });

const withWhomTheyWouldNot: Law = stand =>
  roundsIn(stand).flatMap(({ groups }) =>
    groups.flatMap(({ members }) => {
      const names = members.map(id => nameIn(stand.snapshot, id));
      return stand.world.people.flatMap(one =>
        names.includes(one.name)
          ? one.notWith
              .map(other => NAMES[other]!)
              .filter(other => other !== one.name && names.includes(other))
              .map(other => `${one.name} with ${other}`)
          : [],
      );
    }),
  );

const withTheirManager: Law = ({ snapshot, ...rest }) =>
  roundsIn({ snapshot, ...rest }).flatMap(({ format, groups }) =>
    isHelp(format)
      ? groups.flatMap(({ members }) =>
          members.filter(id => members.includes(snapshot.people.get(id)?.managerId ?? "")),
        )
      : [],
  );

const overTheirMentees: Law = ({ snapshot, ...rest }) =>
  roundsIn({ snapshot, ...rest }).flatMap(({ format, groups }) => {
    if (!isHelp(format)) return [];
    return [...snapshot.people.values()]
      .filter(person => groups.filter(({ helper }) => helper === person.id).length > (person.mentees ?? 3))
      .map(person => person.name);
  });

const takesNone: Law = ({ snapshot, ...rest }) =>
  roundsIn({ snapshot, ...rest })
    .flatMap(({ groups }) => groups.flatMap(({ members }) => members))
    .filter(id => snapshot.people.get(id)?.sessionsAWeek === 0);

/** What somebody is invited to from now on, by address. */
export function comingTo({ snapshot, now }: Stand) {
  const coming = new Map<string, { startsAt: number; endsAt: number; isCheckIn: boolean }[]>();
  for (const session of snapshot.sessions.values()) {
    const event = snapshot.events.get(snapshot.links.get(session.id)?.eventId ?? "");
    const { startsAt, endsAt } = session;
    if (session.status !== "planned" || startsAt === null || endsAt === null || startsAt <= now) continue;
    for (const { email } of event?.isCancelled === false ? event.guests : [])
      coming.set(email, [...(coming.get(email) ?? []), { startsAt, endsAt, isCheckIn: session.kind === "check_in" }]);
  }
  return coming;
}

/** Weeks on end in which people are asked for no more than they take. */
const STRETCHES = [1, 2, 3, 4, 6, 12];

const overTheirWeek: Law = stand =>
  [...comingTo(stand)].flatMap(([email, sessions]) => {
    const person = personByEmail(stand.snapshot, email);
    const most = person?.sessionsAWeek ?? null;
    if (person === null || most === null) return [];
    const weeks = sessions.filter(one => !one.isCheckIn).map(one => mondayOf(localDate(one.startsAt, person.zone)));
    return weeks.flatMap(first =>
      STRETCHES.flatMap(length => {
        const within = weeks.map(week => daysBetween(first, week) / 7).filter(later => later >= 0 && later < length);
        return within.length > Math.ceil(most * length) ? [`${email} in ${length} weeks from ${first}`] : [];
      }),
    );
  });

/**
 * Groups that meet once, in one week: more of them than somebody takes have no room there. Who came too late for a group's only
 * meeting meets nobody in it, and neither does anybody where no time was found.
 */
const overTheirGroups: Law = ({ snapshot }) => {
  const weeks = new Map<string, number>();
  for (const group of snapshot.groups.values()) {
    const programme = snapshot.programmes.find(one => one.id === group.programmeId);
    if (programme?.roundWeeks !== 1 || group.status === "ended" || group.round === null) continue;
    const week = addDays(programme.startsOn, 7 * group.round);
    const session = snapshot.sessionsByKey.get(sessionKey(group.id, "session", 0));
    const guests = snapshot.events.get(snapshot.links.get(session?.id ?? "")?.eventId ?? "")?.guests ?? null;
    const meets = (id: string) =>
      (guests === null && session?.status !== "no_slot") ||
      guests?.some(({ email }) => email === snapshot.people.get(id)?.email);
    for (const id of group.memberIds.filter(meets)) weeks.set(`${id} ${week}`, (weeks.get(`${id} ${week}`) ?? 0) + 1);
  }
  return [...weeks].flatMap(([key, count]) => {
    const [id = "", week = ""] = key.split(" ");
    const most = snapshot.people.get(id)?.sessionsAWeek ?? null;
    return most !== null && count > Math.ceil(most) ? [`${nameIn(snapshot, id)} in the week of ${week}`] : [];
  });
};

const atABadTime: Law = stand =>
  [...comingTo(stand)].flatMap(([email, sessions]) => {
    const person = personByEmail(stand.snapshot, email);
    if (person === null) return [email];
    return sessions.flatMap((one, place) => {
      const hours = workingTime(person.hours, person.zone, { startsAt: one.startsAt - DAY, endsAt: one.endsAt + DAY });
      const isWithin = hours.some(time => time.startsAt <= one.startsAt && one.endsAt <= time.endsAt);
      const isAlone = sessions.every((other, index) => index === place || !overlaps(one, other));
      // A leave is minded in meetings as near as single ones are planned.
      const isThere = one.startsAt > stand.now + 14 * DAY || !isAwayAt(person, one.startsAt);
      const time = new Date(one.startsAt).toISOString();
      return [
        ...(isWithin ? [] : [`${email} out of hours, ${time}`]),
        ...(isAlone ? [] : [`${email} twice, ${time}`]),
        ...(isThere ? [] : [`${email} away, ${time}`]),
      ];
    });
  });

/** What must hold of a company at the end of each day: who broke it, in words; nobody where it holds. */
const OF_A_DAY: [string, Law][] = [
  ["nobody is twice in a round", twiceInARound],
  ["nobody is without a group and without a reason on the programme's page", forgotten],
  ["nobody is in a group with somebody one of them would rather not meet", withWhomTheyWouldNot],
  ["nobody mentors or is mentored by their own manager", withTheirManager],
  ["nobody mentors more people than they can", overTheirMentees],
  ["nobody who takes no sessions is in a group", takesNone],
  ["nobody is invited to more sessions a week than they take", overTheirWeek],
  ["nobody is put into more groups than their week has room for", overTheirGroups],
  ["nobody is invited out of hours, on leave, or to two things at a time", atABadTime],
];

/** A company's life, lived once for all laws. */
export class Lives {
  readonly world: World;
  #forward: ReturnType<typeof lived> | null = null;

  constructor(world: World) {
    this.world = world;
  }

  get forward(): ReturnType<typeof lived> {
    this.#forward ??= lived(this.world);
    return this.#forward;
  }
}

export interface LawOfCompanies {
  name: string;
  /** Who or what broke it, in words; nothing where it holds. */
  broken: (lives: Lives) => string[];
}

/** What holds in any company, with several programmes, people coming, going and on leave. */
export const LAWS: readonly LawOfCompanies[] = [
  ...OF_A_DAY.map(([name, law]) => ({ name, broken: ({ forward }: Lives) => forward.stands.flatMap(law) })),
  {
    name: "the same company gives the same groups, sessions and texts, in whatever order it is read",
    broken: ({ world, forward }) => {
      const turned = lived(world, true).done;
      return forward.done.flatMap((said, place) => (said === turned[place] ? [] : [said]));
    },
  },
];

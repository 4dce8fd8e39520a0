import { addDays, atLocal, DAY, type LocalDate } from "../../src/core/domain/values/time.ts";
import { type EventLook, eventsOf, pagesOf, startOf } from "../faults/looks.ts";
import { move, reply } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";
import { type Act, act } from "./act.ts";
import { skillOf } from "./cast.ts";
import { STARTS, type YearWorld } from "./world.ts";

/** The day so many weeks and days after the programme's first Monday. */
const on = (week: number, day = 0): LocalDate => addDays(STARTS, 7 * (week - 1) + day);
/** Nobody acts on what begins so soon. */
const AHEAD_MS = 2 * 3_600_000;

/** A year as it goes, whatever the format: people come, go, decline, move, change, and the programme does too. */
export const ACTS: readonly Act[] = [
  act(on(1, 1), "Clara's page gets no level until spring", async world => {
    await world.editPerson("c", { level: null });
  }),
  act(on(3), "the first declines their next session", world => decline(world, "a")),
  act(on(4), "one is on leave for two weeks", world =>
    world.editPerson("b", { away: { start: on(5), end: on(6, 6) } }),
  ),
  act(on(6, 3), "a newcomer, who may be matched at once", world => enter(world, "k")),
  act(on(8), "one drags their next session to the day after", world => drag(world, "d", DAY)),
  act(on(9, 1), "one is busy all week", world => busyWeek(world, "e", on(10))),
  act(on(11), "a session is cancelled on its page", world => editSession(world, "c", { status: "cancelled" })),
  act(on(13), "one leaves for good", world => world.editPerson("g", { status: "left" })),
  act(on(14, 2), "the level is said after all", world => world.editPerson("c", { level: 2 })),
  act(on(16), "one pauses until further notice", world => world.editPerson("h", { status: "paused" })),
  act(on(18), "a new role: another level, team and manager", world =>
    world.editPerson("d", {
      level: 4,
      team: "Care",
      manager: [world.idOf("f")],
      offers: [skillOf(world.plan.language, 0), skillOf(world.plan.language, 3)],
    }),
  ),
  act(on(20, 1), "the pause is over", world => world.editPerson("h", { status: "active" })),
  act(on(22), "one takes no sessions for a while", world => world.editPerson("f", { sessionsAWeek: 0 })),
  act(on(24, 1), "sessions become shorter", world =>
    world.playground.edit(COORDINATOR, "programmes", world.programmeId, { minutes: 30 }),
  ),
  act(on(26), "one moves to another zone", world =>
    world.editPerson("i", { zone: "Europe/Kyiv", hours: "Mon-Fri 10-18" }),
  ),
  act(on(27), "that person takes sessions again", world => world.editPerson("f", { sessionsAWeek: 2 })),
  act(on(28), "a session gets another time on its page", world => editTime(world, "a", -DAY)),
  act(on(29, 2), "another newcomer", world => enter(world, "l")),
  act(on(30), "half of them have their holidays", async world => {
    for (const key of ["a", "c", "e", "i", "j"])
      await world.editPerson(key, { away: { start: on(31), end: on(32, 6) } });
  }),
  act(on(34), "one goes into another programme", world => world.editPerson("e", { programmes: [] })),
  act(on(36), "one declines, whose session was offered anew before", world => decline(world, "a")),
  act(on(38, 1), "one skill is offered in another case", world =>
    world.editPerson("k", { offers: [` ${skillOf(world.plan.language, 4).toUpperCase()} `] }),
  ),
  act(on(40), "who went comes back", world => world.editPerson("e", { programmes: [world.programmeId] })),
  act(on(43), "a session is given a title by hand", world => editSession(world, "b", { title: "1 · 2 · 3" })),
  act(on(46), "the coordinator pauses all", world =>
    world.playground.edit(COORDINATOR, "programmes", world.programmeId, { status: "paused" }),
  ),
  act(on(48), "and lets it go on", world =>
    world.playground.edit(COORDINATOR, "programmes", world.programmeId, { status: "active" }),
  ),
];

function enter(world: YearWorld, key: string): Promise<void> {
  const today = new Date(world.now).toISOString().slice(0, 10);
  return world.enter(world.somebody(key), today);
}

/** Somebody's next meeting that is no check-in, by the invitations they hold. */
function nextOf(world: YearWorld, key: string): EventLook | undefined {
  const { email } = world.somebody(key);
  const kinds = new Map(pagesOf(world.playground, "sessions").map(page => [page.id, page.values.kind]));
  return eventsOf(world.playground)
    .filter(event => event.isLive && event.startsAt > world.now + AHEAD_MS)
    .filter(event => event.sessionId !== null && kinds.get(event.sessionId) !== "check_in")
    .filter(event => event.guests.some(guest => guest.email === email && guest.reply !== "declined"))
    .sort((a, b) => a.startsAt - b.startsAt)[0];
}

async function decline(world: YearWorld, key: string): Promise<void> {
  const event = nextOf(world, key);
  if (event === undefined) return;
  const { email } = world.somebody(key);
  world.habits.declined(email, event.id);
  await reply(world.playground, email, event.id, "declined");
}

async function drag(world: YearWorld, key: string, by: number): Promise<void> {
  const event = nextOf(world, key);
  if (event?.sessionId == null) return;
  world.movedByHand.add(event.sessionId);
  await move(world.playground, world.somebody(key).email, event.id, by);
}

async function editSession(world: YearWorld, key: string, values: { status?: string; title?: string }): Promise<void> {
  const sessionId = nextOf(world, key)?.sessionId;
  if (sessionId != null) await world.playground.edit(world.somebody(key).email, "sessions", sessionId, values);
}

async function editTime(world: YearWorld, key: string, by: number): Promise<void> {
  const event = nextOf(world, key);
  const page = pagesOf(world.playground, "sessions").find(one => one.id === event?.sessionId);
  const start = page === undefined ? null : startOf(page);
  if (event === undefined || page === undefined || start === null || start + by < world.now + AHEAD_MS) return;
  world.movedByHand.add(page.id);
  const iso = (at: number) => new Date(at + by).toISOString();
  const when = { start: iso(start), end: iso(start + event.endsAt - event.startsAt) };
  await world.playground.edit(world.somebody(key).email, "sessions", page.id, { when });
}

async function busyWeek(world: YearWorld, key: string, monday: LocalDate): Promise<void> {
  const { zone, email } = world.somebody(key);
  const time = { startsAt: atLocal(monday, 0, zone), endsAt: atLocal(addDays(monday, 6), 0, zone) };
  world.busyOnce.push({ key, time, since: world.now });
  const iso = (at: number) => ({ dateTime: new Date(at).toISOString(), timeZone: "UTC" });
  await world.playground.calendarOf(email).events.insert({
    calendarId: "primary",
    sendUpdates: "none",
    requestBody: { summary: "Fair", start: iso(time.startsAt), end: iso(time.endsAt) },
  });
}

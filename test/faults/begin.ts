import { addDays, atLocal, MINUTE } from "../../src/core/domain/values/time.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import type { WorldClock } from "../simulators/clock.ts";
import { allEvents } from "../world/people.ts";
import { COORDINATOR, openPlayground } from "../world/playground.ts";
import type { Cast, Format } from "./history.ts";
import { Life, type Member } from "./life.ts";

const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva", "Filip", "Goran"];
const WEEKS = 4;
/** Requests a minute where a page has few rows. */
const LEAST_PACE = 600;

/** Formats in which one helps the other, and who is which is told by what people say of themselves. */
const isHelping = (format: Format) => format === "mentor" || format === "reverse";

/** Builds the world of a cast: the tables filled in, people's own things beside them. The database is empty and migrated. */
export async function begin(cast: Cast, sql: Sql): Promise<Life> {
  const members = NAMES.slice(0, cast.people + 1).map((name, place) => ({
    name,
    email: `${name.toLowerCase()}@example.org`,
    zone: cast.zones[place % 2] as string,
  }));
  // A whole reading fits into a minute, as it does with pages of a hundred rows.
  const pace = cast.notionPage < 10 ? Math.max(cast.pace, LEAST_PACE) : cast.pace;
  const startsAt = atLocal(addDays(cast.starts, -4), 8 * 60, "UTC");
  let clock: WorldClock | null = null;
  let minutes = 0;
  /** While the world is being built nobody's requests are too many: each has a minute of its own. */
  const wallClock = () => {
    minutes += 1;
    return clock?.now() ?? minutes * MINUTE;
  };
  const playground = await openPlayground({
    startsAt,
    people: members,
    seed: cast.seed,
    // In a quarter of all lives Krug writes on the pages themselves.
    bodies: cast.seed % 4 === 0,
    notion: { pageSizeLimit: cast.notionPage, requestsPerMinute: pace, wallClock },
    google: { listPageLimit: cast.googlePage, wallClock },
  });
  clock = playground.clock;
  playground.connection.notion.requestsAMinute = pace;
  playground.google.addAccount({ email: "stranger@elsewhere.example" });
  const end = addDays(cast.starts, 7 * WEEKS - 1);
  const programmes: string[] = [];
  for (const format of cast.formats)
    programmes.push(
      await playground.add("programmes", {
        name: `Programme of ${format}s`,
        status: "active",
        format,
        matching: isHelping(format) ? null : "random",
        everyWeeks: 1,
        minutes: 45,
        roundWeeks: format === "circle" || isHelping(format) ? WEEKS : 1,
        ...(isHelping(format) ? {} : { groupSize: format === "circle" ? 4 : format === "triad" ? 3 : 2 }),
        checkIn: cast.checkIn && format === "circle",
        feedbackOnly: !cast.surveys,
        zone: cast.zones[0],
        language: "en",
        start: { start: cast.starts, end: null },
        end: { start: end, end: null },
      }),
    );
  const people: Member[] = [];
  for (const [place, member] of members.entries()) {
    const pageId = await playground.add("people", {
      name: member.name,
      email: member.email,
      status: "active",
      zone: member.zone,
      hours: "9-18",
      // Every other one helps.
      ...(cast.formats.some(isHelping)
        ? place % 2 === 0
          ? { level: 4 + (place % 4) / 2, offers: ["testing"] }
          : { level: 1 + (place % 3), seeks: ["testing"] }
        : {}),
      programmes: place < cast.people ? programmes : [],
      consent: { start: addDays(cast.starts, -7), end: null },
    });
    const goalId = await playground.add("roadmap", {
      title: `Goal of ${member.name}`,
      owner: [pageId],
      status: "doing",
      starts: { start: cast.starts, end: null },
      due: { start: end, end: null },
    });
    people.push({ ...member, login: member.email, pageId, goalId });
  }
  const life = new Life(playground, sql, cast, people, programmes);
  await ownThings(life);
  if (cast.warm) await life.run(life.now);
  return life;
}

/** What people have besides Krug: it must stay as it is. */
async function ownThings(life: Life): Promise<void> {
  const { playground, people, cast } = life;
  const at = (hour: number) => new Date(atLocal(addDays(cast.starts, 2), hour * 60, "UTC")).toISOString();
  await playground.calendarOf(COORDINATOR).events.insert({
    calendarId: playground.calendarId,
    requestBody: { summary: "Lunch of the team", start: { dateTime: at(11) }, end: { dateTime: at(12) } },
  });
  const first = people[0] as Member;
  await playground.calendarOf(first.login).events.insert({
    calendarId: "primary",
    requestBody: { summary: "Dentist", start: { dateTime: at(8) }, end: { dateTime: at(9) } },
  });
  await playground.notionOf(first.login).pages.create({
    parent: { type: "page_id", page_id: playground.notion.rootPageId },
    properties: { title: { title: [{ text: { content: "Our notes" } }] } } as never,
  });
}

/** What people have besides Krug, as one text. */
export async function ownThingsOf(life: Life): Promise<string> {
  const { playground } = life;
  const events = (await allEvents(playground)).filter(event => event.summary === "Lunch of the team");
  const first = life.people[0] as Member;
  const primary = await playground.calendarOf(first.login).events.list({ calendarId: "primary" });
  const dentist = (primary.data.items ?? []).filter(event => event.summary === "Dentist");
  const pages = [...playground.notion.state.pages.values()]
    .filter(page => page.parent.type === "page_id")
    .map(page => [page.id, page.editedAt, page.trashed, [...page.values]]);
  return JSON.stringify([events, dentist, pages]);
}

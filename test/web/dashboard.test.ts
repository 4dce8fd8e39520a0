import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/core/domain/values/language.ts";
import { dashboardPage, programmePage } from "../../src/web/dashboard.ts";
import { lockedPage } from "../../src/web/frame.ts";
import { NOBODY, type Organisation } from "../../src/web/organisation.ts";
import { type DashboardView, figuresAlone } from "../../src/web/view.ts";
import { aCompany, aFigure, aFullView, aProblem, aProgramme, aSession, aShownInsight, at, aView } from "./view.ts";

async function pageOf(view: DashboardView): Promise<string> {
  return String(await dashboardPage(view));
}

/** The page of the view's programme. */
async function programmeOf(view: DashboardView): Promise<string> {
  return String(await programmePage(view));
}

const readingOf = async (view: DashboardView) => readIn(await pageOf(view));
const programmeReading = async (view: DashboardView) => readIn(await programmeOf(view));

/** What a reader sees of a page: without the style sheet and the tags. */
function readIn(page: string): string {
  return page
    .replace(/<nav.*?<\/nav>/gs, "")
    .replace(/<(style|title)>.*?<\/\1>/gs, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

describe("the dashboard", () => {
  test.each(LANGUAGES)("says in %s whose language it is, and all of it in that language", async language => {
    const page = await pageOf(aFullView(language));
    expect(page).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${language}">`));
    const foreign = { en: /[а-яіїєґъё]/i, ru: /[іїєґ]/i, uk: /[ыэёъ]/i, bg: /[ыэёіїєґ]/i }[language];
    const reading = await readingOf(aFullView(language));
    expect(reading).not.toMatch(foreign);
    expect(reading).not.toMatch(/undefined|NaN|null|\[object|\{|_/);
  });

  test("tells what was given up, with the page it concerns, and which messages could not be handled", async () => {
    const view = aView({
      givenUp: [
        { what: "create_page", why: "Notion answered 403.", page: "", url: null },
        { what: "change_event", why: "", page: "Ana & Boris", url: "https://notion.example/session" },
      ],
      deadLetters: 2,
    });
    const reading = await readingOf(view);
    expect(reading).toContain("could not create a new page (Notion answered 403) and has given it up");
    expect(reading).toContain("could not change the event in Google Calendar and has given it up");
    expect(await pageOf(view)).toContain('<a href="https://notion.example/session">Ana &amp; Boris</a>');
    expect(reading).toContain("2 messages from the queue could not be handled");
    expect(await readingOf(aView({ deadLetters: 1 }))).toContain("1 message from the queue could not be handled");
    expect(await readingOf(aView())).not.toMatch(/given it up|queue/);
  });

  test("tells what the figures suggest, what to do and what Krug does; what is over stands apart", async () => {
    const insights = [aShownInsight("over_time"), { ...aShownInsight("goal_reached"), goneAt: at("2027-03-05 02:00") }];
    const reading = await readingOf(aView({ insights }));
    expect(reading).toContain("Meetings run over Of 10 answers in four weeks, 5 say that the session ended on time.");
    expect(reading).toContain("Ended on time: 50% (5 of 10 answers; 95% interval: 24% to 76%)");
    expect(reading).toContain("To do: Agree who watches the clock");
    expect(reading).toContain("Over by now: 1 A goal is reached · 2 March – 5 March 2027");
    expect(await programmeReading(aView({ programmes: [aProgramme()] }))).toContain("Nothing stands out.");
    expect(await readingOf(aView({ programmes: [aProgramme()] }))).toContain("Needs attention All is well.");
    expect(await readingOf(aView({ insights }))).not.toContain("All is well.");
  });

  test("shows who is in no group, who is away until when, and who has met whom", async () => {
    const view = aView({ programmes: [aProgramme({ company: aCompany() })] });
    const reading = await programmeReading(view);
    expect(reading).toContain("In no group of the newest round Vera: no level is given, and this format needs one.");
    expect(reading).toContain("Boris until 21 March 2027 Dan until further notice");
    expect(reading).toContain("5 of 10 possible pairs have met. No meetings yet: Vera.");
    expect(reading).toMatch(/1 Ana 3 1 2 2 Boris 3 2 1 3 Dan 1 2/);
  });

  test("has for each person what may be done about them, twenty at once, and finds them by a part of their name", async () => {
    const names = Array.from({ length: 30 }, (_, place) => `Person ${place}`);
    const company = { ...NOBODY, programmeId: "p", names, ids: names.map((_, place) => `id${place}`) };
    const view = aView({ programmes: [aProgramme({ company })] });
    const page = await programmeOf(view);
    expect(page.match(/kind=pause/g)).toHaveLength(20);
    expect(page).toContain("10 more");
    const found = await programmeOf({ ...view, find: "person 29" });
    expect([...found.matchAll(/href="(\/act[^"]*)"/g)].map(([, href]) => href?.replaceAll("&amp;", "&"))).toEqual([
      "/act?kind=remind&on=id29",
      "/act?kind=leave_out&on=p%2Fid29",
      "/act?kind=pause&on=id29",
    ]);
    expect(await programmeReading({ ...view, find: "<Zoe>" })).toContain("Nobody here has this in their name.");
    expect(String(await programmePage(figuresAlone(view)))).not.toContain("/act");
  });

  test("shows what people wrote in the anonymous pulse, latest first, as they wrote it and never as markup", async () => {
    const pulseTexts = [3, 2].map(number => ({
      programmeId: "p",
      number,
      texts: [`More time ${number}`, "<b>Fewer</b> forms", "…"],
    }));
    const view = aView({ programmes: [aProgramme({ pulseTexts })] });
    const reading = await programmeReading(view);
    expect(reading).toContain("What people would change From the anonymous pulse, in an order that says nothing");
    expect(reading).toMatch(/Pulse 3 More time 3 &lt;b&gt;Fewer&lt;\/b&gt; forms … Pulse 2 More time 2/);
    expect(await programmeReading(aView({ programmes: [aProgramme()] }))).not.toContain("would change");
  });

  test("draws nobody's meetings before there are any, and no picture of a crowd", async () => {
    const names = Array.from({ length: 30 }, (_, place) => `P${place}`);
    const met = names.map((_, a) => names.map((_, b) => (a !== b && a < 2 && b < 2 ? 1 : 0)));
    const crowd = aView({ programmes: [aProgramme({ company: { ...NOBODY, names, ids: names, met } })] });
    expect(await programmeOf(crowd)).not.toContain('class="met"');
    expect(await programmeReading(crowd)).toContain("1 of 435 possible pairs have met.");
    const nobody = {
      ...NOBODY,
      names: ["Ana", "Boris"],
      met: [
        [0, 0],
        [0, 0],
      ],
      away: [],
      leftOut: [],
      groups: [],
    };
    const reading = await programmeReading(aView({ programmes: [aProgramme({ company: nobody })] }));
    expect(reading).toContain("0 of 1 possible pairs have met.");
    expect(reading).not.toContain("No meetings yet");
    expect(await programmeReading(aView({ programmes: [aProgramme({ company: NOBODY })] }))).not.toContain(
      "Who has met",
    );
  });

  test("has one main heading, and no heading skips a level", async () => {
    const levels = [...(await pageOf(aFullView("en"))).matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter(level => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  });

  test("says first what programmes wait for: what a coordinator has to see to, then what comes by itself", async () => {
    const url = "https://notion.example/programme";
    const waits = [
      { says: "Pairs: one group waits for your approval.", url, isForCoordinator: true },
      { says: "Pairs: the next groups are formed on 7 January 2027.", url, isForCoordinator: false },
    ];
    const reading = await readingOf(aView({ waits, sessions: [aSession()] }));
    expect(reading).toMatch(
      /Waiting for you Pairs: one group waits.* Coming .* What comes next Pairs: the next groups/,
    );
    expect(await pageOf(aView({ waits }))).toContain(`<a href="${url}">Pairs: one group waits`);
    expect(await readingOf(aView())).not.toMatch(/Waiting for you|What comes next/);
    expect(await readingOf(figuresAlone(aView({ waits })))).not.toContain("Pairs");
  });

  test("shows a reader of figures no address, not even where what stands still is somebody's calendar", async () => {
    const stop = { what: "other_calendar", since: 0, until: null, times: 1, why: "ana@example.org" } as const;
    const view = aView({ outages: [stop] });
    expect(await readingOf(view)).toContain("ana@example.org");
    expect(await readingOf(figuresAlone(view))).not.toContain("@");
    expect(await readingOf(figuresAlone(view))).toMatch(/calendar/i);
  });

  test("needs no script, and what people wrote cannot become one", async () => {
    const name = `<script>alert("Ana & Boris")</script>`;
    const company: Organisation = {
      ...NOBODY,
      names: [name, "Boris"],
      met: [
        [0, 1],
        [1, 0],
      ],
      away: [{ name, until: null }],
      leftOut: [{ name, why: "no_capacity" }],
      groups: [{ id: name, names: [name], health: "moving" as const, outcome: "none" as const }],
    };
    const page = await pageOf(
      aView({
        programmes: [aProgramme({ name, company, figures: [aFigure("growth_points", [1], { skill: name })] })],
        sessions: [aSession({ title: name, replies: name, url: `https://notion.example/"><script>` })],
        problems: [aProblem({ page: name, says: name })],
      }),
    );
    expect(page).not.toContain("<script");
    expect(page).toContain("&lt;script&gt;alert(&quot;Ana &amp; Boris&quot;)&lt;/script&gt;");
  });

  test("links a call only where it is a web address", async () => {
    const sessions = [aSession({ meet: "javascript:alert(1)" })];
    expect(await pageOf(aView({ sessions }))).not.toContain("javascript:");
    expect(await pageOf(aView({ sessions: [aSession({ meet: "https://meet.google.com/abc" })] }))).toContain(
      `href="https://meet.google.com/abc"`,
    );
  });

  test.each(LANGUAGES)("without anything yet says in %s what will come, and shows no empty box", async language => {
    const view = aView({ language, run: null, programmes: [aProgramme()] });
    const [page = ""] = (await pageOf(view)).split("<footer>");
    expect(page.match(/class="empty"/g)).toHaveLength(2);
    const [own = ""] = (await programmeOf(view)).split("<footer>");
    expect(own.match(/class="empty"/g)).toHaveLength(2);
    for (const one of [page, own]) expect(one).not.toMatch(/class="(cards|panel|bar|five|notes)"|<ul|<table|<details/);
    expect(await pageOf(aView({ language }))).toContain(`class="empty"`);
  });

  test("is closed without a token, in the reader's language and without a name", async () => {
    for (const language of LANGUAGES) {
      const page = String(await lockedPage(language, "unknown"));
      expect(page).toContain(`<html lang="${language}">`);
      expect(page).toContain('<form method="post" action="/sign-in">');
      expect(page).not.toContain("?token=");
    }
  });
});

describe("a programme on the first page", () => {
  const figures = [
    aFigure("satisfaction", [3.4, 4.1], { n: 11 }),
    aFigure("active_share", [0.7, 0.85], { n: 40, count: 34 }),
    aFigure("held_rate", [0.8]),
    aFigure("goals_done", [0.5]),
    aFigure("usefulness", [4]),
    aFigure("help_given", [2]),
    aFigure("growth_points", [0.4], { skill: "Testing" }),
  ];

  test("is told in a sentence and five figures with what they mean, what says most of it first", async () => {
    const page = await pageOf(aView({ programmes: [aProgramme({ figures })] }));
    expect(readIn(page)).toContain("Mobile app, spring 12 people 34 of 40 people met in these weeks.");
    const [five = "", meant = ""] = page.slice(page.indexOf('class="five"')).split("<details>");
    const named = (part: string) => [...part.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, name]) => name);
    expect(named(five)).toEqual(named(meant));
    expect(named(five)).toEqual([
      "People who meet",
      "Satisfaction",
      "Sessions held",
      "Goals done",
      "Usefulness of sessions",
    ]);
    expect(readIn(page)).toMatch(
      /Satisfaction 4\.1 of 5 \+0\.7 since the start .* Satisfaction How satisfied people are/,
    );
    expect(page).not.toContain("Testing");
  });

  test("leads to its own page, where all of it stands and its tables are to be had", async () => {
    const programme = aProgramme({ figures, company: aCompany() });
    const first = await pageOf(aView({ programmes: [programme] }));
    expect(first).toContain(`<a href="${programme.path}">All figures and people</a>`);
    const own = await programmeOf(aView({ programmes: [programme] }));
    expect(own).toContain("Testing");
    expect([...own.matchAll(/href="[^"]*\/(\w+\.csv)"/g)].map(([, file]) => file)).toEqual([
      "figures.csv",
      "people.csv",
      "sessions.csv",
    ]);
    const read = String(await programmePage(figuresAlone(aView({ programmes: [programme] }))));
    expect([...read.matchAll(/\/(\w+\.csv)"/g)].map(([, file]) => file)).toEqual(["figures.csv"]);
  });

  test("that is not there any more is said in a sentence", async () => {
    expect(await programmeReading(aView())).toContain("This programme is not here any more.");
  });
});

test("what is long is folded: of thirty waits, sessions and pages no list shows more than twelve at once", async () => {
  const many = <T>(one: (index: number) => T) => Array.from({ length: 30 }, (_, index) => one(index));
  const page = await pageOf(
    aView({
      waits: many(index => ({ says: `Wait ${index}`, url: "https://notion.example/p", isForCoordinator: true })),
      sessions: many(index => aSession({ title: `Session ${index}` })),
      problems: many(index => aProblem({ page: `Person ${index}` })),
    }),
  );
  const open = page.replaceAll(/<details>.*?<\/details>/gs, "");
  for (const [what, most] of [
    ["Wait", 12],
    ["Session", 5],
    ["Person", 6],
  ] as const) {
    expect(open.match(new RegExp(`${what} \\d+`, "g"))?.length, what).toBe(most);
    expect(new Set(page.match(new RegExp(`${what} \\d+`, "g"))).size, what).toBe(30);
  }
});

test("of hundreds only some are sent, with the way to all of them", async () => {
  const problems = Array.from({ length: 200 }, (_, index) => aProblem({ page: `Person ${index}` }));
  const insights = Array.from({ length: 200 }, () => aShownInsight("goal_off_track"));
  const view = aView({ problems, insights, programmes: [aProgramme()] });
  const page = await pageOf({ ...view, all: "/?all=yes" });
  expect(page.length).toBeLessThan(60_000);
  expect(page).toContain('<a href="/?all=yes">178 more pages</a>');
  expect(page.match(/class="insight"/g)).toHaveLength(20);
  expect((await pageOf(view)).match(/Person \d+/g)).toHaveLength(200);
});

describe("the state", () => {
  test("says that all is in step and when the last run was, with the city of that time", async () => {
    expect(await readingOf(aView())).toContain(
      "Notion, Calendar and Forms are in step Last run Wed 10 March, 06:00 (Sofia): 12 done.",
    );
  });

  test("says so when something failed or the run did not end", async () => {
    const { run } = aView();
    if (run === null) throw new Error("the view has a run");
    const failed = { ...run, report: { ...run.report, failed: [{ what: "update_page x", why: "503" }] } };
    expect(await readingOf(aView({ run: failed }))).toContain("12 done, 1 failed.");
    for (const bad of [failed, { ...run, endedWell: false }])
      expect(await readingOf(aView({ run: bad }))).toContain("Not everything could be carried over");
    expect(await readingOf(aView({ run: failed }))).not.toContain("update_page");
  });
});

describe("coming sessions", () => {
  test("stand under their day, each day once, in the order of time", async () => {
    const reading = await readingOf(
      aView({
        sessions: [
          aSession({ title: "Late", startsAt: at("2027-03-12 09:00"), endsAt: at("2027-03-12 10:00") }),
          aSession({ title: "Second", startsAt: at("2027-03-11 15:00"), endsAt: at("2027-03-11 16:00") }),
          aSession({ title: "First" }),
        ],
      }),
    );
    expect(reading).toContain(
      "Coming sessions Time zone: Sofia Thursday 11 March 10:00–10:45 First 15:00–16:00 Second Friday 12 March 09:00–10:00 Late",
    );
  });

  test("name the city of each time when there are several zones", async () => {
    const startsAt = at("2027-03-11 23:30", "America/New_York");
    const reading = await readingOf(
      aView({
        sessions: [
          aSession(),
          aSession({ title: "Kim & Lee", zone: "America/New_York", startsAt, endsAt: startsAt + 3_600_000 }),
        ],
      }),
    );
    expect(reading).toContain("Time zones: Sofia, New York Thursday 11 March 10:00–10:45 Sofia Ana &amp; Boris");
    expect(reading).toContain("23:30 – Fri 12 March, 00:30 New York Kim &amp; Lee");
  });

  test("name their programme only where there are several", async () => {
    const sessions = [aSession({ programme: "Pairs of spring" })];
    const one = await readingOf(aView({ sessions, programmes: [aProgramme()] }));
    const two = await readingOf(aView({ sessions, programmes: [aProgramme(), aProgramme()] }));
    expect([one.includes("Pairs of spring"), two.includes("Pairs of spring")]).toEqual([false, true]);
  });
});

describe("figures", () => {
  test("stand in groups, in the order people ask about them", async () => {
    const page = await programmeOf(aFullView("en"));
    const figures = page.slice(page.indexOf(`class="figures"`), page.indexOf(`class="side"`));
    expect([...figures.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, heading]) => heading)).toEqual([
      "People",
      "How people find it",
      "Feedback",
      "Meeting",
      "Growth of skills",
      "Goals",
      "What people would change",
    ]);
  });

  test("tell what they rest on, how they changed, and of which days they are", async () => {
    const reading = await programmeReading(aFullView("en"));
    expect(reading).toContain("12 people · Figures for 8 March – 4 April 2027");
    expect(reading).toContain("Satisfaction 4.1 of 5 +0.7 since the start 11 answers");
    expect(reading).toContain(
      "Sessions held 85% +15 pp since the start 17 of 20 sessions 74% to 87% with the unreported",
    );
    expect(reading).toContain("Feeling supported 3.9 of 5 as at the start 10 answers 8 February – 7 March 2027");
  });

  test("rising is called better only where it is: not for sessions nobody reported, nor for repeat meetings", async () => {
    const toneOf = async (id: string) =>
      / class="change (\w*)"/.exec(
        await programmeOf(aView({ programmes: [aProgramme({ figures: [aFigure(id, [0.1, 0.3])] })] })),
      )?.[1];
    expect([await toneOf("held_rate"), await toneOf("unreported_share"), await toneOf("repeat_share")]).toEqual([
      "better",
      "worse",
      "",
    ]);
  });

  test("of growth are a table: all skills, then each, with the interval and the number of people", async () => {
    expect(await programmeReading(aFullView("en"))).toContain(
      "Skill Points 95% interval % People All skills +0.42 +0.05 to +0.79 +17% 9 Testing +0.6 −0.1 to +1.3 +24% 6",
    );
  });

  test("of goals are one whole: done, on track, off track, and how many of them are overdue", async () => {
    expect(await programmeReading(aFullView("en"))).toContain(
      "Goals Done 4 29% On track 7 50% Off track 3 21% 14 goals · Goals overdue: 1",
    );
    const alone = aView({ programmes: [aProgramme({ figures: [aFigure("goals_done", [0.5], { n: 2, count: 1 })] })] });
    expect(await programmeReading(alone)).toContain("Goals Goals done 50% 1 of 2 goals");
  });

  test("of a single period have no line, and a line keeps to the whole scale", async () => {
    const trendOf = async (id: string, values: number[]) =>
      /polyline points="([^"]*)"/.exec(
        await programmeOf(aView({ programmes: [aProgramme({ figures: [aFigure(id, values)] })] })),
      )?.[1];
    expect(await trendOf("satisfaction", [4])).toBeUndefined();
    expect(await trendOf("satisfaction", [1, 3, 5])).toBe("0.0,40.0 50.0,20.0 100.0,0.0");
    expect(await trendOf("held_rate", [0.5, 0.75])).toBe("0.0,20.0 100.0,10.0");
    expect(await trendOf("new_people_met", [0, 0])).toBe("0.0,40.0 100.0,40.0");
  });

  test("nobody knows any more are still shown, after the others", async () => {
    const figures = [aFigure("minutes", [3]), aFigure("satisfaction", [4])];
    expect(await programmeReading(aView({ programmes: [aProgramme({ figures })] }))).toMatch(
      /Satisfaction 4 of 5.*Other figures minutes 3/,
    );
  });
});

describe("what is to settle", () => {
  test("names the table and the page, and gives each problem a line of its own", async () => {
    const page = await pageOf(
      aView({ problems: [aProblem({ source: "roadmap", page: "Ship it", says: "One.\nTwo." })] }),
    );
    expect(page).toContain("<li>One.</li><li>Two.</li>");
    expect(await readingOf(aView({ problems: [aProblem({ source: "roadmap", page: "Ship it" })] }))).toContain(
      "Needs attention Roadmap Ship it Something is missing.",
    );
  });

  test("is folded after six pages, and none is lost", async () => {
    const problems = Array.from({ length: 9 }, (_, index) => aProblem({ page: `Person ${index}` }));
    const reading = await readingOf(aView({ problems }));
    expect(reading).toMatch(/Person 5 .*3 more pages .*Person 6 /);
    for (const { page } of problems) expect(reading).toContain(page);
  });
});

test("what stands still is said at the top, with what to do about it", async () => {
  const stop = {
    what: "google_signed_out" as const,
    since: at("2027-03-10 05:00"),
    until: null,
    times: 1,
    why: "invalid_grant",
  };
  const html = await pageOf(aView({ outages: [stop] }));
  expect(html).toContain("GOOGLE_REFRESH_TOKEN");
  expect(html.indexOf("GOOGLE_REFRESH_TOKEN")).toBeLessThan(html.indexOf("<main>"));
  expect(await pageOf(aView())).not.toContain("GOOGLE_REFRESH_TOKEN");
});

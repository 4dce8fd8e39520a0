import { expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../../../src/core/domain/values/language.ts";
import { byTextAlone } from "../../../../src/core/state/personal/erasure.ts";
import { cleaned, withoutTraces } from "../../../../src/core/state/personal/traces.ts";
import { WORDS } from "../../../../src/run/words.ts";
import { CALENDAR_WORDS } from "../../../../src/text/meetings/calendar.ts";
import { leftOutText } from "../../../../src/text/phrases/leftOut.ts";

const { deletedInCalendar } = CALENDAR_WORDS;

const ANA = {
  pageIds: ["11111111-2222-3333-4444-555555555555"],
  emails: ["ana@example.org"],
  names: ["Ana", "Ana Maria", "Оля"],
};

test.each([
  ["a name goes as a whole word only", "Ana & Anatol met at Havana", "… & Anatol met at Havana"],
  ["the longer name goes whole", "Ana Maria leads.", "… leads."],
  ["a Cyrillic name goes, and words that hold it stay", "Оля и Коля, Оля-то", "… и Коля, …-то"],
  [
    "an address goes in any case, and longer ones stay",
    "ANA@example.org, mariana@example.org",
    "…, mariana@example.org",
  ],
  ["an address goes at the end of a sentence", "Write to ana@example.org.", "Write to …."],
  ["a page's id goes in both ways of writing it", "see /11111111222233334444555555555555?v=1", "see /…?v=1"],
])("%s", (_, text, left) => {
  expect(withoutTraces(text, ANA)).toBe(left);
});

test("out of lists go their id, their address and the guest that has it; the rest stays in place", () => {
  const data = {
    guests: [
      { email: "Ana@example.org", reply: "accepted" },
      { email: "boris@example.org", reply: "declined" },
    ],
    ids: [ANA.pageIds[0], "other"],
    byId: { [ANA.pageIds[0] ?? ""]: 1, other: 2 },
    title: "Ana & Boris",
    n: 3,
    none: null,
  };
  expect(cleaned(data, ANA)).toEqual({
    guests: [{ email: "boris@example.org", reply: "declined" }],
    ids: ["other"],
    byId: { other: 2 },
    title: "… & Boris",
    n: 3,
    none: null,
  });
});

const named = (name: string, others: string[] = [], written: string[] = []) => ({
  pageIds: [],
  emails: ["w@example.org"],
  names: [name],
  others: ["Boris", ...others],
  written,
});

test.each([
  [
    "the colleague with a longer name stays",
    "Will, Will Smith and Boris",
    named("Will", ["Will Smith"]),
    "…, Will Smith and Boris",
  ],
  [
    "the shorter name of a colleague stays",
    "Will Smith, Will and Boris",
    named("Will Smith", ["Will"]),
    "…, Will and Boris",
  ],
  ["another case is another name", "WILL and Will", named("WILL", ["Will"]), "… and Will"],
  ["another Unicode form is the same name", "Zoe\u0308 and Boris", named("Zo\u00eb"), "… and Boris"],
  [
    "a sentence's first word stays",
    "Will you come? The plan stands.",
    named("Will"),
    "Will you come? The plan stands.",
  ],
  [
    "a sentence that begins with the name loses it",
    "The can’t make it. The calendar changed.",
    named("The"),
    "… can’t make it. The calendar changed.",
  ],
  ["a month stays", "May can’t make it on Fri 7 May, 10:00.", named("May"), "… can’t make it on Fri 7 May, 10:00."],
  [
    "in a sentence the name goes",
    "This time Will keeps the talk to its goals.",
    named("Will"),
    "This time … keeps the talk to its goals.",
  ],
  ["a small word stays", "This will do; will and Boris.", named("will"), "This will do; … and Boris."],

  [
    "what others wrote stays, also with an address",
    "- Boris: Ask Will, w@example.org (to do)\n- Will: Learn SQL (to do)\n  Next step: Read\n- Will: no goal here yet.",
    named("Will", [], ["Ask Will, w@example.org"]),
    "- Boris: Ask Will, w@example.org (to do)\n- …: …\n- …: no goal here yet.",
  ],
  [
    "an address of a page loses the words in it",
    "Page: https://app.notion.com/p/Boris-Will-c3f68b052fce43f585cfa9461b336173",
    named("Will"),
    "Page: https://app.notion.com/p/c3f68b052fce43f585cfa9461b336173",
  ],
])("%s", (_, text, person, left) => {
  expect(withoutTraces(text, person)).toBe(left);
});

test("who replied what loses the name and keeps what they replied", () => {
  expect(withoutTraces("No: No, Boris. Yes: Will.", named("No"), "replies")).toBe("No: …, Boris. Yes: Will.");
  expect(withoutTraces("No: nobody suits them. No can’t make it.", named("No"))).toBe(
    "…: nobody suits them. … can’t make it.",
  );
});

test("a title is Krug's where it is a list of names, and otherwise people's own", () => {
  const will = named("Will", ["Will Smith"]);
  const titles = ["Boris & Will", "Check-in: Boris, Will Smith & Will", "Will та Boris, раунд 3", "Will"].map(title =>
    withoutTraces(title, will, "title"),
  );
  expect(titles).toEqual(["Boris & …", "Check-in: Boris, Will Smith & …", "… та Boris, раунд 3", "…"]);
  for (const title of ["Will & the tests", "Lunch: Will", "Will power", "Boris will, Will"])
    expect(withoutTraces(title, will, "title")).toBe(title);
});

test("a colleague with the very same name is not taken for them by the name alone", () => {
  expect(byTextAlone({ ...named("Will", ["Will"]) }).names).toEqual([]);
  expect(byTextAlone({ ...named("Will", ["WILL", "Will Smith"]) }).names).toEqual(["Will"]);
});

/** Every sentence in which Krug puts a name, with other words that are somebody's name around it. */
function sentences(name: string, language: Language): string[] {
  const [startsAt, endsAt, zone] = [Date.parse("2027-05-07T08:00:00Z"), Date.parse("2027-05-07T08:45:00Z"), "UTC"];
  const names = [name, "Boris"];
  const last = ["Boris", name];
  const session = {
    kind: "session",
    facilitator: name,
    questions: "",
    resources: [],
    surveys: [],
    mayMove: true,
  } as const;
  const agenda = {
    brief: null,
    ...session,
    goals: [],
    pageUrl: "https://n/x",
    feedbackUrl: null,
    code: null,
    standingUrl: null,
  };
  const group = {
    format: "pair",
    matching: "random",
    timesMetBefore: 1,
    triadBecauseOdd: false,
    change: "none",
  } as const;
  const letter = { name: "Carla", programme: "Pairs", zone };
  return [
    WORDS.agenda(
      { ...agenda, resources: [], surveys: [], goals: [], membersWithoutGoal: last, hasOutsideGuest: false },
      language,
    ),
    WORDS.agenda(
      {
        ...agenda,
        isSeatKept: true,
        resources: [],
        surveys: [],
        goals: [],
        membersWithoutGoal: [],
        hasOutsideGuest: false,
      },
      language,
    ),
    ...[names, last, [name]].flatMap(some => [
      WORDS.replies(
        some.map(one => ({ name: one, reply: "declined" })),
        language,
      ),
      WORDS.reofferedAfterDecline({ names: some, startsAt, endsAt, zone }, language),
      WORDS.movedForNewcomer({ names: some, from: startsAt, startsAt, endsAt, zone }, language),
      WORDS.draftsWaiting({ names: some, groups: [some.join(" & ")] }, language),
      WORDS.heldWaiting(
        { names: some, reach: { invitations: 3, moves: 0, cancellations: 0 }, since: startsAt, zone },
        language,
      ),
      WORDS.helpAsk({ names: some, skills: ["SQL"], language }),
      WORDS.helpNeedsDetail({ names: some, language }),
      WORDS.helpAnswered({ names: some, language }, false),
      WORDS.helpAnswered({ names: some, language }, true),
      WORDS.helpForCoordinator({ names: some, skills: ["SQL"], language }),
      WORDS.actionComment({ kind: "congratulate", names: some }, language),
      WORDS.gathering(
        { hosts: some, skills: ["SQL"], where: "", description: "", pageUrl: "https://n/x", hasPlaces: true },
        language,
      ),
      WORDS.letter({ ...letter, kind: "not_this_round", nextRoundOn: "2027-05-10", coordinators: some }, language).text,
      WORDS.matchReason({ ...group, names: some, keeper: name }, language),
    ]),
    WORDS.matchReason({ ...group, format: "mentor", names, helper: name }, language),
    WORDS.matchReason({ ...group, format: "mentor", names, helper: "Boris" }, language),
    WORDS.matchReason({ ...group, format: "reverse", names, helper: name }, language),
    WORDS.matchReason({ ...group, format: "reverse", names, helper: "Boris" }, language),
    WORDS.actionComment({ kind: "offer_helper", helper: name, skills: ["SQL"] }, language),
    WORDS.helpSuggested({
      helpers: [{ name, skills: ["SQL"], freeAt: startsAt, isLeastLately: true }],
      zone,
      language,
    }),
    WORDS.letter(
      {
        ...letter,
        kind: "for_coordinator",
        lines: [
          { what: "left", name },
          { what: "paused", name },
        ],
      } as never,
      language,
    ).text,
    WORDS.letter({ ...letter, name, kind: "change_offer", roundLastsUntil: "2027-05-10" }, language).text,
    deletedInCalendar(startsAt, zone, language, name),
    ...(["away", "no_capacity", "week_full", "no_level", "nobody_else", "no_level_near", "no_partner"] as const).map(
      why => leftOutText({ name, why }, language),
    ),
  ];
}

test.each(LANGUAGES)("of every sentence in which Krug puts a name, in %s, no more than the name goes", language => {
  const without = sentences("…", language);
  expect(without.length).toBeGreaterThan(40);
  for (const name of [
    "Will",
    "The",
    "Mark",
    "May",
    "Hello",
    "Вера",
    "Надежда",
    "Мая",
    "Will Hope",
    "Jean-Luc",
    "will",
    "mark",
  ])
    for (const [place, text] of sentences(name, language).entries())
      expect([name, withoutTraces(text, named(name))]).toEqual([name, without[place]]);
});

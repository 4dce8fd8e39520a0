import { describe, expect, test } from "vitest";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import { type LetterKey, letterEventId, letterMark } from "../../../../src/core/domain/letter.ts";
import { eventIdFor, type Link } from "../../../../src/core/domain/link.ts";
import { sessionCode } from "../../../../src/core/domain/session.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { DAY, MINUTE } from "../../../../src/core/domain/values/time.ts";
import { questionId } from "../../../../src/core/rules/surveys/form.ts";
import { questionTexts } from "../../../../src/core/rules/surveys/texts.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { settledGroups, unknownCodes } from "../../../../src/core/state/settled/groups.ts";
import { settledLetters } from "../../../../src/core/state/settled/letters.ts";
import {
  aDraft,
  aLink,
  anEvent,
  anId,
  aPage,
  aPair,
  aPerson,
  aProgramme,
  aSession,
  aSnapshot,
  at,
  MONDAY,
  sessionOf,
} from "../../../world/builders.ts";

/** Three weeks after the round of 11 to 17 January, in Berlin; its meeting was on Wednesday the 13th. */
const SETTLES = at("2027-02-07T23:00:00Z");
const ENDED = at("2027-01-13T09:45:00Z");

/** What of the world is otherwise than where a group settles. */
interface Otherwise {
  programme?: Record<string, PlainValue>;
  group?: Record<string, PlainValue>;
  session?: Record<string, PlainValue>;
  /** What the rows of the group and the session have besides their columns. */
  groupRow?: Partial<Row>;
  sessionRow?: Partial<Row>;
  /** Null where it has none. */
  link?: Partial<Link> | null;
  event?: Partial<EventCopy> | null;
  rows?: Row[];
  mirror?: Partial<Mirror>;
}

/** Ana and Boris met in the first of weekly rounds, and nothing is left to say of it. */
function aWorld(more: Otherwise = {}) {
  const programme = aProgramme({ roundWeeks: 1, ...more.programme });
  const group = aPair(["Ana", "Boris"], { status: "ended", key: "group:first", ...more.group });
  const session = aSession(group, { status: "met", ...more.session });
  const draft = aDraft();
  const held = sessionOf(aSession(group, { status: "met" }));
  const link = aLink(held, draft, { ...more.link });
  const rows = [
    programme,
    aPerson("Ana"),
    aPerson("Boris"),
    { ...group, ...more.groupRow },
    { ...session, ...more.sessionRow },
    ...(more.rows ?? []),
  ];
  const mirror = {
    events: more.event === null ? [] : [anEvent(link, draft, more.event)],
    links: more.link === null ? [] : [link],
    ...more.mirror,
  };
  return { rows, mirror, group, session, held, link, draft };
}

function settles(more: Otherwise = {}, now = SETTLES, isOpen: (pageId: string) => boolean = () => false): string[] {
  const { rows, mirror } = aWorld(more);
  return settledGroups(aSnapshot(rows, mirror), now, isOpen).map(({ group }) => group.id);
}

const GROUP = anId("group AnaBoris");
const SESSION = anId(`session of ${GROUP}`);

/** An answer of Ana's to the feedback form. */
function answer(code: string, submittedAt: number, email = "ana@example.org") {
  const met = questionTexts("met").options?.all?.en ?? "";
  const answers = { [questionId("code")]: [code], [questionId("met")]: [met] };
  return {
    programmeId: anId("programme"),
    kind: "feedback" as const,
    response: { responseId: `answer ${code} ${email}`, submittedAt, email, answers },
  };
}

describe("a group is settled", () => {
  test("once three more rounds are over", () => {
    expect(settles({}, SETTLES - 1)).toEqual([]);
    expect(settles({}, SETTLES)).toEqual([GROUP]);
  });

  test("with its pages, event, link, answers, what was acted on and the addresses people went by", () => {
    const acted = { cause: `skip:${SESSION}:1`, said: "yes", at: MONDAY };
    const { rows, mirror, link } = aWorld({
      mirror: { responses: [answer(sessionCode(SESSION), ENDED)], actedOn: [acted] },
    });
    const [settled] = settledGroups(aSnapshot(rows, mirror), SETTLES, () => false);
    expect(settled).toMatchObject({
      group: { id: GROUP, round: 0, memberIds: [anId("Ana"), anId("Boris")], hasMet: true, reports: 1 },
      pageIds: [GROUP, SESSION],
      eventIds: [link.eventId],
      linkedIds: [SESSION],
      responseIds: [`answer ${sessionCode(SESSION)} ana@example.org`],
      causes: [acted.cause],
      codes: [sessionCode(SESSION)],
    });
    expect(settled?.addresses.map(({ email }) => email)).toContain("boris@example.org");
  });

  test("also one that never met, for it was called off on both sides", () => {
    const { link } = aWorld();
    const off = { base: { ...link.base, isCancelled: true } };
    expect(settles({ session: { status: "cancelled" }, link: off, event: { isCancelled: true } })).toEqual([GROUP]);
  });
});

describe("a group is not settled", () => {
  const early = {
    session: { when: null, status: "no_slot" },
    sessionRow: { editedAt: MONDAY - 2 * DAY },
    link: null,
    event: null,
  };
  const code = sessionCode(SESSION);

  test("before as long a time has passed as any programme under way looks back for signs of life: three of its rounds", () => {
    expect(settles(early, at("2027-02-07T22:59:00Z"))).toEqual([]);
    expect(settles(early, at("2027-02-07T23:00:00Z"))).toEqual([GROUP]);
    const fortnights = aProgramme({ name: "Fortnights", roundWeeks: 2 }, anId("fortnights"));
    expect(settles({ ...early, rows: [fortnights] }, at("2027-02-28T22:59:00Z"))).toEqual([]);
    expect(settles({ ...early, rows: [fortnights] }, at("2027-02-28T23:00:00Z"))).toEqual([GROUP]);
  });

  test("before eight weeks after its round, where some programme has rounds of over four weeks", () => {
    const long = aProgramme({ name: "Circles", roundWeeks: 8 }, anId("circles"));
    expect(settles({ rows: [long] }, at("2027-03-14T22:59:00Z"))).toEqual([]);
    expect(settles({ rows: [long] }, at("2027-03-14T23:00:00Z"))).toEqual([GROUP]);
    const over = aProgramme({ name: "Circles", roundWeeks: 8, status: "ended" }, anId("circles"));
    expect(settles({ rows: [over] })).toEqual([GROUP]);
  });

  test("before eight weeks after its own round, where that is a long one", () => {
    const own = { programme: { roundWeeks: 8, end: null } };
    expect(settles(own, at("2027-05-02T22:59:00Z"))).toEqual([]);
    expect(settles(own, at("2027-05-02T23:00:00Z"))).toEqual([GROUP]);
  });

  test.each<[string, Otherwise]>([
    ["it has not ended", { group: { status: "active" } }],
    ["it was made by hand, of no round", { group: { round: null } }],
    ["people made its page", { group: { key: "" } }],
    ["it is of the help board", { group: { key: "help:question:helper" } }],
    ["its programme can't be run", { programme: { start: null } }],
    ["a meeting of it is still planned", { session: { status: "planned" } }],
    ["a meeting of it can't be understood", { session: { status: "planned", when: null } }],
    ["page and event say other times", { event: { startsAt: ENDED - DAY, endsAt: ENDED - DAY + 45 * MINUTE } }],
    ["its event is there and was called off on the page", { session: { status: "cancelled" } }],
    ["its event was called off and its page was not", { event: { isCancelled: true } }],
    ["its event was never read", { event: null }],
    ["nobody was invited to a meeting that is said to have been", { link: null, event: null }],
    ["an event of its session is not the one that counts", { link: null }],
    ["its session was edited within three weeks", { sessionRow: { editedAt: SETTLES - 21 * DAY + MINUTE } }],
    ["its event was replied to within three weeks", { event: { updatedAt: SETTLES - 21 * DAY + MINUTE } }],
    [
      "an answer about its session was given within three weeks",
      { mirror: { responses: [answer(code, SETTLES - 20 * DAY)] } },
    ],
    [
      "an answer names its session in vain",
      { mirror: { responses: [answer(code, ENDED, "dan@example.org")] }, rows: [aPerson("Dan")] },
    ],
    [
      "something is told on the group's page",
      { mirror: { notices: [{ pageId: GROUP, problem: { code: "no_title" } }] } },
    ],
    [
      "something is told on its session's page",
      { mirror: { notices: [{ pageId: SESSION, problem: { code: "no_title" } }] } },
    ],
    ["its session's page left the table", { sessionRow: { absence: "trashed" as never } }],
    ["a column of its session's page was not read whole", { sessionRow: { unread: { notes: "cut" as never } } }],
    ["a word of its page is not understood", { sessionRow: { understood: { status: "met" } } }],
    [
      "its page was copied",
      {
        rows: [
          {
            ...aPair(["Ana", "Boris"], { key: "group:first", status: "ended" }),
            id: anId("copy"),
            createdBy: "person",
            createdAt: MONDAY + DAY,
          },
        ],
      },
    ],
  ])("while %s", (_, otherwise) => {
    expect(settles(otherwise)).toEqual([]);
  });

  test("while something about one of its pages waits to be carried out", () => {
    expect(settles({}, SETTLES, id => id === GROUP)).toEqual([]);
    expect(settles({}, SETTLES, id => id === SESSION)).toEqual([]);
    expect(settles({}, SETTLES, id => id === anId("Ana"))).toEqual([GROUP]);
  });

  test("while an event of an earlier time of its session lives beside the one that counts", () => {
    const { link, draft, mirror } = aWorld({ link: { generation: 1, eventId: eventIdFor(SESSION, 1) } });
    const earlier = anEvent({ ...link, eventId: eventIdFor(SESSION, 0), generation: 0 }, draft);
    const of = (isCancelled: boolean): Otherwise => ({
      link: { generation: 1, eventId: link.eventId },
      mirror: { events: [...mirror.events, { ...earlier, isCancelled }] },
    });
    expect(settles(of(false))).toEqual([]);
    expect(settles(of(true))).toEqual([GROUP]);
  });

  test("while what was cut off a series of it has no series yet", () => {
    const series = (heir: object | null) => ({
      id: "series",
      groupId: GROUP,
      kind: "session",
      generation: 0,
      zone: "Europe/Berlin",
      sessions: {},
      base: { title: "", description: "", guestEmails: [] },
      master: { guests: [] },
      isMarked: true,
      heir,
    });
    expect(settles({ mirror: { series: [series({ reason: "moved" })] as never } })).toEqual([]);
    expect(settles({ mirror: { series: [series(null)] as never } })).toEqual([GROUP]);
  });
});

describe("a letter is settled", () => {
  const SENT = at("2027-01-14T09:00:00Z");
  const EIGHT_WEEKS = 56 * DAY;

  function lettersSettled(key: Partial<LetterKey>, now: number, more: Partial<EventCopy> = {}, group?: object) {
    const { rows, mirror, link, draft } = aWorld({ ...group });
    const id = letterEventId({
      kind: "feedback_reminder",
      personId: anId("Ana"),
      programmeId: anId("programme"),
      cause: "",
      ...key,
    });
    const event = anEvent({ ...link, eventId: id }, draft, {
      sessionId: null,
      updatedAt: SENT,
      letterMark: letterMark({ sentAt: SENT, also: [] }),
      ...more,
    });
    const snapshot = aSnapshot(rows, { ...mirror, events: [...mirror.events, event] });
    return settledLetters(snapshot, now).map(({ eventId }) => eventId === id);
  }

  test("eight weeks after it was sent", () => {
    expect(lettersSettled({}, SENT + EIGHT_WEEKS - 1)).toEqual([]);
    expect(lettersSettled({}, SENT + EIGHT_WEEKS)).toEqual([true]);
  });

  test("eight weeks after it was replied to", () => {
    expect(lettersSettled({}, SENT + EIGHT_WEEKS, { updatedAt: SENT + DAY })).toEqual([]);
    expect(lettersSettled({}, SENT + EIGHT_WEEKS + DAY, { updatedAt: SENT + DAY })).toEqual([true]);
  });

  test("not while the group it was told for lives", () => {
    expect(lettersSettled({ kind: "change_offer", cause: GROUP }, SENT + EIGHT_WEEKS)).toEqual([]);
    expect(lettersSettled({ kind: "change_offer", cause: anId("a settled group") }, SENT + EIGHT_WEEKS)).toEqual([
      true,
    ]);
  });

  test("not while the survey it asks for is open", () => {
    const cause = `${anId("programme")}/feedback/1`;
    expect(lettersSettled({ kind: "survey_ask", cause }, SENT + EIGHT_WEEKS)).toEqual([]);
  });

  test.each(["kick_off", "still_in", "not_this_round", "names_unread"] as const)(
    "never where whether it was sent is asked for good: %s",
    kind => {
      expect(lettersSettled({ kind }, SENT + 3 * EIGHT_WEEKS)).toEqual([]);
    },
  );
});

test("codes in answers that name no session that lives are asked for once each, as they are kept", () => {
  const { rows, mirror } = aWorld({
    mirror: {
      responses: [
        answer("zz9 zz9", MONDAY),
        answer("ZZ9-ZZ9", MONDAY, "boris@example.org"),
        answer(sessionCode(SESSION), MONDAY),
      ],
    },
  });
  expect(unknownCodes(aSnapshot(rows, mirror))).toEqual(["ZZ9ZZ9"]);
});

test("a page of no group is no part of a settled one", () => {
  const stray = aPage("sessions", anId("stray"), { ...aSession(aPair(["Ana", "Boris"])).values, group: [], key: "" });
  const { rows, mirror } = aWorld({ rows: [stray] });
  expect(settledGroups(aSnapshot(rows, mirror), SETTLES, () => false)[0]?.pageIds).toEqual([GROUP, SESSION]);
});

import { describe, expect, test } from "vitest";
import { FORM_KINDS } from "../../../../src/core/domain/form.ts";
import { parseGathering } from "../../../../src/core/domain/gathering.ts";
import { parseGoal } from "../../../../src/core/domain/goal.ts";
import { parseGroup } from "../../../../src/core/domain/group.ts";
import { addressesOn, parsePerson } from "../../../../src/core/domain/person.ts";
import type { Parsed } from "../../../../src/core/domain/problem.ts";
import { parseProgramme } from "../../../../src/core/domain/programme.ts";
import { parseQuestion } from "../../../../src/core/domain/question.ts";
import { parseResource } from "../../../../src/core/domain/resource.ts";
import { propertiesOf } from "../../../../src/core/domain/schema.ts";
import { parseMarks, recurrenceOf } from "../../../../src/core/domain/series.ts";
import { parseSession, typedCode } from "../../../../src/core/domain/session.ts";
import { distinctSkills, skillOf } from "../../../../src/core/domain/skill.ts";
import { parseThanks, thankedIn } from "../../../../src/core/domain/thanks.ts";
import { parseAddress } from "../../../../src/core/domain/values/address.ts";
import {
  comparable,
  comparableStored,
  comparableTitle,
  findable,
  holds,
  partOf,
  readable,
  readableTitle,
  withoutLines,
  withPart,
  withPartAbove,
  withPartBelow,
} from "../../../../src/core/domain/values/content.ts";
import { asHtml, glyphsOf, isHtml } from "../../../../src/core/domain/values/html.ts";
import type { Row, SourceKey } from "../../../../src/core/domain/values/row.ts";
import { isLocalDate, parseInstant } from "../../../../src/core/domain/values/time.ts";
import { parseWorkingHours } from "../../../../src/core/domain/values/writtenHours.ts";
import { parseWeights } from "../../../../src/core/domain/writtenWeights.ts";
import { zoneIn } from "../../../../src/core/domain/zone.ts";
import { isConcrete } from "../../../../src/core/plan/board/questionWords.ts";
import { parseAnswer } from "../../../../src/core/rules/surveys/answers.ts";
import { FORM_QUESTIONS, formSpec, questionId } from "../../../../src/core/rules/surveys/form.ts";
import { lookAt } from "../../../../src/core/rules/surveys/formLook.ts";
import { needsOf } from "../../../../src/core/rules/surveys/needs.ts";
import { mergeAgenda } from "../../../../src/core/rules/sync/agenda.ts";
import { baseFromMark, baseMark } from "../../../../src/core/rules/sync/baseMark.ts";
import { untouchedCopies } from "../../../../src/core/state/copies.ts";
import { withoutTraces } from "../../../../src/core/state/personal/traces.ts";
import { understand, withUnderstood } from "../../../../src/core/state/understood.ts";
import { clip, listOf, quote } from "../../../../src/text/phrases/phrase.ts";
import { anId, aPage, aPerson, aProgramme, aSnapshot, programmeOf } from "../../../world/builders.ts";
import { aNeedsAnswer } from "../../../world/needsAnswer.ts";

/** What a text is made of: each is repeated until the text is as long as wanted. */
const PIECES = [
  " ",
  "a",
  "1",
  "a ",
  "<",
  "T",
  "\n",
  "я",
  "1 ",
  "a\n",
  ",",
  ", ",
  ".",
  ":",
  "_",
  "-",
  "- ",
  "'",
  "(",
  ")",
  " (1",
  "<a",
  "<a ",
  "<a href=",
  "<b>",
  "</a>",
  "<a href='x'>y</a>",
  "<li>",
  "<ul><li>",
  "&",
  "&amp",
  "&#x",
  "@",
  "a@",
  "a@b",
  "a@b.",
  "http://",
  "https://a ",
  "+01",
  "Z",
  "pm ",
  "9-17 ",
  "Mon ",
  "skills 1",
  "skills ",
  "[krug:a",
  "\u0301",
  "\u200d",
  "👩‍💻",
  "\ud800",
  "\u202e",
  "\u0000",
  "Ann Lee, ",
] as const;
/** What a text begins and ends with: a pattern that found its beginning and misses its end may look back over all of it. */
const AROUND = [
  ["", ""],
  ["a", "!"],
  ["1", "x"],
] as const;

/** The first pieces are tried within each of them. */
const EVERY_WAY = 6;

const people = Array.from({ length: 5 }, (_, index) => ({
  id: String(index),
  name: `Person ${index}`,
  emails: [`person${index}@example.org`],
}));
const namedPages = people.map(({ id, name, emails }) => aPerson(id, { name, email: emails[0]! }));

const PARSERS: Partial<Record<SourceKey, (row: Row) => Parsed<unknown>>> = {
  programmes: parseProgramme,
  people: parsePerson,
  roadmap: parseGoal,
  groups: parseGroup,
  sessions: parseSession,
  resources: parseResource,
  help: parseQuestion,
  gatherings: parseGathering,
  thanks: parseThanks,
};

/** The page of a table with a text in each of its columns that takes one. */
function pageOf(source: SourceKey, text: string): Row {
  const cells = Object.entries(propertiesOf(source)).map(([column, { type }]) => {
    if (["title", "rich_text", "url", "email", "select"].includes(type)) return [column, text];
    if (type === "multi_select") return [column, [text]];
    return [column, type === "relation" ? [anId("ana")] : null];
  });
  return aPage(source, anId("page"), Object.fromEntries(cells));
}

/** What Krug does to texts people write. */
const UNDERSTANDING: Record<string, (text: string) => unknown> = {
  weights: parseWeights,
  hours: parseWorkingHours,
  zone: text => zoneIn(aPage("people", anId("page"), { zone: text }), [], []),
  address: parseAddress,
  addresses: text => addressesOn(aPage("people", anId("page"), { email: text, otherEmails: text })),
  skill: skillOf,
  skills: text => distinctSkills(text.split(/[ ,]/)),
  comparable,
  "comparable title": comparableTitle,
  "comparable stored": comparableStored,
  findable,
  readable,
  "readable title": readableTitle,
  "shown in a description": text => [holds(text, "Krug’s text"), holds("Krug’s text", text)],
  "part of a description": text => [withPart(text, "Krug’s text\nand more", "next"), partOf(text, 40, () => false)],
  "around a description": text => [withPartBelow(text, "part"), withPartAbove(text, "part")],
  "without lines": text => [withoutLines(text, ["a secret line", "b"]), withoutLines("some\nlines", text.split("\n"))],
  glyphs: glyphsOf,
  html: text => [isHtml(text), asHtml(text)],
  concrete: text => isConcrete({ title: text, details: text }, "pair"),
  thanks: text => thankedIn(text, people),
  names: text => {
    const responses = [aNeedsAnswer({ wishes: text, notWith: text }, { email: people[0]!.emails[0]! })];
    return needsOf(aSnapshot([aProgramme(), ...namedPages], { responses }), programmeOf(aProgramme()));
  },
  code: typedCode,
  phrases: text => [clip(text, 80), quote(text, "en"), listOf([text, text], "ru")],
  traces: text => withoutTraces(text, { names: ["Ann Lee", "Will"], emails: ["a@b.example"], pageIds: [anId("ana")] }),
  instant: text => [parseInstant(text), isLocalDate(text)],
  agenda: text => [
    mergeAgenda("Krug’s text\nand more", text, "next", { guestsChangeAlone: false, isKeptFromOutside: true }),
    mergeAgenda(text, "Krug’s text", text, { guestsChangeAlone: false }),
  ],
  "base mark": text => {
    const base = { title: "t", startsAt: 0, endsAt: 1, isCancelled: false, guestEmails: [], description: "Krug’s" };
    const event = { baseMark: baseMark(base), description: text };
    return baseFromMark(event, { titles: [text], emails: [text] });
  },
  marks: text => parseMarks({ krugSeries: text, [text]: text }),
  form: text => {
    const spec = formSpec("self_assessment", { name: text, language: "en" }, text.split(" ").slice(0, 30), text);
    return lookAt({ state: "open", questions: [], items: [] } as never, spec);
  },
  copies: text => {
    const row = pageOf("sessions", text);
    const rows = [row, { ...row, id: anId("copy"), createdAt: row.createdAt + 1 }];
    return untouchedCopies(rows, { keyOwners: new Map(), isLinked: () => false, actedOn: [] });
  },
  ...Object.fromEntries(
    FORM_KINDS.map(kind => [
      `answers: ${kind}`,
      (text: string) => {
        const answers = Object.fromEntries(Object.keys(FORM_QUESTIONS[kind]).map(key => [questionId(key), [text]]));
        return parseAnswer(kind, { responseId: "r", submittedAt: 0, email: text, answers }, ["Testing"]);
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(PARSERS).map(([source, parse]) => [
      `pages: ${source}`,
      (text: string) => {
        const row = pageOf(source as SourceKey, text);
        const before = pageOf(source as SourceKey, "before");
        return [understand(row, parse), withUnderstood(row, before), withUnderstood(before, row)];
      },
    ]),
  ),
};

const SHORT = 750;
const LONG = 16 * SHORT;
/** Sixteen times the text may take so many times as long: sixteen and some noise, where its square would be 256. */
const MOST = 90;
/** In milliseconds: what is quicker is told from noise by nobody, and stops no run. */
const NOISE = 20;

function textOf(piece: string, [start, end]: (typeof AROUND)[number], length: number): string {
  return start + piece.repeat(Math.ceil(length / piece.length)).slice(0, length) + end;
}

/** The milliseconds of processor time of one run: of so many that clocks and other processes do not matter. */
function timeOf(run: () => unknown): number {
  const before = process.threadCpuUsage();
  for (let count = 1; ; count += 1) {
    run();
    const { user, system } = process.threadCpuUsage(before);
    const used = (user + system) / 1000;
    if (used >= 2 * NOISE || count === 100) return used / count;
  }
}

/** How many times as long sixteen times the text takes; 1 where it takes no time worth telling. */
function growthOf(run: (text: string) => unknown, piece: string, around: (typeof AROUND)[number]): number {
  const [short, long] = [textOf(piece, around, SHORT), textOf(piece, around, LONG)];
  const startedAt = performance.now();
  run(short);
  // What is slow already might take hours for sixteen times as much.
  if (performance.now() - startedAt > 2 * NOISE && timeOf(() => run(short)) > NOISE) return Number.POSITIVE_INFINITY;
  const longAt = performance.now();
  run(long);
  if (performance.now() - longAt < NOISE) return 1;
  const took = timeOf(() => run(long));
  return took < NOISE ? 1 : took / timeOf(() => run(short));
}

describe("a text sixteen times as long takes about sixteen times as long to understand", () => {
  test.each(Object.entries(UNDERSTANDING))("%s", (_, understanding) => {
    const steep = PIECES.flatMap((piece, place) =>
      AROUND.filter((_, which) => place < EVERY_WAY || which === place % AROUND.length).flatMap(around => {
        const growth = growthOf(understanding, piece, around);
        return growth > MOST ? [`${JSON.stringify([around[0], piece, around[1]])}: ${growth.toFixed(1)} times`] : [];
      }),
    );
    expect(steep).toEqual([]);
  });

  test("and a pattern that looks back is found out", () => {
    const growth = growthOf(text => /\s+x$/.test(text), " ", ["a", "!"]);
    expect(growth).toBeGreaterThan(MOST);
  });
});

test("weeks between the meetings of a series are counted once each", () => {
  expect(recurrenceOf([0, 7 * 86_400_000], "UTC")).toHaveLength(1);
});

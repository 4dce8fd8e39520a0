import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import type { LetterFacts } from "../../../src/core/words/letterFacts.ts";
import { letter } from "../../../src/text/letters/letters.ts";

const KICK_OFF: LetterFacts = {
  kind: "kick_off",
  name: "Nina",
  programme: "Pairs",
  format: "pair",
  everyWeeks: 2,
  minutes: 45,
  coordinators: ["Maria", "Georgi"],
  needsUrl: "https://forms.test/needs",
  standingUrl: "https://forms.test/standing",
};
/** A letter of every kind. */
const UNREAD = {
  kind: "names_unread",
  name: "Ana",
  programme: "Pairs",
  count: 1,
  needsUrl: "https://forms.test/needs",
} as const;
const EXAMPLES: readonly LetterFacts[] = [
  KICK_OFF,
  { ...KICK_OFF, kind: "kick_off_reminder" },
  UNREAD,
  { ...UNREAD, count: 3 },
  ...(["pulse", "self_assessment", "closing"] as const).map(survey => ({
    kind: "survey_ask" as const,
    name: "Ana",
    programme: "Pairs",
    survey,
    url: "https://forms.test/survey",
    until: "2027-01-24",
  })),
  { kind: "still_in", name: "Nina", programme: "Pairs", standingUrl: "https://forms.test/standing" },
  { kind: "not_this_round", name: "Nina", programme: "Pairs", nextRoundOn: "2027-02-01", coordinators: ["Maria"] },
  { kind: "not_this_round", name: "Nina", programme: "Pairs", nextRoundOn: null, coordinators: [] },
  {
    kind: "news",
    name: "Ana",
    programme: "Pairs",
    news: [
      { what: "thanks", name: "Boris", text: "Ana, for the tests" },
      { what: "step", name: "Boris", text: "Read the old tests first" },
    ],
  },
  {
    kind: "for_coordinator",
    name: "Maria",
    programme: "Pairs",
    zone: "Europe/Sofia",
    lines: [
      { what: "word", name: "Nina", text: "Could we talk?\nIt is about the times." },
      { what: "left", name: "Omar" },
      { what: "not_joining", name: "Petra" },
      { what: "paused", name: "Ana" },
      { what: "no_show", name: "Boris", startsAt: 1799667000000, endsAt: 1799669700000 },
    ],
  },
];

describe("a letter", () => {
  it.each(LANGUAGES)("is whole in %s: nothing is missing, nothing stands in the place of a name", language => {
    for (const facts of EXAMPLES) {
      const { title, text } = letter(facts, language);
      expect(title).toContain("Pairs");
      expect(text).not.toMatch(/undefined|null|\{|\}| {2}/);
      expect(text.length).toBeLessThan(2000);
      if (language !== "en") expect(text).toMatch(/[а-я]/);
    }
  });

  it("has the links there are, and no line for those there are not", () => {
    const { text } = letter(KICK_OFF, "en");
    expect(text).toContain("https://forms.test/needs");
    expect(text).toContain("https://forms.test/standing");
    const bare = letter({ ...KICK_OFF, needsUrl: null, standingUrl: null, coordinators: [] }, "en").text;
    expect(bare).not.toMatch(/http|Questions|fill in/);
    expect(bare).toContain("Accept this invitation. We’ll note that day as the day you agreed");
  });

  it("says how people meet in words of the format, with a rhythm only where there is one", () => {
    const how = (more: object, language: (typeof LANGUAGES)[number] = "en") =>
      letter({ ...KICK_OFF, ...more } as LetterFacts, language).text;
    expect(how({})).toContain("People meet in pairs for 45 minutes every 2 weeks.");
    expect(how({ format: "circle", everyWeeks: 1 })).toContain("in a small circle for 45 minutes every week.");
    expect(how({ format: "open" })).toContain("People meet when somebody asks for help or offers it. Taking part");
    expect(how({ minutes: 21, everyWeeks: 5 }, "ru")).toContain("в парах, 21 минута раз в 5 недель.");
    expect(how({ minutes: 22 }, "uk")).toContain("у парах, 22 хвилини раз на 2 тижні.");
    expect(how({}, "bg")).toContain("по двойки, 45 минути веднъж на 2 седмици.");
  });
});

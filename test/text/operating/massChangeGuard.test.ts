import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../../src/core/domain/values/language.ts";
import { goTexts, HELD_WORDS, heldReason, moreLines } from "../../../src/text/operating/massChangeGuard.ts";

const { draftsWaiting, heldWaiting } = HELD_WORDS;

const FOREIGN = { en: /[а-яіїєґъё]/i, ru: /[іїєґ]|\bcoordinator/i, uk: /[ыэёъ]/i, bg: /[ыэёіїєґ]/i };
const SINCE = Date.parse("2027-01-07T08:00:00Z");
const reach = { invitations: 240, moves: 0, cancellations: 3 };
const limit = { invitations: 100, moves: 40, cancellations: 40 };

describe.each(LANGUAGES)("what is said of a held run in %s", language => {
  test("is all in that language", () => {
    const texts = [
      heldReason({ reach, limit, over: ["invitations"] }, language),
      heldReason({ reach: { invitations: 2, moves: 2, cancellations: 2 }, limit, over: ["invitations"] }, language),
      ...Object.values(goTexts(language)),
      moreLines(3, language),
      heldWaiting({ names: [], reach, since: SINCE, zone: "Europe/Sofia" }, language),
      draftsWaiting({ names: [], groups: [] }, language),
    ];
    for (const text of texts) {
      expect(text).not.toMatch(FOREIGN[language]);
      expect(text).not.toMatch(/undefined|NaN|\{|_/);
    }
  });

  test("names what waits, what may go without asking, and leaves out what there is none of", () => {
    const reason = heldReason({ reach, limit, over: ["invitations"] }, language);
    expect(reason).toMatch(/240 .*3 .*100 /);
    expect(reason).not.toMatch(/\b0 |40 notices/);
  });

  test("speaks to the second coordinator by name, and to whoever reads it where there is none", () => {
    const named = heldWaiting({ names: ["Vera"], reach, since: SINCE, zone: "Europe/Sofia" }, language);
    expect(named).toMatch(/^Vera: /);
    const open = heldWaiting({ names: [], reach, since: SINCE, zone: "Europe/Sofia" }, language);
    expect(open.charAt(0)).toBe(open.charAt(0).toUpperCase());
    expect(draftsWaiting({ names: ["Vera", "Ana"], groups: ["Circle 1"] }, language)).toMatch(
      /^Vera \S+ Ana: .*Circle 1/,
    );
  });

  test("of many drafts names five and says how many more there are", () => {
    const groups = Array.from({ length: 9 }, (_, index) => `Circle ${index + 1}`);
    const text = draftsWaiting({ names: [], groups }, language);
    expect(text).toContain("Circle 5");
    expect(text).not.toContain("Circle 6");
    expect(text).toContain("+4");
  });
});

/** How many may be told of one kind without a go, as it is put. */
function atMost(kind: keyof typeof limit, count: number, language: Language): string {
  const reason = heldReason({ reach, limit: { ...limit, [kind]: count }, over: [kind] }, language);
  return /: ([^:()]+)\)/.exec(reason)?.[1] ?? "";
}

test("counts take the word's right form", () => {
  expect([1, 2, 5, 21].map(count => atMost("invitations", count, "ru"))).toEqual([
    "1 приглашение",
    "2 приглашения",
    "5 приглашений",
    "21 приглашение",
  ]);
  expect([1, 3, 7].map(count => atMost("cancellations", count, "uk"))).toEqual([
    "1 повідомлення про скасування",
    "3 повідомлення про скасування",
    "7 повідомлень про скасування",
  ]);
  expect([1, 2].map(count => atMost("moves", count, "bg"))).toEqual([
    "1 съобщение за промяна",
    "2 съобщения за промяна",
  ]);
  expect([1, 2].map(count => atMost("moves", count, "en"))).toEqual(["1 notice of a change", "2 notices of a change"]);
});

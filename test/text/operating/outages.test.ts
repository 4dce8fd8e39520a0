import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import type { Outage } from "../../../src/core/rules/guards/outages.ts";
import { outageSentence } from "../../../src/text/operating/outages.ts";

const UNTIL = Date.parse("2027-01-11T13:00:00Z");
const TIMED: Outage["what"][] = ["notion_blocked", "calendar_blocked", "invitations_blocked"];
const BY_HAND: [Outage["what"], string][] = [
  ["calendar_gone", "GOOGLE_CALENDAR"],
  ["google_signed_out", "GOOGLE_REFRESH_TOKEN"],
  ["notion_signed_out", "NOTION_TOKEN"],
];

describe.each(LANGUAGES)("what stands still, in %s", language => {
  test.each(TIMED)("%s: says until when, on the clock of the programme", what => {
    const says = outageSentence({ what, until: UNTIL }, "Europe/Sofia", language);
    expect(says).toContain("15:00");
    expect(says).toMatch(/\.$/);
  });

  test.each(BY_HAND)("%s: says what to set", (what, setting) => {
    expect(outageSentence({ what, until: null }, "UTC", language)).toContain(setting);
  });

  test("each says something else", () => {
    const all = [...TIMED, ...BY_HAND.map(([what]) => what)].map(what =>
      outageSentence({ what, until: UNTIL }, "UTC", language),
    );
    expect(new Set(all).size).toBe(6);
  });
});

import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/core/domain/commands.ts";
import { formKey } from "../../src/core/domain/form.ts";
import { letterEventId, letterMark, operatorLetterId, parseLetterId } from "../../src/core/domain/letter.ts";
import { eventIdFor, sessionOf } from "../../src/core/domain/link.ts";
import { instanceIdFor, marksOf, parseMarks, rhythmKey, seriesIdFor } from "../../src/core/domain/series.ts";
import { sessionKey } from "../../src/core/rules/scheduling/spans.ts";
import { baseFromMark, baseMark } from "../../src/core/rules/sync/baseMark.ts";
import { eventCopy, privately } from "../../src/google/eventBody.ts";

/** Every kind of command that any version put down in the outbox. */
const KINDS = [
  "create_page",
  "update_page",
  "write_part",
  "trash_page",
  "comment",
  "create_event",
  "change_event",
  "cancel_event",
  "save_link",
  "create_series",
  "change_series",
  "end_series",
  "save_series",
  "note_acted",
  "send_letter",
  "create_form",
  "change_form",
  "open_form",
];
const GROUP = "6BC1D2DC-91c0-433a-882b-79afa1afec89";
const SESSION = "a89922be-ff1f-4c87-8db9-ddbe9d39cd7f";
const STARTS_AT = Date.parse("2027-01-12T09:30:00Z");

describe("what is stored is written and read by the names it always had", () => {
  test("kinds of commands", () => {
    expect(Object.keys(COMMANDS).sort()).toEqual([...KINDS].sort());
  });

  test("what an event keeps of its session and of what was agreed on", () => {
    const marks = { krugSession: SESSION, krugBase: "{}" };
    expect(privately({ sessionId: SESSION, baseMark: "{}" })).toEqual({ private: marks });
    expect(eventCopy({ id: "a", extendedProperties: { private: marks } })).toMatchObject({
      sessionId: SESSION,
      baseMark: "{}",
    });
  });

  test("what a letter keeps", () => {
    const mark = letterMark({ sentAt: STARTS_AT, also: ["wish"] });
    expect(mark).toBe(`{"v":1,"sentAt":${STARTS_AT},"also":["wish"]}`);
    expect(eventCopy({ id: "a", extendedProperties: { private: { krugLetter: mark } } })).toMatchObject({
      letterMark: mark,
    });
  });

  test("what a base is marked with", () => {
    const mark = `{"v":1,"title":"pf4rj11","startsAt":1799746200000,"endsAt":1799746800000,"text":[0,""],"guests":""}`;
    expect(baseFromMark({ baseMark: mark, description: "" }, { titles: [], emails: [] })).toMatchObject({
      startsAt: 1799746200000,
      endsAt: 1799746800000,
      description: "",
    });
    const base = { title: "Ana & Boris", startsAt: 1, endsAt: 2, isCancelled: false, guestEmails: [], description: "" };
    expect(Object.keys(JSON.parse(baseMark(base)))).toEqual([
      "v",
      "title",
      "startsAt",
      "endsAt",
      "text",
      "same",
      "guests",
    ]);
  });

  test.each([
    ["session", "krug6bc1d2dc91c0433a882b79afa1afec89s2"],
    ["check_in", "krug6bc1d2dc91c0433a882b79afa1afec89c2"],
  ] as const)("what a series of the kind %s is marked with", (kind, id) => {
    const sessions = { [STARTS_AT]: SESSION };
    const base = { title: "", description: "", guestEmails: ["b@example.org"] };
    const marks = {
      krugInvited: "xos79bm",
      krugSeries: `${kind} ${GROUP} 2 ${id}`,
      krug20270112T093000Z: SESSION,
    };
    expect(seriesIdFor(GROUP, kind, 2)).toBe(id);
    expect(marksOf({ id, groupId: GROUP, kind, generation: 2, sessions, base })).toEqual(marks);
    expect(parseMarks(marks)).toEqual({ kind, groupId: GROUP, generation: 2, writtenFor: id, sessions });
    expect(eventCopy({ id: "a", recurringEventId: id, extendedProperties: { private: marks } })).toMatchObject({
      isOfKrugsSeries: true,
    });
  });

  test("ids of events", () => {
    expect(eventIdFor(SESSION, 3)).toBe("kruga89922beff1f4c878db9ddbe9d39cd7fg3");
    expect(sessionOf("kruga89922beff1f4c878db9ddbe9d39cd7fg3")).toEqual({ sessionId: SESSION, generation: 3 });
    expect(instanceIdFor("krug6bc1s0", STARTS_AT)).toBe("krug6bc1s0_20270112T093000Z");
    const key = { kind: "kick_off", personId: "p", programmeId: "q", cause: "c" } as const;
    expect(letterEventId(key)).toBe("krugletterddkm6qqvdtj6cv3gfhonooo");
    expect(parseLetterId("krugletterddkm6qqvdtj6cv3gfhonooo")).toEqual(key);
    expect(operatorLetterId("silence")).toMatch(/^krugletter/);
  });

  test("keys of pages", () => {
    expect(sessionKey("g", "session", 4)).toBe("session:g:4");
    expect(sessionKey("g", "check_in", 0)).toBe("check_in:g:0");
    expect(rhythmKey("g", "check_in")).toBe("check_in:g");
    expect(formKey({ programmeId: "p", kind: "pulse" })).toBe("p/pulse");
  });
});

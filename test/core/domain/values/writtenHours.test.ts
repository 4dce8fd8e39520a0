import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WorkingHours } from "../../../../src/core/domain/values/workingHours.ts";
import { parseWorkingHours } from "../../../../src/core/domain/values/writtenHours.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

/** The week in one canonical line, days without hours left out; null as null. */
function read(text: string): string | null {
  const week = parseWorkingHours(text);
  if (week === null) return null;
  return week
    .map(
      (ranges, day) => [DAYS[day], ranges.map(range => `${clock(range.from)}-${clock(range.to)}`).join("+")] as const,
    )
    .filter(([, ranges]) => ranges !== "")
    .map(([day, ranges]) => `${day} ${ranges}`)
    .join(" ");
}
const weekdays = (ranges: string) =>
  DAYS.slice(0, 5)
    .map(day => `${day} ${ranges}`)
    .join(" ");

describe("hours that people write", () => {
  test.each([
    ["9-17", weekdays("9:00-17:00")],
    ["09:00-13:00, 14:00-18:00", weekdays("9:00-13:00+14:00-18:00")],
    ["14-18, 9-13", weekdays("9:00-13:00+14:00-18:00")],
    ["9.30-17.45", weekdays("9:30-17:45")],
    ["0-24", weekdays("0:00-24:00")],
    ["9 – 17", weekdays("9:00-17:00")],
    ["Mon-Thu 9:00-17:00; Fri 9-13", `${weekdays("9:00-17:00").replace("Fri 9:00-17:00", "Fri 9:00-13:00")}`],
    ["Mon, Wed, Fri 10-12", "Mon 10:00-12:00 Wed 10:00-12:00 Fri 10:00-12:00"],
    ["Mon Wed 10-12", "Mon 10:00-12:00 Wed 10:00-12:00"],
    ["Mon – Wed 9–17", "Mon 9:00-17:00 Tue 9:00-17:00 Wed 9:00-17:00"],
    ["Mon - Tue, Thu - Fri: 9-17", "Mon 9:00-17:00 Tue 9:00-17:00 Thu 9:00-17:00 Fri 9:00-17:00"],
    ["MONDAY 9-10\nTuesday: 9-10", "Mon 9:00-10:00 Tue 9:00-10:00"],
    ["Sat-Mon 9-10", "Mon 9:00-10:00 Sat 9:00-10:00 Sun 9:00-10:00"],
    ["пн-ср 10-12", "Mon 10:00-12:00 Tue 10:00-12:00 Wed 10:00-12:00"],
    ["Понедельник, пятница 9-17; сб 10-12", "Mon 9:00-17:00 Fri 9:00-17:00 Sat 10:00-12:00"],
    ["понеділок-п’ятниця 9-17", weekdays("9:00-17:00")],
    ["вівторок, четвер, нд 9-10", "Tue 9:00-10:00 Thu 9:00-10:00 Sun 9:00-10:00"],
    ["пон-пет 9:00-18:00", weekdays("9:00-18:00")],
    ["понеделник, сряда, четвъртък 9-17; съб 10-11", "Mon 9:00-17:00 Wed 9:00-17:00 Thu 9:00-17:00 Sat 10:00-11:00"],
    ["петък, неделя 9-10", "Fri 9:00-10:00 Sun 9:00-10:00"],
    ["9 to 18", weekdays("9:00-18:00")],
    ["9 am – 5:30 pm", weekdays("9:00-17:30")],
    ["9am-5pm", weekdays("9:00-17:00")],
    ["9 a.m. to 5 p.m.", weekdays("9:00-17:00")],
    ["9-5pm", weekdays("9:00-17:00")],
    ["9am-5", weekdays("9:00-17:00")],
    ["1-5pm", weekdays("13:00-17:00")],
    ["11-2 pm", weekdays("11:00-14:00")],
    ["12pm-6pm", weekdays("12:00-18:00")],
    ["9 утра – 6 вечера", weekdays("9:00-18:00")],
    ["пн–пт 9–18", weekdays("9:00-18:00")],
    ["Пн.-Пт.: 9:00-18:00", weekdays("9:00-18:00")],
    ["09.00 до 18.00", weekdays("9:00-18:00")],
    ["с 9 до 18", weekdays("9:00-18:00")],
    ["від 9 до 18", weekdays("9:00-18:00")],
    ["от 9 до 18 ч.", weekdays("9:00-18:00")],
    ["с понедельника по пятницу с 9 до 18", weekdays("9:00-18:00")],
    ["з понеділка до п’ятниці, з 9 до 18", weekdays("9:00-18:00")],
    ["от понеделник до петък от 9 до 18 часа", weekdays("9:00-18:00")],
    ["Monday to Friday, 9 to 18", weekdays("9:00-18:00")],
    ["будни 9–18", weekdays("9:00-18:00")],
    ["в рабочие дни с 9 до 18", weekdays("9:00-18:00")],
    ["по будням 9-18, сб 10-12", `${weekdays("9:00-18:00")} Sat 10:00-12:00`],
    ["делнични дни 9-18 ч.", weekdays("9:00-18:00")],
    ["weekdays 9-17", weekdays("9:00-17:00")],
    ["daily 9-17", DAYS.map(day => `${day} 9:00-17:00`).join(" ")],
    ["щодня з 9 до 17", DAYS.map(day => `${day} 9:00-17:00`).join(" ")],
    ["9h-17h", weekdays("9:00-17:00")],
    ["9h30 – 17h", weekdays("9:30-17:00")],
    ["0900-1730", weekdays("9:00-17:30")],
    ["９－１８", weekdays("9:00-18:00")],
    ["Mon-Thu 9-17, Fri 9-13", weekdays("9:00-17:00").replace("Fri 9:00-17:00", "Fri 9:00-13:00")],
    ["9-17 Mon-Thu, 9-13 Fri", weekdays("9:00-17:00").replace("Fri 9:00-17:00", "Fri 9:00-13:00")],
    ["Mon-Fri 9-17 and Sat 10-12", `${weekdays("9:00-17:00")} Sat 10:00-12:00`],
    ["Mon-Thu 9-17, Fri off", weekdays("9:00-17:00").replace(" Fri 9:00-17:00", "")],
    ["Mon 9-12; Mon 14-18", "Mon 9:00-12:00+14:00-18:00"],
    ["Mon 9-12, 12-17", "Mon 9:00-17:00"],
    ["22:00-06:00", weekdays("22:00-30:00")],
    ["10pm-6am", weekdays("22:00-30:00")],
    ["Sun 20-4", "Sun 20:00-28:00"],
    ["18:00-00:00", weekdays("18:00-24:00")],
    ["24/7", DAYS.map(day => `${day} 0:00-24:00`).join(" ")],
  ])("%j", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe("hours that make no sense are told, not guessed", () => {
  test.each([
    "",
    "   ",
    ";",
    "17-9",
    "9-9",
    "9-25",
    "23-24:30",
    "9:60-17",
    "9-17-18",
    "nine to five",
    "from dusk till dawn",
    "Funday 9-17",
    "Mon-Funday 9-17",
    "Mon",
    "Mon-Wed-Fri 9-17",
    "9-17,",
    "9-",
    "9:00-17:00; Fri",
    "-9-17",
    "9-5",
    "9 till 5",
    "5pm-9am",
    "13am-5pm",
    "9:00–18:00 (MSK)",
    "noon-18",
    "9-17, Fri 9-13",
    "Mon-Fri 9-17; Fri 9-13",
    "Mon-Wed 9-17; 10-12",
    "Fri off",
    "9 18",
    "9-17 except Wednesday",
    "понедельник-пятница",
    "1.5.2027",
    "90-17",
    `9-17${"\u00a0;".repeat(300)}`,
  ])("%j", text => {
    expect(parseWorkingHours(text)).toBeNull();
  });
});

/** Hours as somebody might write them down again. */
function printed(week: WorkingHours): string {
  return week
    .flatMap((ranges, day) =>
      ranges.length === 0
        ? []
        : `${DAYS[day]} ${ranges.map(({ from, to }) => `${clock(from)}-${clock(to % 1440 || 1440)}`).join(", ")}`,
    )
    .join("; ");
}

describe("any hours", () => {
  const day = fc.array(fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 600 })), { maxLength: 3 });
  /** Ranges apart from one another; only the last of a day may run over midnight. */
  const ranges = day.map(drawn => {
    const found: { from: number; to: number }[] = [];
    for (const [from, length] of drawn.sort(([a], [b]) => a - b)) {
      const to = from > 720 ? from + length : Math.min(from + length, 1440);
      if (from > (found.at(-1)?.to ?? -1)) found.push({ from, to });
    }
    return found;
  });
  const weeks = fc.array(ranges, { minLength: 7, maxLength: 7 }).filter(week => week.some(one => one.length > 0));

  test("are read as they were written", () => {
    fc.assert(
      fc.property(weeks, week => {
        expect(parseWorkingHours(printed(week))).toEqual(week);
      }),
    );
  });

  test("of whatever is written, at any length, are read or not at once", () => {
    const words = fc.constantFrom(
      "9",
      "17",
      "пн",
      "Mon",
      "-",
      "–",
      ",",
      ";",
      " ",
      "to",
      "до",
      "с",
      "pm",
      ":",
      "h",
      "и",
      "по",
      "30",
      "off",
      "(",
      "будние",
      "дни",
    );
    const texts = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.array(words, { maxLength: 150 }).map(all => all.join("")),
      fc.array(words, { maxLength: 100 }).map(all => all.join(" ")),
      fc.constantFrom("-", "9-", "пн", "a", "9 ", "'").map(one => one.repeat(300 / one.length)),
    );
    fc.assert(
      fc.property(texts, text => {
        const before = performance.now();
        const week = parseWorkingHours(text);
        expect(performance.now() - before).toBeLessThan(1000);
        for (const { from, to } of week?.flat() ?? []) expect(0 <= from && from < to && to - from <= 1440).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

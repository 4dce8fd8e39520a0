import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guessed } from "../../../src/setup/people/header.ts";
import { dayIn, dayOrderOf, peopleListed } from "../../../src/setup/people/listed.ts";
import { readTable } from "../../../src/setup/people/table.ts";

const TODAY = "2027-01-11";
const bytes = (text: string) => new TextEncoder().encode(text);

function read(text: string | Uint8Array, more: { isConsent?: boolean; dayOrder?: "day-first" | "month-first" } = {}) {
  const table = readTable(typeof text === "string" ? bytes(text) : text, true);
  const understood = guessed(table.header);
  const reading = { understood, header: table.header, today: TODAY, dayOrder: null, isConsent: false, ...more };
  return { ...peopleListed(table, reading), understood, table };
}

describe("a list of people", () => {
  test.each([
    ["commas", "Name,E-mail,Team\nAna,ana@example.org,Sales\n"],
    ["semicolons, as Excel writes them in much of Europe", "Name;E-mail;Team\r\nAna;ana@example.org;Sales\r\n"],
    ["tabs", "Name\tE-mail\tTeam\nAna\tana@example.org\tSales"],
    ["a mark of UTF-8 before it", "\uFEFFName,E-mail,Team\nAna,ana@example.org,Sales"],
    ["quotes", '"Name","E-mail","Team"\n"Ana","ana@example.org","Sales"'],
    ["empty lines", "\nName,E-mail,Team\n\n,,\nAna,ana@example.org,Sales\n\n"],
  ])("is read with %s", (_, text) => {
    expect(read(text).people).toMatchObject([{ name: "Ana", email: "ana@example.org", team: "Sales" }]);
  });

  test("is read in UTF-16 and in Windows' letters", () => {
    const text = "Имя;Почта\nВера;vera@example.org\n";
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from(text, letter => letter.charCodeAt(0)).buffer),
    ]);
    const windows = Uint8Array.from(text, letter => {
      const code = letter.charCodeAt(0);
      return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
    });
    for (const each of [wide, windows])
      expect(read(each).people).toMatchObject([{ name: "Вера", email: "vera@example.org" }]);
  });

  test.each([
    [
      "en",
      "First name,Last name,Email address,Department,Time zone",
      ["firstName", "lastName", "email", "team", "zone"],
    ],
    ["ru", "ФИО,Эл. почта,Отдел,Часовой пояс", ["name", "email", "team", "zone"]],
    ["uk", "Ім'я,Ел. пошта,Відділ,Місто", ["name", "email", "team", "zone"]],
    ["bg", "Име,Имейл,Екип,Часова зона", ["name", "email", "team", "zone"]],
  ])("has its columns known by what people call them, in %s", (_, header, columns) => {
    expect(Object.keys(guessed(header.split(",")))).toEqual(columns);
  });

  test("says of each line what can't be taken, and takes the rest", () => {
    const { people, troubles } = read(
      [
        "Name,E-mail,Time zone,Working hours,Level,Offers",
        "Ana,ana@example.org,Atlantis,9-17,9,SQL; Python",
        ",nobody@example.org,,,,",
        "Boris,no address,,,,",
        "Clara,,,,,",
        "Ana again,ANA@example.org,,,,",
        'Dan,dan@example.org,София,"when, I\ncan",3,',
        "Emil,emil@example.org,,,,",
      ].join("\n"),
    );
    expect(people).toEqual([
      { line: 2, name: "Ana", email: "ana@example.org", hours: "9-17", offers: ["SQL", "Python"] },
      { line: 7, name: "Dan", email: "dan@example.org", zone: "Europe/Sofia", level: 3 },
      { line: 9, name: "Emil", email: "emil@example.org" },
    ]);
    expect(troubles.map(({ line, says }) => `${line}: ${says}`)).toEqual([
      "2: “Atlantis” under “Time zone” is no time zone or large city: it is left empty.",
      "2: “9” under “Level” is no level from 1 to 5: it is left empty.",
      "3: There is no name: this line is left out.",
      "4: “no address” is no e-mail address of a person: this line is left out.",
      "5: Clara has no e-mail address: this line is left out.",
      "6: ana@example.org stands in line 2 already: this line is left out.",
      "7: “when, I can” under “Working hours” can't be read as working hours, for example Mon-Fri 9-17: it is left empty.",
    ]);
  });

  test("gives consent only where the coordinator said so, for days that have been", () => {
    const text =
      "Name,E-mail,Consent\nAna,ana@example.org,2027-01-05\nBoris,boris@example.org,2027-02-01\nClara,clara@example.org,yes\n";
    expect(read(text).people.map(({ consent }) => consent)).toEqual([undefined, undefined, undefined]);
    const { people, troubles } = read(text, { isConsent: true });
    expect(people.map(({ consent }) => consent)).toEqual(["2027-01-05", undefined, undefined]);
    expect(troubles.map(({ line }) => line)).toEqual([3, 4]);
  });

  test("has days that can be read two ways read as somebody says", () => {
    expect([dayIn("05.01.2027", null), dayIn("2027/1/5", null), dayIn("25/12/2026", null)]).toEqual([
      "2027-01-05",
      "2027-01-05",
      "2026-12-25",
    ]);
    expect([dayIn("05/01/2027", null), dayIn("05/01/2027", "day-first"), dayIn("05/01/2027", "month-first")]).toEqual([
      null,
      "2027-01-05",
      "2027-05-01",
    ]);
    expect([
      dayOrderOf(["2027-01-05"]),
      dayOrderOf(["05/01/2027"]),
      dayOrderOf(["05/01/2027", "13/01/2027"]),
      dayOrderOf(["05/01/2027", "01/13/2027"]),
    ]).toEqual(["plain", null, "day-first", "month-first"]);
  });

  test.each([
    ["is empty", "", /The file is empty/],
    ["has a header alone", "Name,E-mail\n", /one line alone/],
    ["is a spreadsheet's own file", "PK\u0003\u0004\0\0", /no CSV file/],
    ["has far too many people", `Name,E-mail\n${"a,a@example.org\n".repeat(5001)}`, /5001 people/],
  ])("that %s is refused in a sentence", (_, text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });

  test("of whatever kind loses no line: each is a person or is told of", () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom("Ana", "ana@example.org", "=1+1", "01/02/2027", '"', "Europe/Sofia", "а@б.бг", "9-17"),
    );
    const quoted = (text: string) => `"${text.replaceAll('"', '""').replaceAll("\0", "")}"`;
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n"),
        (rows, delimiter, end) => {
          const header = ["Name", "E-mail", "Time zone", "Consent", "Offers"].map(quoted).join(delimiter);
          const said = rows.filter(row => row.some(text => text.trim() !== ""));
          fc.pre(said.length > 0);
          const text = [header, ...rows.map(row => row.map(quoted).join(delimiter))].join(end);
          const { people, troubles, table } = read(text, { isConsent: true });
          const told = new Set([...people, ...troubles].map(({ line }) => line));
          expect(table.lines.map(({ line }) => line).filter(line => !told.has(line))).toEqual([]);
          for (const { says } of troubles) expect(says).toMatch(/: (it|this line) is left (out|empty)\.$/);
        },
      ),
      { numRuns: 300 },
    );
  });
});

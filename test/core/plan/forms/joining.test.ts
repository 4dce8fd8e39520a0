import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressKey, parseAddress } from "../../../../src/core/domain/values/address.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { joiningProblems } from "../../../../src/core/plan/forms/joining.ts";
import { decide } from "../../../../src/core/plan/index.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { WORDS } from "../../../../src/run/words.ts";
import {
  aMirror,
  anId,
  aPerson,
  aPlanning,
  aProgramme,
  at,
  everybodyFree,
  on,
  settled,
} from "../../../world/builders.ts";
import { aNeedsAnswer, type SaidNeeds } from "../../../world/needsAnswer.ts";

const NOW = at("2027-01-03T08:00:00Z");
const FORM: Mirror["forms"][number] = {
  programmeId: anId("programme"),
  kind: "needs",
  formId: "needs",
  responderUri: "https://forms.test/needs",
  skills: [],
  written: null,
  look: null,
  replaces: null,
};
const NINA = { email: "nina@example.org" };
const answer = (said: SaidNeeds = {}, by: Parameters<typeof aNeedsAnswer>[1] = NINA) =>
  aNeedsAnswer({ name: "Nina Novak", ...said }, by);
const AT_ONCE = { joinFrom: "example.org" };

/** What comes of answers, once all is done that follows from them. */
function outcome(
  responses: Mirror["responses"],
  { programme = {}, rows = [], now = NOW }: { programme?: Row["values"]; rows?: Row[]; now?: number } = {},
) {
  const before = aMirror([aProgramme(programme), aPerson("Ana"), aPerson("Boris"), ...rows], {
    responses,
    forms: [FORM],
  });
  return lived(before, now);
}

function lived(before: Mirror, now = NOW) {
  const { mirror } = settled(before, now);
  const snapshot = snapshotOf(mirror);
  const { waits } = decide(snapshot, now, everybodyFree(snapshot), { language: "en", words: WORDS });
  const known = new Set(before.rows.map(({ id }) => id));
  const people = mirror.rows.filter(({ source }) => source === "people");
  return {
    mirror,
    made: people.filter(({ id }) => !known.has(id)).map(({ values }) => values),
    page: (name: string) => people.find(({ values }) => values.name === name)?.values ?? {},
    waiting: waits.flatMap(wait => (wait.why === "people_ask_to_join" ? wait.count : [])),
    survey: mirror.rows.find(({ source, values }) => source === "surveys" && values.kind === "needs")?.values.krugSays,
  };
}
const edited = (mirror: Mirror, name: string, values: Record<string, PlainValue>): Mirror => ({
  ...mirror,
  rows: mirror.rows.map(row => (row.values.name === name ? { ...row, values: { ...row.values, ...values } } : row)),
});

describe("who answers under an address nobody has, with a name and a yes", () => {
  test("gets a page with all they said, and waits for a coordinator", () => {
    const said = { zone: "Europe/Sofia", times: "Mon-Thu 9-17", offers: "Testing, SQL", seeks: "Design" };
    const { made, waiting, survey } = outcome([answer(said)]);
    expect(made).toEqual([
      expect.objectContaining({
        name: "Nina Novak",
        email: "nina@example.org",
        zone: "Europe/Sofia",
        hours: "Mon-Thu 9-17",
        offers: ["Testing", "SQL"],
        seeks: ["Design"],
        consent: on("2027-01-02"),
        krugSays: expect.stringContaining("Asks to join “Pairs”"),
      }),
    ]);
    expect(made[0]?.programmes ?? []).toEqual([]);
    expect(waiting).toEqual([1]);
    expect(survey ?? "").toBe("");
  });

  test("lives by the programme's clock where they chose none", () => {
    expect(outcome([answer()]).made[0]?.zone).toBe("Europe/Berlin");
  });

  test("is in once the coordinator adds the programme, and waits no more", () => {
    const { mirror } = outcome([answer()]);
    const nodded = lived(edited(mirror, "Nina Novak", { programmes: [anId("programme")] }));
    expect([nodded.waiting, nodded.page("Nina Novak").krugSays ?? ""]).toEqual([[], ""]);
  });

  test("is not let in again when a coordinator takes the programme off later", () => {
    const { mirror } = outcome([answer()], { programme: AT_ONCE });
    const removed = lived(edited(mirror, "Nina Novak", { programmes: [] }));
    expect([removed.page("Nina Novak").programmes, removed.waiting]).toEqual([[], []]);
  });

  test("has one page however often, and under whatever spelling of the address, they answer", () => {
    const again = answer(
      { offers: "Writing" },
      { email: "NINA@example.org", responseId: "again", submittedAt: "2027-01-02T11:00:00Z" },
    );
    const { made, mirror } = outcome([answer(), again]);
    expect(made.map(({ offers }) => offers)).toEqual([["Writing"]]);
    const third = answer({}, { ...NINA, responseId: "third", submittedAt: "2027-01-03T07:00:00Z" });
    expect(lived({ ...mirror, responses: [...mirror.responses, third] }).made).toEqual([]);
  });

  test("and does so in two programmes at once has one page, and waits for both", () => {
    const other = anId("other");
    const rows = [aProgramme({ name: "Other" }, other)];
    const there = answer({ name: "Nina N.", seeks: "SQL" }, { ...NINA, responseId: "there" });
    const { made, waiting } = outcome([answer({ offers: "Design" }), { ...there, programmeId: other }], { rows });
    expect(made).toEqual([expect.objectContaining({ name: "Nina Novak", offers: ["Design"], programmes: [] })]);
    expect(waiting).toEqual([1, 1]);
  });

  test("is not made anew once the page was thrown away", () => {
    const { mirror, made } = outcome([answer()]);
    const key = String(made[0]?.key);
    const rows = mirror.rows.filter(({ values }) => values.key !== key);
    expect(lived({ ...mirror, rows, discarded: new Set([key]) }).made).toEqual([]);
  });

  test("waits eight weeks for a nod, and no longer", () => {
    const { mirror } = outcome([answer()], { programme: { end: null } });
    const late = lived(mirror, NOW + 60 * DAY);
    expect([late.waiting, late.page("Nina Novak").krugSays ?? ""]).toEqual([[], ""]);
  });
});

describe("at once", () => {
  const isIn = (result: ReturnType<typeof outcome>, name = "Nina Novak") =>
    (result.page(name).programmes as string[] | undefined)?.includes(anId("programme")) ?? false;

  test("comes who is of a domain the programme names", () => {
    const result = outcome([answer()], { programme: AT_ONCE });
    expect([isIn(result), result.waiting, result.page("Nina Novak").krugSays ?? ""]).toEqual([true, [], ""]);
  });

  test.each(["mentor", "reverse"])("comes nobody in %s mentoring: who manages them is not known", format => {
    const result = outcome([answer()], { programme: { ...AT_ONCE, format } });
    expect([isIn(result), result.waiting]).toEqual([false, [1]]);
  });

  test.each(["nina@example.org.evil.example", "nina@sub.example.org", "nina@gmail.com"])(
    "does not come %s, though example.org and gmail.com do",
    email => {
      const result = outcome([answer({}, { email })], { programme: { joinFrom: "@example.org, gmail.com" } });
      expect([isIn(result), result.waiting]).toEqual([false, [1]]);
      const page = result.mirror.rows.find(({ source }) => source === "programmes")?.values;
      expect(page?.krugSays).toContain("gmail.com");
    },
  );

  test("comes nobody whose name carries a link to everybody's invitations", () => {
    const result = outcome([answer({ name: "Win at evil.example" })], { programme: AT_ONCE });
    expect([isIn(result, "Win at evil.example"), result.waiting]).toEqual([false, [1]]);
  });

  test("comes nobody as long as the form takes addresses that Google has not verified", () => {
    const look = { state: "open" as const, missing: [], altered: [], isUnlike: true };
    const before = aMirror([aProgramme(AT_ONCE)], { responses: [answer()], forms: [{ ...FORM, look }] });
    expect(isIn(lived(before))).toBe(false);
  });
});

describe("who is in People already", () => {
  test("asks to join under their own page, and keeps the programmes they are in", () => {
    const other = anId("other");
    const rows = [aPerson("Nina", { programmes: [other] }), aProgramme({ name: "Other" }, other)];
    const result = outcome([answer({ name: "Nina N." })], { rows, programme: AT_ONCE });
    expect([result.made, result.page("Nina").programmes]).toEqual([[], [other, anId("programme")]]);
  });

  test("and answers under an address nobody knows gets no second page: the survey's page says so", () => {
    const { made, survey } = outcome([answer({ name: "boris" }, { email: "b@home.example" })]);
    expect([made, survey]).toEqual([[], expect.stringContaining("b@home.example")]);
  });
});

describe("what can't be read", () => {
  test("of the hours is told on the page, without what was written", () => {
    const { made } = outcome([answer({ times: "after my treatment" })]);
    expect(made[0]).toMatchObject({ krugSays: expect.stringContaining("The times written in the form can’t be read") });
    expect(JSON.stringify(made)).not.toContain("treatment");
  });

  test("stays told beside a small change, for which no answers are read, until there are hours", () => {
    const { mirror } = outcome([answer({ times: "whenever" })]);
    const toldNear = (hours: string) => {
      const snapshot = { ...snapshotOf(edited(mirror, "Nina Novak", { hours })), responses: [], near: {} as never };
      const row = [...snapshot.rows.values()].find(({ values }) => values.name === "Nina Novak")!;
      return joiningProblems(aPlanning(snapshot, NOW), row).map(({ code }) => code);
    };
    expect([toldNear(""), toldNear("9-17")]).toEqual([["asks_to_join", "form_hours_unread"], ["asks_to_join"]]);
  });

  test("of the zone leaves the programme's", () => {
    const { made, survey } = outcome([answer({ zone: "Atlantis" })]);
    expect([made[0]?.zone, survey]).toEqual(["Europe/Berlin", expect.stringContaining("Your time zone")]);
  });

  test.each([{ name: "" }, { name: "  \u200b " }, { name: "…" }])("of the name makes no page: %j", said => {
    const { made, survey } = outcome([answer(said)]);
    expect([made, survey]).toEqual([[], expect.stringContaining("nina@example.org")]);
  });

  test("without a yes nobody gets a page", () => {
    for (const takesPart of ["Not now", "", "perhaps"]) expect(outcome([answer({ takesPart })]).made).toEqual([]);
  });
});

/** What is told of an address is cut, and shown without what would not be seen. */
const isUnshown = (email: string) => email === "" || !/^[\x21-\x7e]{1,25}$/.test(email);

test("any answers make exactly one page each, or a sentence, and never two; nobody is in without a domain or a nod", () => {
  const names = fc.oneof(
    fc.constantFrom("Nina Novak", "novak NINA", "Boris", "", "Олена", "a@b.example", "<b>x</b>"),
    fc.string({ unit: "grapheme", maxLength: 250 }),
  );
  const emails = fc.oneof(
    fc.constantFrom("n.i@gmail.com", "ni@googlemail.com", "NINA@example.org", "nina@example.org", "no address", "a@b"),
    fc.emailAddress(),
    fc.string({ maxLength: 30 }),
  );
  const said = fc.record({
    name: names,
    zone: fc.oneof(fc.constantFrom("Europe/Kyiv", "Київ", "", "UTC+2"), fc.string({ maxLength: 90 })),
    times: fc.oneof(fc.constantFrom("Mon-Thu 9-17", "9-17", ""), fc.string({ maxLength: 60 })),
    offers: fc.string({ unit: "grapheme", maxLength: 200 }),
    takesPart: fc.constantFrom("Yes, I take part", "Not now", "Да, участвую"),
  });
  const answers = fc.uniqueArray(fc.record({ said, email: emails, number: fc.nat(99) }), {
    minLength: 1,
    maxLength: 4,
    selector: ({ number }) => number,
  });
  fc.assert(
    fc.property(answers, fc.boolean(), (all, isOpen) => {
      const responses = all.map(one =>
        answer(one.said, {
          email: one.email,
          responseId: `r${one.number}`,
          submittedAt: `2027-01-02T10:${String(one.number % 60).padStart(2, "0")}:00Z`,
        }),
      );
      const { made, survey, mirror } = outcome(responses, { programme: isOpen ? AT_ONCE : {} });
      const addresses = made.map(({ email }) => String(email));
      expect(new Set(addresses).size).toBe(addresses.length);
      for (const values of made) {
        expect([parseAddress(String(values.email)).problem, values.name === "", values.consent === null]).toEqual([
          null,
          false,
          false,
        ]);
        const isIn = Array.isArray(values.programmes) && values.programmes.length > 0;
        if (isIn) expect([isOpen, String(values.email).endsWith("@example.org")]).toEqual([true, true]);
        else expect(values.krugSays).toContain("Asks to join");
      }
      const told = [survey, ...mirror.rows.map(({ values }) => values.krugSays)].join("\n");
      const { known } = snapshotOf(mirror).addresses;
      for (const email of responses.map(({ response }) => response.email?.trim().toLowerCase() ?? "")) {
        const hasPage = known.has(addressKey(parseAddress(email).email ?? email));
        expect(hasPage || told.includes(email) || isUnshown(email), email).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

import { describe, expect, test } from "vitest";
import type { Responders } from "../../../../src/core/domain/form.ts";
import {
  accessProblems,
  accessSeen,
  covers,
  type FormAccess,
  isToBeGiven,
  NOTHING_GIVEN,
  respondersOf,
} from "../../../../src/core/rules/surveys/responders.ts";

const ANYONE: Responders = { type: "anyone" };
const OURS: Responders = { type: "domain", domain: "ours.example" };
const THEIRS: Responders = { type: "domain", domain: "theirs.example" };
const TODAY = "2027-01-11";
const open = (given: Responders): FormAccess => ({ ...NOTHING_GIVEN, given, state: "open" });
const person = (email: string, status: "active" | "left" = "active", programmeIds = ["p"]) => ({
  email,
  status,
  programmeIds,
});
const of = (people: ReturnType<typeof person>[], formsForAnyone = false) =>
  respondersOf({ id: "p", formsForAnyone }, people);

describe("forms are for", () => {
  test("the organisation's people where all have an address there", () => {
    expect(of([person("ana@ours.example"), person("boris@ours.example")])).toEqual(OURS);
  });

  test("anyone with the link where somebody has another, and where the programme says so", () => {
    expect(of([person("ana@ours.example"), person("nora@theirs.example")])).toEqual(ANYONE);
    expect(of([person("ana@ours.example")], true)).toEqual(ANYONE);
  });

  test("anyone where the address is a provider's, and where nobody is in the programme", () => {
    for (const provider of ["gmail.com", "googlemail.com", "ukr.net", "abv.bg", "yandex.ru", "outlook.com"])
      expect(of([person(`ana@${provider}`), person(`boris@${provider}`)])).toEqual(ANYONE);
    expect(of([])).toEqual(ANYONE);
  });

  test("nobody more because of people of other programmes, or who have left", () => {
    const others = [person("nora@theirs.example", "left"), person("dan@theirs.example", "active", ["other"])];
    expect(of([person("ana@ours.example"), ...others])).toEqual(OURS);
  });
});

describe("a form's access", () => {
  test("is given first, and again only when it is to be wider", () => {
    expect(isToBeGiven(null, OURS, TODAY)).toBe(true);
    expect(isToBeGiven(open(OURS), OURS, TODAY)).toBe(false);
    expect(isToBeGiven(open(OURS), ANYONE, TODAY)).toBe(true);
    expect(isToBeGiven(open(OURS), THEIRS, TODAY)).toBe(true);
    expect(isToBeGiven(open(ANYONE), OURS, TODAY)).toBe(false);
  });

  test("that was refused is tried again the next day, one that can't be asked about is not", () => {
    const refused: FormAccess = { ...NOTHING_GIVEN, state: "refused", triedOn: TODAY, refused: ANYONE };
    expect(isToBeGiven(refused, ANYONE, TODAY)).toBe(false);
    expect(isToBeGiven(refused, ANYONE, "2027-01-12")).toBe(true);
    for (const state of ["unreachable", "unasked"] as const)
      expect(isToBeGiven({ ...NOTHING_GIVEN, state }, ANYONE, "2027-01-12")).toBe(false);
  });

  test("taken away is put back once; what people gave by hand is taken for given", () => {
    const lost = accessSeen(open(OURS), [], OURS);
    expect(lost).toMatchObject({ state: "lacking", isHealed: true });
    const back = accessSeen(lost, [OURS], OURS);
    expect(back).toMatchObject({ state: "open", isHealed: true });
    const again = accessSeen(back, [], OURS);
    expect(again.state).toBe("taken");
    expect(isToBeGiven(again, OURS, TODAY)).toBe(false);
    expect(accessSeen(again, [ANYONE], OURS)).toMatchObject({ state: "open", given: ANYONE });
    expect(accessSeen(null, [], OURS)).toMatchObject({ state: "lacking", isHealed: false });
  });

  test("that is narrower than wanted was not taken away: others came", () => {
    expect(accessSeen(open(OURS), [OURS], ANYONE)).toMatchObject({ state: "lacking", isHealed: false });
    expect(covers([OURS, THEIRS], THEIRS)).toBe(true);
    expect(covers([OURS], THEIRS)).toBe(false);
  });

  test("that can be asked about again is given", () => {
    const unasked = accessSeen(null, "unasked", OURS);
    expect(accessProblems(unasked, OURS, "1a")).toEqual([
      { code: "form_not_open", why: "unasked", domain: "ours.example", formId: "1a" },
    ]);
    expect(isToBeGiven(accessSeen(unasked, [], OURS), OURS, TODAY)).toBe(true);
    expect(accessProblems(open(OURS), OURS, "1a")).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { goalHealth, parseGoal } from "../../../src/core/domain/goal.ts";
import { parseGroup } from "../../../src/core/domain/group.ts";
import type { Problem } from "../../../src/core/domain/problem.ts";
import { parseResource } from "../../../src/core/domain/resource.ts";
import { aGoal, anId, aPage, aPair, on } from "../../world/builders.ts";

type More = Parameters<typeof aGoal>[1];
const parsed = (more: More = {}) => parseGoal(aGoal("Ana", more));

describe("a goal's page", () => {
  test("says whose it is, what for and until when", () => {
    const { value, problems } = parsed({ skill: ["testing"], progress: 0.4, help: "a review", confidential: true });
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      title: "What Ana is after",
      ownerIds: [anId("Ana")],
      skills: ["testing"],
      progress: 0.4,
      startsOn: "2027-01-11",
      dueOn: "2027-03-31",
      status: "doing",
      helpWanted: "a review",
      confidential: true,
    });
  });

  test("a range in either column says when it starts and when it is due", () => {
    const span = { startsOn: "2027-02-01", dueOn: "2027-03-01" };
    const range = on("2027-02-01", "2027-03-01");
    expect(parsed({ starts: null, due: range })).toMatchObject({ value: span, problems: [] });
    expect(parsed({ starts: range, due: null })).toMatchObject({ value: span, problems: [] });
    expect(parsed({ starts: on("2027-01-11"), due: range }).value).toMatchObject({
      startsOn: "2027-01-11",
      dueOn: "2027-03-01",
    });
    expect(parsed({ starts: range, due: on("2027-04-01") })).toMatchObject({
      value: { startsOn: "2027-02-01", dueOn: "2027-04-01" },
      problems: [{ code: "two_ends", of: "roadmap", range: "2027-03-01", used: "2027-04-01" }],
    });
  });

  test("without a status it is still to do", () => {
    expect(parsed({ status: null }).value?.status).toBe("todo");
  });

  test.each<[string, More, Problem[]]>([
    ["no title", { title: "  " }, [{ code: "no_title" }]],
    [
      "due before it starts",
      { due: on("2027-01-10") },
      [{ code: "goal_due_before_start", starts: "2027-01-11", due: "2027-01-10" }],
    ],
    ["due on a day that does not exist", { due: on("2027-04-31") }, [{ code: "bad_date", date: "2027-04-31" }]],
  ])("%s: nothing can be made of it", (_, more, problems) => {
    expect(parsed(more)).toEqual({ value: null, problems });
  });

  test.each<[string, More, Problem[]]>([
    ["no owner", { owner: [] }, [{ code: "goal_without_owner" }]],
    ["a start level of 0", { startLevel: 0 }, [{ code: "bad_level", value: 0 }]],
    ["a current level of 5.5", { currentLevel: 5.5 }, [{ code: "bad_level", value: 5.5 }]],
    ["a target level of 6", { targetLevel: 6 }, [{ code: "bad_level", value: 6 }]],
  ])("%s is told, and the goal stays a goal", (_, more, problems) => {
    const { value, problems: told } = parsed(more);
    expect(told).toEqual(problems);
    expect(value?.title).toBe("What Ana is after");
  });

  test("starting and due on one day, or without dates, is no problem", () => {
    expect(parsed({ due: on("2027-01-11") }).problems).toEqual([]);
    expect(parsed({ starts: null, due: null })).toMatchObject({ problems: [], value: { startsOn: null, dueOn: null } });
  });
});

describe("where a goal stands", () => {
  /** Ten days long, from the 11th to the 21st. */
  const tenDays: More = { starts: on("2027-01-11"), due: on("2027-01-21") };
  test.each<[string, More, string, string | null]>([
    ["done, when its owner says so, even late", { ...tenDays, status: "done" }, "2027-03-01", "done"],
    ["nowhere, when it was dropped", { ...tenDays, status: "dropped" }, "2027-03-01", null],
    ["nowhere, without a due day", { due: null }, "2027-03-01", null],
    ["on track on its due day", { ...tenDays, progress: null }, "2027-01-21", "on_track"],
    ["off track the day after", { ...tenDays, progress: 1 }, "2027-01-22", "off_track"],
    ["on track on its first day", { ...tenDays, progress: 0 }, "2027-01-11", "on_track"],
    ["on track before it starts", { ...tenDays, progress: 0 }, "2027-01-01", "on_track"],
    ["on track with a fifth of the time beyond the progress", { ...tenDays, progress: 0 }, "2027-01-13", "on_track"],
    ["off track with more than a fifth beyond it", { ...tenDays, progress: 0 }, "2027-01-14", "off_track"],
    ["on track again once there is progress", { ...tenDays, progress: 0.5 }, "2027-01-14", "on_track"],
    ["on track when nobody said how far it is", { ...tenDays, progress: null }, "2027-01-19", "on_track"],
    ["on track without a start", { starts: null, due: on("2027-01-21"), progress: 0 }, "2027-01-20", "on_track"],
    [
      "on track when it is a day long and that day is today",
      { due: on("2027-01-11"), progress: 0 },
      "2027-01-11",
      "on_track",
    ],
  ])("%s", (_, more, today, expected) => {
    expect(goalHealth(parsed(more).value!, today)).toBe(expected);
  });
});

describe("a group's page", () => {
  test("shows rounds from 1, which the rules count from 0", () => {
    expect(parseGroup(aPair(["Ana", "Boris"])).value).toMatchObject({
      round: 0,
      status: "active",
      key: "group Ana Boris",
    });
    expect(parseGroup(aPair(["Ana", "Boris"], { round: null, key: null, status: null })).value).toMatchObject({
      round: null,
      status: "active",
      key: "",
    });
  });

  test("without a name it is told, and its people still meet", () => {
    const { value, problems } = parseGroup(aPair(["Ana", "Boris"], { name: "" }));
    expect(problems).toEqual([{ code: "no_title" }]);
    expect(value?.memberIds).toEqual([anId("Ana"), anId("Boris")]);
  });
});

describe("a resource's page", () => {
  test("needs a title and nothing else", () => {
    expect(parseResource(aPage("resources", "r", { title: "" }))).toEqual({
      value: null,
      problems: [{ code: "no_title" }],
    });
    expect(parseResource(aPage("resources", "r", { title: "Course" })).value).toMatchObject({
      title: "Course",
      link: "",
      skills: [],
    });
  });
});

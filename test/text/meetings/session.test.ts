import { describe, expect, test } from "vitest";
import type { Goal } from "../../../src/core/domain/goal.ts";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { CALENDAR_WORDS } from "../../../src/text/meetings/calendar.ts";
import { AGENDA_CHARACTERS, SESSION_WORDS } from "../../../src/text/meetings/session.ts";

const { agenda, replies: repliesText, sessionTitle } = SESSION_WORDS;

type AgendaFacts = Parameters<typeof agenda>[0];

const facts = (changes: Partial<AgendaFacts> = {}): AgendaFacts => ({
  kind: "session",
  facilitator: "Ana",
  goals: [
    {
      owner: "Ana",
      title: "Cover payments with tests",
      status: "doing",
      dueOn: "2027-03-01",
      nextStep: "Write the first",
    },
  ],
  membersWithoutGoal: ["Boris"],
  questions: "How do you test time?\nAnd money?",
  resources: [{ title: "Testing for everyone", link: "https://example.org/course" }],
  pageUrl: "https://notion.example/session",
  feedbackUrl: "https://forms.example/feedback",
  code: "K7M2PQ",
  mayMove: true,
  surveys: [{ kind: "pulse", url: "https://forms.example/pulse" }],
  ...changes,
});

test("an agenda tells what kind a resource is, which help a goal's owner wants and where the last notes are, where people wrote it", () => {
  const [goal] = facts().goals;
  const [resource] = facts().resources;
  const more = {
    goals: [{ ...goal!, help: "Somebody who tested payments" }],
    resources: [{ ...resource!, kind: "course" }],
    brief: { steps: [], moreSteps: 0, news: [], done: [], notesUrl: "https://notion.example/last" },
  };
  expect(agenda(facts(more), "en")).toContain("  Help wanted: Somebody who tested payments");
  expect(agenda(facts(more), "en")).toContain("- Testing for everyone (course): https://example.org/course");
  expect(agenda(facts(more), "en")).toContain("Notes of last time: https://notion.example/last");
  expect(agenda(facts(), "en")).not.toMatch(/Help wanted|Notes of|\(course\)/);
});

describe("titles", () => {
  test("are the people's names", () => {
    const two = { names: ["Ana", "Boris"], kind: "session" } as const;
    expect(LANGUAGES.map(language => sessionTitle(two, language))).toEqual([
      "Ana & Boris",
      "Ana и Boris",
      "Ana та Boris",
      "Ana и Boris",
    ]);
    expect(sessionTitle({ names: ["Ana", "Boris", "Vera"], kind: "session" }, "en")).toBe("Ana, Boris & Vera");
  });

  test("of a check-in say so", () => {
    const three = { names: ["Ana", "Boris", "Vera"], kind: "check_in" } as const;
    expect(LANGUAGES.map(language => sessionTitle(three, language))).toEqual([
      "Check-in: Ana, Boris & Vera",
      "Короткая встреча: Ana, Boris и Vera",
      "Коротка зустріч: Ana, Boris та Vera",
      "Кратка среща: Ana, Boris и Vera",
    ]);
  });

  test("count people beyond six, and are never empty", () => {
    const names = ["A", "B", "C", "D", "E", "F", "G", "H"];
    expect(sessionTitle({ names, kind: "session" }, "en")).toBe("A, B, C, D, E, F & 2 more");
    expect(sessionTitle({ names, kind: "session" }, "uk")).toBe("A, B, C, D, E, F та ще 2");
    expect(sessionTitle({ names: [" "], kind: "session" }, "bg")).toBe("Среща");
  });
});

describe("an agenda", () => {
  test("in English reads so", () => {
    expect(agenda(facts(), "en")).toBe(
      [
        "Ana leads the talk this time; next time it is somebody else’s turn.",
        "",
        "Goals:",
        "- Ana: Cover payments with tests (in progress; due 1 March 2027)",
        "  Next step: Write the first",
        "- Boris: no goal here yet, so please bring one topic or question. A rough one is fine.",
        "",
        "Questions:",
        "How do you test time?",
        "And money?",
        "",
        "Resources that may help:",
        "- Testing for everyone: https://example.org/course",
        "",
        "Session page: https://notion.example/session",
        "One minute of feedback afterwards (session code: K7M2PQ): https://forms.example/feedback",
        "Pulse, anonymous: https://forms.example/pulse",
        "",
        "Can’t come? Decline this invitation, or move it to a better time. For a longer break fill in “Away” on your page in Notion. No reason is needed.",
      ].join("\n"),
    );
  });

  test("tells a goal's status and due day in each language", () => {
    const line = (text: string) => text.split("\n").find(each => each.startsWith("- Ana"));
    expect(LANGUAGES.map(language => line(agenda(facts(), language)))).toEqual([
      "- Ana: Cover payments with tests (in progress; due 1 March 2027)",
      "- Ana: Cover payments with tests (в работе; срок 1 марта 2027\u00a0г.)",
      "- Ana: Cover payments with tests (у роботі; термін 1 березня 2027\u00a0р.)",
      "- Ana: Cover payments with tests (в процес; краен срок 1 март 2027\u00a0г.)",
    ]);
  });

  test("leaves out confidential goals, levels and health, whatever it is handed", () => {
    const goal: Goal & { owner: string; health: string } = {
      owner: "Ana",
      health: "off_track",
      id: "g",
      url: "https://notion.example/goal",
      title: "Become a team lead",
      ownerIds: ["ana"],
      skills: ["leading"],
      measure: "promoted",
      startLevel: 2,
      currentLevel: 3,
      targetLevel: 5,
      progress: 0.4,
      startsOn: null,
      dueOn: null,
      status: "doing",
      nextStep: "Talk to Vera",
      helpWanted: "courage",
      confidential: true,
    };
    for (const language of LANGUAGES) {
      const hidden = agenda(facts({ goals: [goal], membersWithoutGoal: [], code: null }), language);
      expect(hidden).not.toMatch(/team lead|Talk to Vera|promoted|courage/);
      expect(hidden).toContain("- Ana: ");
      const open = agenda(
        facts({ goals: [{ ...goal, confidential: false }], code: null, feedbackUrl: null }),
        language,
      );
      expect(open).toContain("Become a team lead");
      expect(open).not.toMatch(/off.track|leading|promoted|courage|[2-5]\s*(of|из|з|от|\/)\s*5|40|0\.4/i);
    }
  });

  test("a person whose only goal is confidential reads like one without a goal", () => {
    const secret = { owner: "Ana", title: "Secret", status: "todo", dueOn: null, nextStep: "", confidential: true };
    for (const language of LANGUAGES)
      expect(agenda(facts({ goals: [secret], membersWithoutGoal: ["Boris"] }), language)).toBe(
        agenda(facts({ goals: [], membersWithoutGoal: ["Boris", "Ana"] }), language),
      );
  });

  test("of a check-in is three questions", () => {
    for (const language of LANGUAGES) {
      const text = agenda(facts({ kind: "check_in", feedbackUrl: null, surveys: [], questions: "" }), language);
      expect(text).toMatch(/1\. .+\?\n2\. .+\?\n3\. .+\?/);
      expect(text).not.toContain("Cover payments");
    }
  });

  test("with a guest from outside only links remain", () => {
    for (const language of LANGUAGES) {
      const text = agenda(facts({ hasOutsideGuest: true }), language);
      expect(text).not.toMatch(/Cover payments|How do you test|Testing for everyone|Boris/);
      expect(text).toContain("https://notion.example/session");
    }
  });

  test("too long is cut, says where the rest is, and keeps the links", () => {
    for (const language of LANGUAGES) {
      const text = agenda(facts({ questions: "A long question, asked with care. 🙂\n".repeat(900) }), language);
      expect(text.length).toBeLessThanOrEqual(AGENDA_CHARACTERS);
      expect(text.length).toBeGreaterThan(AGENDA_CHARACTERS - 200);
      expect(text).toContain("https://forms.example/pulse");
      expect(text.isWellFormed()).toBe(true);
      const oneLine = agenda(facts({ questions: "🙂".repeat(9_000) }), language);
      expect(oneLine.length).toBeLessThanOrEqual(AGENDA_CHARACTERS);
      expect(oneLine.isWellFormed()).toBe(true);
    }
  });
});

test("where guests can't move the event, what is said of it sends them to its page", () => {
  const { seriesText } = CALENDAR_WORDS;
  const told = (mayMove: boolean) =>
    LANGUAGES.flatMap(language => [
      agenda(facts({ mayMove }), language).split("\n").at(-1) ?? "",
      agenda(facts({ mayMove, standingUrl: "https://forms.example/standing" }), language)
        .split("\n")
        .at(-1) ?? "",
      seriesText({ kind: "session", groupUrl: "https://notion.example/group", mayMove }, language).split("\n")[2] ?? "",
    ]);
  const [byHand, onPage] = [told(true), told(false)];
  for (const text of onPage)
    expect(text).toMatch(/on its page in Notion|на (?:её|її) (?:странице|сторінці) в Notion|на страницата ѝ в Notion/);
  expect(byHand.filter(text => /(?:on its|на (?:её|її)|страницата ѝ)/.test(text))).toEqual([]);
});

test("replies are told by answer, in one line", () => {
  const replies = [
    { name: "Vera", reply: "declined" },
    { name: "Ana", reply: "accepted" },
    { name: "Boris", reply: "accepted" },
    { name: "Goran", reply: "needsAction" },
    { name: "Dana", reply: "tentative" },
  ] as const;
  expect(LANGUAGES.map(language => repliesText(replies, language))).toEqual([
    "Yes: Ana, Boris. No: Vera. Maybe: Dana. No reply yet: Goran.",
    "Да: Ana, Boris. Нет: Vera. Возможно: Dana. Пока без ответа: Goran.",
    "Так: Ana, Boris. Ні: Vera. Можливо: Dana. Поки що без відповіді: Goran.",
    "Да: Ana, Boris. Не: Vera. Може би: Dana. Още без отговор: Goran.",
  ]);
  expect(repliesText([], "en")).toBe("");
});

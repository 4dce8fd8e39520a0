import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isConcrete } from "../../../../src/core/plan/board/questionWords.ts";

const asked = (title: string, details = "") => ({ title, details });

describe("a question somebody can prepare for", () => {
  test.each([
    "How do I test a queue that retries?",
    "Как проверить очередь, которая повторяет задачи?",
    "Як перевірити чергу, що повторює завдання?",
    "Как се тества опашка, която повтаря задачи?",
  ])("%s", title => {
    expect(isConcrete(asked(title), "micro")).toBe(true);
  });

  test("is also one whose details say what its title does not", () => {
    expect(isConcrete(asked("Testing", "My queue loses messages after the third try"), "micro")).toBe(true);
  });
});

describe("a question that only asks for help", () => {
  test.each([
    "Help",
    "Question!",
    "Help with testing please",
    "Can somebody help me with a question about testing?",
    "Помогите",
    "Вопрос по тестированию",
    "Нужна помощь с тестированием, пожалуйста",
    "Питання",
    "Потрібна допомога з тестуванням, будь ласка",
    "Въпрос",
    "Трябва ми помощ за тестване, моля",
    "???",
    "",
  ])("is too vague for a session: “%s”", title => {
    expect(isConcrete(asked(title), "micro")).toBe(false);
  });

  test.each([
    ["Retry failed queue messages", "Retry failed messages"],
    ["Повторять упавшие задачи очереди", "Повторять упавшие задачи"],
    ["Повторювати невдалі завдання черги", "Повторювати невдалі завдання"],
    ["Повтаряне на провалени задачи в опашката", "Повтаряне на провалени задачи"],
  ])("four words that say something are enough: “%s”, and three are not: “%s”", (four, three) => {
    expect(isConcrete(asked(four), "micro")).toBe(true);
    expect(isConcrete(asked(three), "micro")).toBe(false);
  });

  test("an open board takes one word that says what it is about, and not less", () => {
    expect(isConcrete(asked("Docker?"), "open")).toBe(true);
    expect(isConcrete(asked("Help, please!"), "open")).toBe(false);
    expect(isConcrete(asked("Помогите"), "open")).toBe(false);
    expect(isConcrete(asked("Докер?"), "open")).toBe(true);
  });
});

test("saying more never makes a question vague again, and capitals do not matter", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.lorem({ maxCount: 6 }), (title, more) => {
      const before = isConcrete(asked(title), "micro");
      const after = isConcrete(asked(title, more), "micro");
      expect(after || !before).toBe(true);
      for (const format of ["micro", "open"] as const)
        expect(isConcrete(asked(`${more} Help`.toUpperCase()), format)).toBe(isConcrete(asked(`${more} help`), format));
    }),
  );
});

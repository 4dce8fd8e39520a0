import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { LocalDate } from "../../src/core/domain/values/time.ts";
import { SESSION_WORDS } from "../../src/text/meetings/session.ts";

const { agenda } = SESSION_WORDS;

const README = join(import.meta.dirname, "../../README.md");

test("the first page can be read in a few minutes: 8 KB at most", () => {
  expect(statSync(README).size).toBeLessThanOrEqual(8 * 1024);
});

test("the invitation on the first page is how one begins", () => {
  const shown = /^```text\n([^`]*Goals:[^`]*)```/m.exec(readFileSync(README, "utf8"))?.[1] ?? "no invitation";
  const written = agenda(
    {
      kind: "session",
      facilitator: "Boris",
      goals: [
        {
          owner: "Ana",
          title: "Tests for the sign-in form",
          status: "doing",
          dueOn: "2027-03-26" as LocalDate,
          nextStep: "Write the first one",
        },
      ],
      membersWithoutGoal: ["Boris"],
      questions: "",
      resources: [{ title: "Testing, step by step", link: "https://courses.example.org/testing" }],
      pageUrl: "https://notion.so/page",
      feedbackUrl: null,
      mayMove: true,
      surveys: [],
    },
    "en",
  );
  expect(written.slice(0, shown.length)).toBe(shown);
});

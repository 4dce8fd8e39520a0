import type { ProblemTexts } from "./say.ts";

export const GOAL_PROBLEMS: ProblemTexts<"goal_due_before_start" | "goal_without_owner"> = {
  goal_due_before_start(problem, { day, roadmap }) {
    return {
      en: `The goal is due (${day(problem.due)}) before it starts (${day(problem.starts)}). Correct ${roadmap("starts")} or ${roadmap("due")}.`,
      ru: `Срок цели (${day(problem.due)}) раньше её начала (${day(problem.starts)}). Исправьте ${roadmap("starts")} или ${roadmap("due")}.`,
      uk: `Термін цілі (${day(problem.due)}) раніше за її початок (${day(problem.starts)}). Виправте ${roadmap("starts")} або ${roadmap("due")}.`,
      bg: `Крайният срок на целта (${day(problem.due)}) е преди началото ѝ (${day(problem.starts)}). Поправете ${roadmap("starts")} или ${roadmap("due")}.`,
    };
  },
  goal_without_owner(_, { roadmap }) {
    return {
      en: `Nobody owns this goal yet, so it appears in no session. Choose a person in ${roadmap("owner")}.`,
      ru: `Пока непонятно, чья это цель, и ни на одной встрече её не будет. Выберите человека в ${roadmap("owner")}.`,
      uk: `Поки незрозуміло, чия це ціль, і на жодній зустрічі її не буде. Виберіть людину в ${roadmap("owner")}.`,
      bg: `Още не е ясно чия е тази цел и тя няма да влезе в никоя среща. Изберете човек в ${roadmap("owner")}.`,
    };
  },
};

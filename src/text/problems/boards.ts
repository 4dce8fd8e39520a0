import { listOf } from "../phrases/phrase.ts";
import type { ProblemTexts } from "./say.ts";

export const HELP_BOARD_PROBLEMS: ProblemTexts<
  | "question_without_asker"
  | "question_without_programme"
  | "question_asker_out"
  | "question_vague"
  | "question_without_skill"
  | "nobody_offers"
  | "question_too_many"
  | "question_no_session"
  | "question_called_off"
  | "answer_without_helper"
> = {
  question_without_asker(_, { help }) {
    return {
      en: `Nobody can tell whose question this is. Choose yourself in ${help("askedBy")}.`,
      ru: `Непонятно, чей это вопрос. Выберите себя в ${help("askedBy")}.`,
      uk: `Незрозуміло, чиє це питання. Виберіть себе в ${help("askedBy")}.`,
      bg: `Не е ясно чий е този въпрос. Изберете себе си в ${help("askedBy")}.`,
    };
  },
  question_without_programme(_, { help }) {
    return {
      en: `It is not clear in which programme this is asked. Choose one in ${help("programme")}.`,
      ru: `Непонятно, в какой программе задан вопрос. Выберите её в ${help("programme")}.`,
      uk: `Незрозуміло, у якій програмі поставлено запитання. Виберіть її в ${help("programme")}.`,
      bg: `Не е ясно в коя програма се пита. Изберете я в ${help("programme")}.`,
    };
  },
  question_asker_out(_, { people, help, peopleTable }) {
    return {
      en: `Whoever asks takes part in nothing at present, so nobody is asked to help. Fill in ${people("consent")} on their page in ${peopleTable}, or choose somebody else in ${help("askedBy")}.`,
      ru: `Кто спрашивает, сейчас ни в чём не участвует, поэтому помощь не ищется. Заполните ${people("consent")} на странице этого человека в таблице ${peopleTable} или выберите другого в ${help("askedBy")}.`,
      uk: `Хто питає, зараз ні в чому не бере участі, тому допомога не шукається. Заповніть ${people("consent")} на сторінці цієї людини в таблиці ${peopleTable} або виберіть когось іншого в ${help("askedBy")}.`,
      bg: `Който пита, сега не участва в нищо, затова не се търси помощ. Попълнете ${people("consent")} на страницата на този човек в таблицата ${peopleTable} или изберете друг в ${help("askedBy")}.`,
    };
  },
  question_vague(_, { help }) {
    return {
      en: `The question is too general to prepare for. Write in ${help("question")} or ${help("details")} what you tried and what you want to know; an unfinished thought is enough.`,
      ru: `Вопрос слишком общий, чтобы к нему подготовиться. Напишите в ${help("question")} или ${help("details")}, что вы пробовали и что хотите узнать; подойдёт и незаконченная мысль.`,
      uk: `Запитання надто загальне, щоб до нього підготуватися. Напишіть у ${help("question")} або ${help("details")}, що ви пробували і що хочете дізнатися; підійде й незавершена думка.`,
      bg: `Въпросът е твърде общ, за да се подготви някой за него. Напишете в ${help("question")} или ${help("details")} какво сте опитали и какво искате да научите; и недовършена мисъл стига.`,
    };
  },
  question_without_skill(_, { help }) {
    return {
      en: `No skill is chosen, so nobody can be suggested. Choose one in ${help("skill")}; anybody may take the question meanwhile.`,
      ru: `Навык не выбран, поэтому предложить некого. Выберите его в ${help("skill")}; взять вопрос тем временем может кто угодно.`,
      uk: `Навичку не вибрано, тому запропонувати нікого. Виберіть її в ${help("skill")}; узяти запитання тим часом може будь-хто.`,
      bg: `Не е избрано умение, затова няма кого да предложим. Изберете го в ${help("skill")}; междувременно всеки може да поеме въпроса.`,
    };
  },
  nobody_offers(problem, { people, language }) {
    const skills = listOf(problem.skills, language);
    return {
      en: `Nobody in the programme offers this yet: ${skills}. Anybody may still take the question; half an answer helps. If you know something about it, add it to ${people("offers")} on your page.`,
      ru: `Пока никто в программе этого не предлагает: ${skills}. Взять вопрос всё равно может любой, и половина ответа помогает. Если вы что-то об этом знаете, добавьте это в ${people("offers")} на своей странице.`,
      uk: `Поки ніхто в програмі цього не пропонує: ${skills}. Узяти запитання все одно може будь-хто, і половина відповіді допомагає. Якщо ви щось про це знаєте, додайте це в ${people("offers")} на своїй сторінці.`,
      bg: `Засега никой в програмата не предлага това: ${skills}. Въпреки това всеки може да поеме въпроса и половин отговор помага. Ако знаете нещо за това, добавете го в ${people("offers")} на своята страница.`,
    };
  },
  question_too_many(problem, { help, programmes }) {
    const most = String(problem.most);
    return {
      en: `More people want to meet than the programme allows (${most}). Choose fewer in ${help("takenBy")}, or raise ${programmes("groupSize")}.`,
      ru: `Встретиться хочет больше людей, чем позволяет программа (${most}). Выберите меньше в ${help("takenBy")} или увеличьте ${programmes("groupSize")}.`,
      uk: `Зустрітися хоче більше людей, ніж дозволяє програма (${most}). Виберіть менше в ${help("takenBy")} або збільште ${programmes("groupSize")}.`,
      bg: `Да се срещнат искат повече хора, отколкото позволява програмата (${most}). Изберете по-малко в ${help("takenBy")} или увеличете ${programmes("groupSize")}.`,
    };
  },
  question_no_session(_, { help }) {
    return {
      en: `No session could be planned for this question. Write what you know in ${help("answer")}, or let somebody else take it.`,
      ru: `Назначить встречу по этому вопросу не удалось. Напишите, что знаете, в ${help("answer")} или уступите вопрос кому-то ещё.`,
      uk: `Призначити зустріч за цим запитанням не вдалося. Напишіть, що знаєте, у ${help("answer")} або поступіться запитанням комусь іншому.`,
      bg: `По този въпрос не можа да се насрочи среща. Напишете каквото знаете в ${help("answer")} или оставете друг да го поеме.`,
    };
  },
  question_called_off(_, { help }) {
    return {
      en: `The session was called off, and Krug makes no other by itself. Write an answer in ${help("answer")}, or clear ${help("takenBy")} to put the question back on the board.`,
      ru: `Встреча отменена, и новую Круг сам не назначит. Напишите ответ в ${help("answer")} или очистите ${help("takenBy")}, чтобы вернуть вопрос на доску.`,
      uk: `Зустріч скасовано, і нової Круг сам не призначить. Напишіть відповідь у ${help("answer")} або очистьте ${help("takenBy")}, щоб повернути запитання на дошку.`,
      bg: `Срещата е отменена и Кръг сам няма да насрочи нова. Напишете отговор в ${help("answer")} или изчистете ${help("takenBy")}, за да върнете въпроса на дъската.`,
    };
  },
  answer_without_helper(_, { help }) {
    return {
      en: `There is an answer, but not whose it is. Whoever wrote it may choose themselves in ${help("takenBy")}, so that their help counts.`,
      ru: `Ответ есть, но неизвестно чей. Кто его написал, может выбрать себя в ${help("takenBy")}, чтобы эта помощь учитывалась.`,
      uk: `Відповідь є, але невідомо чия. Хто її написав, може вибрати себе в ${help("takenBy")}, щоб ця допомога враховувалася.`,
      bg: `Има отговор, но не се знае чий е. Който го е написал, може да избере себе си в ${help("takenBy")}, за да се брои тази помощ.`,
    };
  },
};

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

export const THANKS_PROBLEMS: ProblemTexts<"thanks_from_nobody" | "thanks_to_nobody" | "thanks_to_oneself"> = {
  thanks_from_nobody(_, { thanks }) {
    return {
      en: `Nobody can tell who says thank you. Choose yourself in ${thanks("from")}.`,
      ru: `Непонятно, от кого благодарность. Выберите себя в ${thanks("from")}.`,
      uk: `Незрозуміло, від кого подяка. Виберіть себе в ${thanks("from")}.`,
      bg: `Не е ясно от кого е благодарността. Изберете себе си в ${thanks("from")}.`,
    };
  },
  thanks_to_nobody(_, { thanks }) {
    return {
      en: `Nobody can tell whom the thanks are for. Choose a person in ${thanks("to")}.`,
      ru: `Непонятно, кому благодарность. Выберите человека в ${thanks("to")}.`,
      uk: `Незрозуміло, кому подяка. Виберіть людину в ${thanks("to")}.`,
      bg: `Не е ясно на кого е благодарността. Изберете човек в ${thanks("to")}.`,
    };
  },
  thanks_to_oneself(_, { thanks }) {
    return {
      en: `The same person is in ${thanks("from")} and ${thanks("to")}. Thanks to oneself do not count.`,
      ru: `Один и тот же человек указан в ${thanks("from")} и в ${thanks("to")}. Благодарность себе не учитывается.`,
      uk: `Ту саму людину вказано в ${thanks("from")} і в ${thanks("to")}. Подяка собі не враховується.`,
      bg: `Един и същ човек е в ${thanks("from")} и в ${thanks("to")}. Благодарност към себе си не се брои.`,
    };
  },
};

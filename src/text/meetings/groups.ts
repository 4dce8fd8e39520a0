import type { Programme } from "../../core/domain/programme.ts";
import { type Format, rulesOf } from "../../core/domain/values/format.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { GroupReasons } from "../../core/rules/matching/fit.ts";
import type { Words } from "../../core/words/words.ts";
import { listOf, numeral, plural } from "../phrases/phrase.ts";
import { fitSentences } from "./fit.ts";
import { titleNames } from "./session.ts";

/** What a group is called, and why these people are in it. */
export const GROUP_WORDS = { groupName, matchReason } satisfies Partial<Words>;

interface Match {
  format: Format;
  matching: Programme["matching"];
  names: readonly string[];
  /** For two people how often they met before in this programme; not told for larger groups. */
  timesMetBefore: number;
  triadBecauseOdd: boolean;
  /** Hours a week that are working time for all. */
  zonesOverlap?: number;
  /** Formed within the round, for people who came late or lost a partner. Who and why is never said. */
  change?: "none" | "joined_late" | "left_alone";
  /** How long the group meets; the format's usual when absent. */
  roundWeeks?: number;
  /** Why they fit, where they were chosen by fit. */
  reasons?: GroupReasons;
  /** Who keeps a triad's talk to its goals. */
  keeper?: string | null;
  /** Who helps the others, where one side helps the other. */
  helper?: string | null;
}

/** A group's name: its people and its round, the number as its page shows it; null for a group outside rounds. */
function groupName(group: { names: readonly string[]; round: number | null }, language: Language): string {
  const names = titleNames(group.names, language);
  if (group.round === null) return names === "" ? NO_NAMES[language] : names;
  const words: Texts = { en: "round", ru: "раунд", uk: "раунд", bg: "цикъл" };
  return `${names === "" ? NO_NAMES[language] : names}, ${words[language]} ${group.round}`;
}

const NO_NAMES: Texts = { en: "Group", ru: "Группа", uk: "Група", bg: "Група" };

/** Why these people meet, for the group's page. Says nothing about anybody's level, wishes or reasons. */
function matchReason(match: Match, language: Language): string {
  const isWeek = (match.roundWeeks ?? rulesOf(match.format).roundWeeks) === 1;
  const isPair = match.names.length === 2;
  const sentences: (Texts | string | null)[] = [
    match.triadBecauseOdd ? TRIAD[isWeek ? "week" : "round"] : how(match, isWeek),
    match.helper ? helperSentence(match, match.helper, language) : null,
    ...(match.reasons === undefined ? [] : fitSentences(match.reasons, language)),
    isPair ? acquaintance(match.timesMetBefore, language) : null,
    match.names.length > 2 && rulesOf(match.format).grouping !== "pairs" && !match.helper ? SEATS : null,
    match.keeper ? keeperSentence(match.keeper) : null,
    match.zonesOverlap === undefined ? null : overlap(match.zonesOverlap, language),
    match.change === "joined_late" ? JOINED_LATE : match.change === "left_alone" ? LEFT_ALONE : null,
  ];
  return sentences
    .flatMap(texts => (texts === null ? [] : [typeof texts === "string" ? texts : texts[language]]))
    .join(" ");
}

function how(match: Match, isWeek: boolean): Texts {
  const span: Texts = isWeek
    ? { en: "for this week", ru: "на эту неделю", uk: "на цей тиждень", bg: "за тази седмица" }
    : { en: "for this round", ru: "на этот раунд", uk: "на цей раунд", bg: "за този цикъл" };
  switch (match.matching) {
    case "random":
      if (match.helper)
        return {
          en: `Drawn at random ${span.en} among those whose experience suits.`,
          ru: `Группа ${span.ru} выбрана случайно среди тех, чей опыт подходит.`,
          uk: `Групу ${span.uk} вибрано випадково серед тих, чий досвід підходить.`,
          bg: `Групата ${span.bg} е избрана на случаен принцип сред хората с подходящ опит.`,
        };
      // Circles are drawn too, but not from all there could be.
      if (rulesOf(match.format).grouping === "circles")
        return {
          en: `Put together ${span.en} so that as few people as possible meet again.`,
          ru: `Группа ${span.ru} составлена так, чтобы люди как можно реже встречались повторно.`,
          uk: `Групу ${span.uk} складено так, щоб люди якомога рідше зустрічалися повторно.`,
          bg: `Групата ${span.bg} е съставена така, че хората да се срещат повторно възможно най-рядко.`,
        };
      return {
        en: `Drawn at random ${span.en}.`,
        ru: `Группа ${span.ru} выбрана случайно.`,
        uk: `Групу ${span.uk} вибрано випадково.`,
        bg: `Групата ${span.bg} е избрана на случаен принцип.`,
      };
    case "best_fit":
      if (match.reasons?.offers.length === 0)
        return fitAsAWhole(span, match.helper !== null && match.helper !== undefined);
      if (match.helper)
        return {
          en: `Chosen ${span.en} as the best fit of what one offers and the other seeks.`,
          ru: `Группа ${span.ru} подобрана по тому, чем один человек может помочь и чему другой хочет научиться.`,
          uk: `Групу ${span.uk} підібрано за тим, чим одна людина може допомогти і чого інша хоче навчитися.`,
          bg: `Групата ${span.bg} е подбрана според това с какво единият човек може да помогне и какво другият иска да научи.`,
        };
      return {
        en: `Chosen ${span.en} as the best fit of what you offer and seek.`,
        ru: `Группа ${span.ru} подобрана так, чтобы вы были полезны друг другу.`,
        uk: `Групу ${span.uk} підібрано так, щоб ви були корисні одне одному.`,
        bg: `Групата ${span.bg} е подбрана така, че да сте си взаимно полезни.`,
      };
    case "by_hand":
      return {
        en: `Put together by hand ${span.en}.`,
        ru: `Группа ${span.ru} составлена вручную.`,
        uk: `Групу ${span.uk} складено вручну.`,
        bg: `Групата ${span.bg} е съставена ръчно.`,
      };
  }
}

function acquaintance(times: number, language: Language): Texts {
  if (times === 0)
    return {
      en: "These two have not met here before.",
      ru: "Раньше эти двое в программе не встречались.",
      uk: "Раніше ці двоє в програмі не зустрічалися.",
      bg: "Тези двама души още не са се срещали в програмата.",
    };
  return {
    en: `These two have met here ${times === 1 ? "once" : times === 2 ? "twice" : `${times} times`} before.`,
    ru: `Раньше эти двое встречались в программе ${times === 1 ? "один раз" : `${times} ${plural(times, language, { one: "раз", few: "раза", other: "раз" })}`}.`,
    uk: `Раніше ці двоє зустрічалися в програмі ${times === 1 ? "один раз" : `${times} ${plural(times, language, { one: "раз", few: "рази", other: "разів" })}`}.`,
    bg: `Тези двама души вече са се срещали в програмата ${times === 1 ? "веднъж" : `${times} пъти`}.`,
  };
}

/** Nobody here offers what another seeks: the group is good for all groups together, and no more is claimed. */
function fitAsAWhole(span: Texts, hasHelper: boolean): Texts {
  if (hasHelper)
    return {
      en: `Chosen ${span.en} so that as many people as possible have somebody to learn from.`,
      ru: `Группа ${span.ru} подобрана так, чтобы как можно больше людей могли у кого-то учиться.`,
      uk: `Групу ${span.uk} підібрано так, щоб якомога більше людей мали в кого вчитися.`,
      bg: `Групата ${span.bg} е подбрана така, че колкото може повече хора да имат от кого да се учат.`,
    };
  return {
    en: `Chosen ${span.en} so that everybody has somebody to meet and as much as possible fits.`,
    ru: `Группа ${span.ru} подобрана так, чтобы каждому было с кем встретиться и совпадало как можно больше.`,
    uk: `Групу ${span.uk} підібрано так, щоб кожному було з ким зустрітися й збігалося якомога більше.`,
    bg: `Групата ${span.bg} е подбрана така, че всеки да има с кого да се срещне и да съвпада колкото може повече.`,
  };
}

/** Who helps and who is helped. That one has more experience is what the format means; how much more is never said. */
function helperSentence({ format, names }: Match, helper: string, language: Language): Texts {
  const helped = listOf(
    names.filter(name => name !== helper),
    language,
  );
  const isOne = names.length < 3;
  if (rulesOf(format).fit === "reverse")
    return {
      en: `Reverse mentoring: ${helper} is the mentor, and ${helped} learns, with more experience otherwise.`,
      ru: `Обратное наставничество: наставник — ${helper}, ${isOne ? "учится" : "учатся"} ${helped}; в остальном опыта больше у того, кто учится.`,
      uk: `Зворотне менторство: ментор — ${helper}, ${isOne ? "вчиться" : "вчаться"} ${helped}; в іншому досвіду більше в того, хто вчиться.`,
      bg: `Обратно менторство: ментор е ${helper}, ${isOne ? "учи се" : "учат се"} ${helped}; иначе повече опит има онзи, който се учи.`,
    };
  return {
    en: `${helper} is the mentor here, with more experience; ${helped} ${isOne ? "is the mentee" : "are the mentees"}.`,
    ru: `Наставник — ${helper}: делится опытом; ${isOne ? "учится" : "учатся"} ${helped}.`,
    uk: `Ментор — ${helper}: ділиться досвідом; ${isOne ? "вчиться" : "вчаться"} ${helped}.`,
    bg: `Менторът е ${helper} и споделя опит; ${isOne ? "учи се" : "учат се"} ${helped}.`,
  };
}

function keeperSentence(keeper: string): Texts {
  return {
    en: `This time ${keeper} keeps the talk to its goals and priorities.`,
    ru: `В этот раз ${keeper} следит, чтобы разговор держался целей и главного.`,
    uk: `Цього разу ${keeper} стежить, щоб розмова трималася цілей і головного.`,
    bg: `Този път ${keeper} следи разговорът да остане при целите и най-важното.`,
  };
}

function overlap(hours: number, language: Language): Texts {
  const count = numeral(hours, language, 0);
  const whole = Math.round(hours);
  return {
    en: `Your working hours share ${count} ${plural(whole, language, { one: "hour", other: "hours" })} a week.`,
    ru: `Общего рабочего времени у вас ${count} ${plural(whole, language, { one: "час", few: "часа", other: "часов" })} в неделю.`,
    uk: `Спільного робочого часу у вас ${count} ${plural(whole, language, { one: "година", few: "години", other: "годин" })} на тиждень.`,
    bg: `Имате ${count} ${plural(whole, language, { one: "общ работен час", other: "общи работни часа" })} на седмица.`,
  };
}

const TRIAD: Readonly<Record<"week" | "round", Texts>> = {
  week: {
    en: "Three of you this week: an odd number of people, so one group is a triad; the seats rotate.",
    ru: "На этой неделе вас трое: людей нечётное число, поэтому одна группа — тройка; роли меняются по очереди.",
    uk: "Цього тижня вас троє: людей непарна кількість, тому одна група — трійка; ролі змінюються по черзі.",
    bg: "Тази седмица сте трима: хората са нечетен брой, затова една от групите е тройка; ролите се редуват.",
  },
  round: {
    en: "Three of you this round: an odd number of people, so one group is a triad; the seats rotate.",
    ru: "В этом раунде вас трое: людей нечётное число, поэтому одна группа — тройка; роли меняются по очереди.",
    uk: "У цьому раунді вас троє: людей непарна кількість, тому одна група — трійка; ролі змінюються по черзі.",
    bg: "В този цикъл сте трима: хората са нечетен брой, затова една от групите е тройка; ролите се редуват.",
  },
};

const SEATS: Texts = {
  en: "Everyone helps and is helped; who leads the talk rotates.",
  ru: "Каждый и помогает, и получает помощь; разговор ведут по очереди.",
  uk: "Кожен і допомагає, і отримує допомогу; розмову ведуть по черзі.",
  bg: "Всеки помага и получава помощ; разговора водите поред.",
};

const JOINED_LATE: Texts = {
  en: "Formed after the round had begun, so that nobody has to wait for the next one.",
  ru: "Группа сложилась, когда раунд уже шёл, чтобы никому не пришлось ждать следующего.",
  uk: "Група склалася, коли раунд уже тривав, щоб нікому не довелося чекати наступного.",
  bg: "Групата се събра, след като цикълът беше започнал, за да не чака никой следващия.",
};

const LEFT_ALONE: Texts = {
  en: "Changed within the round, so that nobody is left without company.",
  ru: "Состав изменился по ходу раунда, чтобы никто не остался без компании.",
  uk: "Склад змінився під час раунду, щоб ніхто не лишився без компанії.",
  bg: "Съставът се промени по време на цикъла, за да не остане никой без компания.",
};

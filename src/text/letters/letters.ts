import { readable } from "../../core/domain/values/content.ts";
import { type Format, rulesOf } from "../../core/domain/values/format.ts";
import type { Language } from "../../core/domain/values/language.ts";
import type { CoordinatorLine, FactsOf, LetterFacts } from "../../core/words/letterFacts.ts";
import { clip, listOf, plural, quote } from "../phrases/phrase.ts";
import { timeRange } from "../phrases/when.ts";
import {
  changeOffer,
  feedbackReminder,
  namesUnread,
  notThisRound,
  pageChanged,
  stillIn,
  surveyAsk,
} from "./shortLetters.ts";

/** A letter to one person, in the programme's language: the title of its event and its text. */
export function letter(facts: LetterFacts, language: Language): { title: string; text: string } {
  const words = WORDS[language];
  const programme = clip(facts.programme, 100);
  switch (facts.kind) {
    case "feedback_reminder":
      return shortLetter(facts, feedbackReminder(facts, language), language);
    case "change_offer":
      return shortLetter(facts, changeOffer(facts, language), language);
    case "survey_ask":
      return shortLetter(facts, surveyAsk(facts, language), language);
    case "names_unread":
      return shortLetter(facts, namesUnread(facts, language), language);
    case "still_in":
      return shortLetter(facts, stillIn(facts, language), language);
    case "not_this_round":
      return shortLetter(facts, notThisRound(facts, language), language);
    case "page_changed":
      return shortLetter(facts, pageChanged(facts, language), language);
    case "kick_off":
      return {
        title: words.welcome(programme),
        text: [
          words.hello(facts.name),
          `${words.added(quote(programme, language))} ${meetings(facts, language)}`,
          `${words.yes(facts.needsUrl)}\n${words.no}${standing(facts.standingUrl, language)}`,
          words.kept,
          coordinators(facts.coordinators, language),
          words.foot,
        ]
          .filter(part => part !== "")
          .join("\n\n"),
      };
    case "for_coordinator":
      return {
        title: words.forYou(programme),
        text: [
          words.hello(facts.name),
          words.onlyYou,
          facts.lines.map(line => coordinatorLine(line, facts.zone, language)).join("\n"),
          words.foot,
        ].join("\n\n"),
      };
    case "kick_off_reminder":
      return {
        title: words.stillWelcome(programme),
        text: [
          words.hello(facts.name),
          words.reminded(quote(programme, language)),
          `${words.yes(facts.needsUrl)}\n${words.no}${standing(facts.standingUrl, language)}`,
          coordinators(facts.coordinators, language),
          words.foot,
        ]
          .filter(part => part !== "")
          .join("\n\n"),
      };
  }
}

/** A letter about one thing. */
function shortLetter(
  facts: LetterFacts,
  own: { title: string; lines: string[] },
  language: Language,
): { title: string; text: string } {
  const words = WORDS[language];
  return {
    title: `${clip(facts.programme, 100)}: ${own.title}`,
    text: [words.hello(facts.name), ...own.lines, words.foot].join("\n\n"),
  };
}

/** How people meet, how long and how often; those without a rhythm meet when there is a reason. */
function meetings(
  { format, minutes, everyWeeks }: FactsOf<"kick_off" | "kick_off_reminder">,
  language: Language,
): string {
  const words = WORDS[language];
  const rhythm = rulesOf(format).board !== null ? "" : `, ${words.minutes(minutes)} ${words.every(everyWeeks)}`;
  return words.meetings(words.format[format] + rhythm);
}

function standing(url: string | null, language: Language): string {
  return url === null ? "" : `\n${WORDS[language].standing(url)}`;
}

function coordinators(names: readonly string[], language: Language): string {
  return names.length === 0 ? "" : WORDS[language].coordinators(listOf(names, language));
}

function coordinatorLine(line: CoordinatorLine, zone: string, language: Language): string {
  const words = WORDS[language];
  const name = clip(line.name, 80);
  switch (line.what) {
    case "word":
      return `- ${name}:${quoteWhole(line.text, language)}`;
    case "left":
      return `- ${name}: ${words.left}`;
    case "not_joining":
      return `- ${name}: ${words.notJoining}`;
    case "paused":
      return `- ${name}: ${words.paused}`;
    case "named":
      return `- ${name}: ${words.named(clip(line.email, 254))}`;
    case "no_show":
      return `- ${name}: ${words.noShow(timeRange(line.startsAt, line.endsAt, zone, language))}`;
  }
}

/** What a person wrote, with its line breaks, as far as a letter holds it; on lines of its own where it has several. */
function quoteWhole(text: string, language: Language): string {
  const whole = readable(text);
  const cut = [...whole].length <= WORD_CHARACTERS ? whole : `${[...whole].slice(0, WORD_CHARACTERS).join("")}…`;
  return cut.includes("\n") ? `\n${cut}` : ` ${quote(cut, language, WORD_CHARACTERS + 1)}`;
}

const WORD_CHARACTERS = 1500;

interface LetterWords {
  hello(name: string): string;
  welcome(programme: string): string;
  stillWelcome(programme: string): string;
  added(programme: string): string;
  reminded(programme: string): string;
  meetings(how: string): string;
  format: Readonly<Record<Format, string>>;
  minutes(count: number): string;
  every(weeks: number): string;
  yes(needsUrl: string | null): string;
  no: string;
  standing(url: string): string;
  kept: string;
  coordinators(names: string): string;
  foot: string;
  forYou(programme: string): string;
  onlyYou: string;
  left: string;
  notJoining: string;
  paused: string;
  named(email: string): string;
  noShow(when: string): string;
}

const WORDS: Readonly<Record<Language, LetterWords>> = {
  en: {
    hello: name => `Hello ${clip(name, 80)},`,
    welcome: programme => `${programme}: welcome`,
    stillWelcome: programme => `${programme}: you are still welcome`,
    added: programme => `You were added to ${programme}, where people help one another grow.`,
    reminded: programme =>
      `A week ago we asked whether you would like to take part in ${programme}. You still can. If you don’t answer, that is fine too: we won’t ask again.`,
    meetings: how => `People meet ${how}. Taking part is up to you.`,
    format: {
      circle: "in a small circle",
      pair: "in pairs",
      mentor: "in pairs, one sharing experience and the other learning",
      triad: "in threes",
      reverse: "in pairs led by the less experienced of the two",
      micro: "briefly, over one question",
      open: "when somebody asks for help or offers it",
    },
    minutes: count => `${count} ${plural(count, "en", { one: "minute", other: "minutes" })}`,
    every: weeks => (weeks === 1 ? "every week" : `every ${weeks} weeks`),
    yes: url =>
      `Yes? Accept this invitation${url === null ? "" : ` or fill in this form, three minutes: ${url}`}. That day is noted as your consent, and from then on you are matched with others and invited at times that suit you.`,
    no: "No? Decline it. Nobody will ask again, or ask why.",
    standing: url => `Rather later, or a word to the coordinator? ${url}`,
    kept: "What is kept: your page in Notion, meetings with the replies to them, and your answers to forms. The page can be read by everyone with access to the workspace, answers to forms by those who run the programme; the pulse is anonymous. Figures are for the programme, not for appraising people.",
    coordinators: names => `Questions are welcome: ${names}.`,
    foot: "Only you and those who run the programme’s calendar can read this. There is no meeting at this time.",
    forYou: programme => `${programme}: for the coordinator`,
    onlyYou: "This is for you alone. Please keep it between you and the people concerned.",
    left: "left the programme.",
    notJoining: "would rather not take part.",
    paused: "on a break, as there was no sign for two rounds and no answer to a question. Any sign ends it.",
    named: email =>
      `was entered as coordinator in Notion (${email}) and is not confirmed. Nothing is told to them. If it is right, confirm it on Krug’s dashboard; if not, take them out of the programme’s page.`,
    noShow: when => `expected, and not among those who came, ${when}.`,
  },
  ru: {
    hello: name => `Здравствуйте, ${clip(name, 80)}!`,
    welcome: programme => `${programme}: добро пожаловать`,
    stillWelcome: programme => `${programme}: вам всё ещё рады`,
    added: programme => `Вас добавили в программу ${programme}: здесь люди помогают друг другу расти.`,
    reminded: programme =>
      `Неделю назад мы спросили, хотите ли вы участвовать в программе ${programme}. Это всё ещё возможно. Можно и не отвечать: больше мы спрашивать не будем.`,
    meetings: how => `Встречи: ${how}. Участие добровольное.`,
    format: {
      circle: "в небольшом кругу",
      pair: "в парах",
      mentor: "в парах, где один делится опытом, а другой учится",
      triad: "втроём",
      reverse: "в парах, где ведёт тот, у кого опыта меньше",
      micro: "коротко, по одному вопросу",
      open: "когда кто-то просит о помощи или предлагает её",
    },
    minutes: count =>
      `${count} ${plural(count, "ru", { one: "минута", few: "минуты", many: "минут", other: "минуты" })}`,
    every: weeks =>
      weeks === 1
        ? "каждую неделю"
        : `раз в ${weeks} ${plural(weeks, "ru", { one: "неделю", few: "недели", many: "недель", other: "недели" })}`,
    yes: url =>
      `Согласны? Примите это приглашение${url === null ? "" : ` или заполните форму, три минуты: ${url}`}. Этот день запишем как день вашего согласия, и с него вас будут знакомить с другими и звать на встречи в удобное вам время.`,
    no: "Не хочется? Отклоните его. Больше спрашивать не будем, и причину называть не нужно.",
    standing: url => `Лучше позже или есть что сказать координатору? ${url}`,
    kept: "Что хранится: ваша страница в Notion, встречи с ответами на приглашения и ответы в формах. Страницу может прочитать каждый, у кого есть доступ к рабочему пространству; ответы в формах видят те, кто ведёт программу; пульс-опрос анонимный. Цифры нужны программе, людей по ним не оценивают.",
    coordinators: names => `Вопросам будут рады: ${names}.`,
    foot: "Это письмо видите только вы и те, кто ведёт календарь программы. Встречи в это время нет.",
    forYou: programme => `${programme}: для координатора`,
    onlyYou: "Это только для вас. Пожалуйста, пусть останется между вами и теми, кого касается.",
    left: "больше не участвует в программе.",
    notJoining: "предпочитает не участвовать.",
    paused: "на паузе, потому что два раунда не было ни одного знака и на вопрос нет ответа. Любой знак её прекращает.",
    named: email =>
      `указано в Notion как координатор (${email}), но не подтверждено, и ничего туда не сообщается. Если это верно, подтвердите это на панели Круга; если нет, уберите со страницы программы.`,
    noShow: when => `участие ожидалось, но в списке пришедших имени нет, ${when}.`,
  },
  uk: {
    hello: name => `Вітаємо, ${clip(name, 80)}!`,
    welcome: programme => `${programme}: ласкаво просимо`,
    stillWelcome: programme => `${programme}: вам і далі раді`,
    added: programme => `Вас додали до програми ${programme}: тут люди допомагають одне одному зростати.`,
    reminded: programme =>
      `Тиждень тому ми спитали, чи хочете ви долучитися до програми ${programme}. Це й досі можливо. Можна й не відповідати: більше ми не питатимемо.`,
    meetings: how => `Зустрічі: ${how}. Участь добровільна.`,
    format: {
      circle: "у невеликому колі",
      pair: "у парах",
      mentor: "у парах, де хтось ділиться досвідом, а хтось навчається",
      triad: "утрьох",
      reverse: "у парах, де веде людина з меншим досвідом",
      micro: "коротко, про одне запитання",
      open: "коли хтось просить про допомогу або пропонує її",
    },
    minutes: count =>
      `${count} ${plural(count, "uk", { one: "хвилина", few: "хвилини", many: "хвилин", other: "хвилини" })}`,
    every: weeks =>
      weeks === 1
        ? "щотижня"
        : `раз на ${weeks} ${plural(weeks, "uk", { one: "тиждень", few: "тижні", many: "тижнів", other: "тижня" })}`,
    yes: url =>
      `Згодні? Прийміть це запрошення${url === null ? "" : ` або заповніть форму, три хвилини: ${url}`}. Цей день запишемо як день вашої згоди, і відтоді вас знайомитимуть з іншими й запрошуватимуть на зустрічі у зручний для вас час.`,
    no: "Не хочеться? Відхиліть його. Більше не питатимемо, і причину називати не потрібно.",
    standing: url => `Краще згодом або є що сказати координаторові? ${url}`,
    kept: "Що зберігається: ваша сторінка в Notion, зустрічі з відповідями на запрошення та відповіді у формах. Сторінку може прочитати кожен, хто має доступ до робочого простору; відповіді у формах бачать ті, хто веде програму; пульс-опитування анонімне. Цифри потрібні програмі, людей за ними не оцінюють.",
    coordinators: names => `Запитанням будуть раді: ${names}.`,
    foot: "Цей лист бачите лише ви й ті, хто веде календар програми. Зустрічі в цей час немає.",
    forYou: programme => `${programme}: для координатора`,
    onlyYou: "Це лише для вас. Будь ласка, нехай залишиться між вами й тими, кого стосується.",
    left: "більше не бере участі в програмі.",
    notJoining: "воліє не брати участі.",
    paused: "на паузі, бо два раунди не було жодного знаку й на запитання немає відповіді. Будь-який знак її припиняє.",
    named: email =>
      `зазначено в Notion як координатор (${email}), але не підтверджено, і нічого туди не повідомляється. Якщо це правильно, підтвердьте це на панелі Круга; якщо ні, приберіть зі сторінки програми.`,
    noShow: when => `участь очікувалася, але у списку присутніх імені немає, ${when}.`,
  },
  bg: {
    hello: name => `Здравейте, ${clip(name, 80)}!`,
    welcome: programme => `${programme}: добре дошли`,
    stillWelcome: programme => `${programme}: все още сте добре дошли`,
    added: programme => `Добавиха ви в програмата ${programme}: тук хората си помагат да растат.`,
    reminded: programme =>
      `Преди седмица попитахме дали искате да участвате в програмата ${programme}. Все още може. Може и да не отговаряте: повече няма да питаме.`,
    meetings: how => `Срещите са ${how}. Участието е доброволно.`,
    format: {
      circle: "в малък кръг",
      pair: "по двойки",
      mentor: "по двойки, в които единият споделя опит, а другият се учи",
      triad: "по трима",
      reverse: "по двойки, в които води човекът с по-малко опит",
      micro: "кратки, по един въпрос",
      open: "тогава, когато някой търси или предлага помощ",
    },
    minutes: count => `${count} ${plural(count, "bg", { one: "минута", other: "минути" })}`,
    every: weeks => (weeks === 1 ? "всяка седмица" : `веднъж на ${weeks} седмици`),
    yes: url =>
      `Съгласни сте? Приемете тази покана${url === null ? "" : ` или попълнете формуляра, три минути: ${url}`}. Този ден ще запишем като деня на съгласието ви и оттогава ще ви свързваме с други хора и ще ви каним на срещи в удобно за вас време.`,
    no: "Не ви се иска? Откажете я. Повече няма да питаме и не е нужно да посочвате причина.",
    standing: url => `По-добре друг път или искате да кажете нещо на координатора? ${url}`,
    kept: "Какво се пази: страницата ви в Notion, срещите с отговорите на поканите и отговорите във формулярите. Страницата може да прочете всеки с достъп до работното пространство; отговорите във формулярите виждат хората, които водят програмата; пулс анкетата е анонимна. Числата са за програмата, хората не се оценяват по тях.",
    coordinators: names => `Въпросите са добре дошли: ${names}.`,
    foot: "Това писмо виждате само вие и хората, които водят календара на програмата. По това време няма среща.",
    forYou: programme => `${programme}: за координатора`,
    onlyYou: "Това е само за вас. Моля, нека остане между вас и хората, за които се отнася.",
    left: "вече не участва в програмата.",
    notJoining: "предпочита да не участва.",
    paused: "в почивка, защото два цикъла нямаше никакъв знак и няма отговор на въпроса. Всеки знак я прекратява.",
    named: email =>
      `е посочено в Notion като координатор (${email}), но не е потвърдено и нищо не се съобщава там. Ако е вярно, потвърдете го в таблото на Кръг; ако не, махнете го от страницата на програмата.`,
    noShow: when => `участието се очакваше, но името не е сред дошлите, ${when}.`,
  },
};

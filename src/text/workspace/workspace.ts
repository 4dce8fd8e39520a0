import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { SourceKey } from "../../core/domain/values/row.ts";
import { quote } from "../phrases/phrase.ts";
import { DIGESTS, METRICS, SURVEYS } from "./figures.ts";
import { GROUPS, RESOURCES, ROADMAP } from "./goals.ts";
import { HELP, THANKS } from "./help.ts";
import { GATHERINGS, SESSIONS } from "./meetings.ts";
import { PEOPLE } from "./people.ts";
import { PROGRAMMES } from "./programmes.ts";
import type { ColumnTexts, SourceTexts } from "./source.ts";

const TEXTS = {
  programmes: PROGRAMMES,
  people: PEOPLE,
  roadmap: ROADMAP,
  groups: GROUPS,
  sessions: SESSIONS,
  surveys: SURVEYS,
  metrics: METRICS,
  resources: RESOURCES,
  digests: DIGESTS,
  help: HELP,
  gatherings: GATHERINGS,
  thanks: THANKS,
} satisfies { [S in SourceKey]: SourceTexts<S> };

/** What a data source is called. */
export function sourceName(source: SourceKey, language: Language): string {
  return TEXTS[source].name[language];
}

/** One or two sentences on what a page of the data source is. */
export function sourceDescription(source: SourceKey, language: Language): string {
  return TEXTS[source].description[language];
}

/**
 * What a column is called; unique within its data source.
 *
 * @throws for a key the schema does not have
 */
export function columnName(source: SourceKey, key: string, language: Language): string {
  return column(source, key)[language][0];
}

/**
 * One sentence on what to write in a column, or that Krug writes it; at most 160 characters.
 *
 * @throws for a key the schema does not have
 */
export function columnDescription(source: SourceKey, key: string, language: Language): string {
  return column(source, key)[language][1];
}

/** What an option is called, without commas, which Notion refuses; an option people added themselves is its own name. */
export function optionName(source: SourceKey, key: string, option: string, language: Language): string {
  const options: Readonly<Record<string, Readonly<Record<string, Texts>>>> = TEXTS[source].options;
  return options[key]?.[option]?.[language] ?? option;
}

/** The page above the tables, in sections; plain text, naming tables and columns as setup does. */
export function hub(language: Language): HubText {
  const table = (source: SourceKey) => quote(sourceName(source, language), language);
  const named = (source: SourceKey, key: string) => quote(columnName(source, key, language), language);
  return HUB[language]({
    programmes: table("programmes"),
    people: table("people"),
    roadmap: table("roadmap"),
    krugSays: named("people", "krugSays"),
    away: named("people", "away"),
    confidential: named("roadmap", "confidential"),
  });
}

/** The title of the page above the tables. */
export function hubTitle(language: Language): string {
  return hub(language).title;
}

/** The text of the page above the tables as plain paragraphs, with an empty line between them; headings are paragraphs. */
export function hubText(language: Language): string {
  const { intro, sections } = hub(language);
  return [...intro, ...sections.flatMap(section => [section.heading, ...section.paragraphs])].join("\n\n");
}

function column(source: SourceKey, key: string): ColumnTexts {
  const columns: Readonly<Record<string, ColumnTexts>> = TEXTS[source].columns;
  const found = columns[key];
  if (found === undefined) throw new Error(`the schema has no column ${source}.${key}`);
  return found;
}

interface HubText {
  title: string;
  /** Paragraphs before the first heading. */
  intro: string[];
  sections: { heading: string; paragraphs: string[] }[];
}

/** What the tables and columns are called, in quotation marks. */
interface HubNames {
  programmes: string;
  people: string;
  roadmap: string;
  krugSays: string;
  away: string;
  confidential: string;
}

/** The page above the tables: what this workspace is, where to start, who writes what, who sees what. */
const HUB: Readonly<Record<Language, (names: HubNames) => HubText>> = {
  en: names => ({
    title: "Krug: helping one another grow",
    intro: [
      "People meet in pairs and circles, help one another with goals, and ask what they want to know. Krug finds the time, sends the invitations and shows whether it helps.",
    ],
    sections: [
      {
        heading: "Where to start",
        paragraphs: [
          `Coordinators begin in ${names.programmes}: one page is one programme. Then add everyone who wants to join to ${names.people}.`,
          `If you take part, open your page in ${names.people}, check your working hours, and write one goal in ${names.roadmap}. That is enough for a start.`,
        ],
      },
      {
        heading: "What people write, what Krug writes",
        paragraphs: [
          "You may change everything except the columns whose description begins “Krug writes this”. Rename columns and add your own as you like.",
          `If Krug can’t use something, the page says why in ${names.krugSays}, and what to do. Nothing is lost meanwhile.`,
          `To skip a session, decline the invitation or move it. To take a break, fill in ${names.away} on your page. Nobody will ask why.`,
        ],
      },
      {
        heading: "Who sees what",
        paragraphs: [
          `Whoever can open these pages can read them. A goal marked ${names.confidential} stays out of invitations and everything else Krug writes, but can be read on its own page.`,
          "Invitations carry names and goals, never levels. The pulse is anonymous and is shown for the whole programme only, from four answers up.",
          "Figures are for the programme, not for appraising people.",
        ],
      },
    ],
  }),
  ru: names => ({
    title: "Круг: помогаем друг другу расти",
    intro: [
      "Люди встречаются парами и в кругах, помогают друг другу с целями и спрашивают о том, что хотят узнать. Круг находит время, рассылает приглашения и показывает, есть ли от этого польза.",
    ],
    sections: [
      {
        heading: "С чего начать",
        paragraphs: [
          `Если вы координируете программу, начните с таблицы ${names.programmes}: одна страница — одна программа. Затем добавьте в таблицу ${names.people} всех, кто хочет участвовать.`,
          `Если вы участвуете, откройте свою страницу в таблице ${names.people}, проверьте рабочие часы и запишите одну цель в таблице ${names.roadmap}. Для начала этого достаточно.`,
        ],
      },
      {
        heading: "Что пишут люди, а что — Круг",
        paragraphs: [
          "Менять можно всё, кроме столбцов, описание которых начинается словами «Заполняет Круг». Столбцы можно переименовывать и добавлять свои.",
          `Если Круг не может что-то использовать, на странице в столбце ${names.krugSays} написано, почему так и что сделать. За это время ничего не пропадёт.`,
          `Чтобы пропустить встречу, отклоните приглашение или перенесите его. Чтобы сделать перерыв, заполните столбец ${names.away} на своей странице. Причину никто не спросит.`,
        ],
      },
      {
        heading: "Кто что видит",
        paragraphs: [
          `Кто может открыть эти страницы, может их прочитать. Цель с отметкой ${names.confidential} не попадает ни в приглашения, ни в другие тексты Круга, но на своей странице она видна.`,
          "В приглашениях есть имена и цели, но никогда нет уровней. Пульс-опрос анонимный: результат показывается только по всей программе и только от четырёх ответов.",
          "Показатели нужны программе, людей по ним не оценивают.",
        ],
      },
    ],
  }),
  uk: names => ({
    title: "Круг: допомагаємо одне одному зростати",
    intro: [
      "Люди зустрічаються парами й у колах, допомагають одне одному з цілями та питають про те, що хочуть дізнатися. Круг знаходить час, надсилає запрошення й показує, чи є від цього користь.",
    ],
    sections: [
      {
        heading: "З чого почати",
        paragraphs: [
          `Якщо ви координуєте програму, почніть із таблиці ${names.programmes}: одна сторінка — одна програма. Потім додайте до таблиці ${names.people} усіх, хто хоче брати участь.`,
          `Якщо ви берете участь, відкрийте свою сторінку в таблиці ${names.people}, перевірте робочі години й запишіть одну ціль у таблиці ${names.roadmap}. Для початку цього досить.`,
        ],
      },
      {
        heading: "Що пишуть люди, а що — Круг",
        paragraphs: [
          "Змінювати можна все, крім стовпців, опис яких починається словами «Заповнює Круг». Стовпці можна перейменовувати й додавати свої.",
          `Якщо Круг не може чогось використати, на сторінці в стовпці ${names.krugSays} написано, чому так і що зробити. За цей час нічого не зникне.`,
          `Щоб пропустити зустріч, відхиліть запрошення або перенесіть його. Щоб зробити перерву, заповніть стовпець ${names.away} на своїй сторінці. Про причину ніхто не питатиме.`,
        ],
      },
      {
        heading: "Хто що бачить",
        paragraphs: [
          `Хто може відкрити ці сторінки, може їх прочитати. Ціль із позначкою ${names.confidential} не потрапляє ні до запрошень, ні до інших текстів Круга, але на своїй сторінці вона видима.`,
          "У запрошеннях є імена й цілі, але ніколи немає рівнів. Пульс-опитування анонімне: результат показується лише для всієї програми і лише від чотирьох відповідей.",
          "Показники потрібні програмі, людей за ними не оцінюють.",
        ],
      },
    ],
  }),
  bg: names => ({
    title: "Кръг: помагаме си взаимно да растем",
    intro: [
      "Хората се срещат по двойки и в кръгове, помагат си с целите и питат за това, което искат да научат. Кръг намира време, изпраща поканите и показва дали има полза.",
    ],
    sections: [
      {
        heading: "Откъде да започнете",
        paragraphs: [
          `Ако координирате програма, започнете от таблицата ${names.programmes}: една страница е една програма. После добавете в таблицата ${names.people} всички, които искат да участват.`,
          `Ако участвате, отворете страницата си в таблицата ${names.people}, проверете работното си време и запишете една цел в таблицата ${names.roadmap}. Като начало това е достатъчно.`,
        ],
      },
      {
        heading: "Какво пишат хората и какво – Кръг",
        paragraphs: [
          "Можете да променяте всичко освен колоните, чието описание започва с „Попълва се от Кръг“. Може да преименувате колони и да добавяте свои.",
          `Ако Кръг не може да използва нещо, на страницата в колоната ${names.krugSays} пише защо и какво да направите. Междувременно нищо не се губи.`,
          `За да пропуснете среща, откажете поканата или я преместете. За да си вземете почивка, попълнете колоната ${names.away} на страницата си. Никой няма да пита за причината.`,
        ],
      },
      {
        heading: "Кой какво вижда",
        paragraphs: [
          `Който може да отвори тези страници, може и да ги прочете. Цел с отметка ${names.confidential} не влиза нито в поканите, нито в друго, което Кръг пише, но на собствената си страница се вижда.`,
          "В поканите има имена и цели, но никога нива. Пулс анкетата е анонимна: резултатът се показва само за цялата програма и само при поне четири отговора.",
          "Показателите са за програмата, хората не се оценяват по тях.",
        ],
      },
    ],
  }),
};

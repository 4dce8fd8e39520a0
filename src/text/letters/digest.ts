import type { PageText } from "../../core/domain/command.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import { isAnonymous } from "../../core/rules/metrics/catalogue.ts";
import type { Digest } from "../../core/words/digest.ts";
import { repeatsNote } from "../meetings/surveys.ts";
import { metricBasis, metricFigure, metricName } from "../metrics/metrics.ts";
import { clip, listOf, plural, quote } from "../phrases/phrase.ts";
import { dayRange, monthName } from "../phrases/when.ts";

/** Names told for one skill or goal; more are counted. */
const MOST_NAMES = 4;

/** A programme's month as people read it: a page's title, and headings with a paragraph or two below each. */
export function digestText(digest: Digest, language: Language): { title: string; body: PageText[] } {
  const month = monthName(digest.month, language);
  const body: PageText[] = [paragraph(meetings(digest, language))];
  const section = (heading: Texts, paragraphs: string[]) => {
    if (paragraphs.length === 0) return;
    body.push({ kind: "heading", text: heading[language] }, ...paragraphs.map(paragraph));
  };
  section(HEADINGS.reached, reached(digest, language));
  section(HEADINGS.thanks, thanks(digest, language));
  section(HEADINGS.offers, offers(digest, language));
  section(HEADINGS.sought, sought(digest, language));
  section(HEADINGS.figures, figures(digest, language));
  return { title: `${month} · ${clip(digest.programme, 120)}`, body };
}

const HEADINGS = {
  reached: { en: "Goals reached", ru: "Достигнутые цели", uk: "Досягнуті цілі", bg: "Постигнати цели" },
  thanks: { en: "Thank you", ru: "Спасибо", uk: "Дякуємо", bg: "Благодарим" },
  offers: { en: "What is on offer", ru: "Кто чем поможет", uk: "Хто чим допоможе", bg: "Кой с какво помага" },
  sought: {
    en: "Sought, and offered by nobody yet",
    ru: "Ищут, но пока никто не предлагает",
    uk: "Шукають, але поки ніхто не пропонує",
    bg: "Търси се, а още никой не предлага",
  },
  figures: { en: "In figures", ru: "В цифрах", uk: "У цифрах", bg: "В числа" },
} as const satisfies Record<string, Texts>;

function paragraph(text: string): PageText {
  return { kind: "paragraph", text };
}

function meetings({ sessions, people, newPairs }: Digest, language: Language): string {
  if (sessions === 0)
    return {
      en: "No session is known to have taken place this month.",
      ru: "О состоявшихся встречах в этом месяце ничего не известно.",
      uk: "Про зустрічі, що відбулися цього місяця, нічого не відомо.",
      bg: "Няма сведения за състояли се срещи този месец.",
    }[language];
  const held: Texts = {
    en: `${sessions} ${plural(sessions, language, { one: "session", other: "sessions" })} took place, with ${people} ${plural(people, language, { one: "person", other: "people" })} in all.`,
    ru: `Состоялось встреч: ${sessions}, участвовало человек: ${people}.`,
    uk: `Відбулося зустрічей: ${sessions}, учасників: ${people}.`,
    bg: `Състоели се срещи: ${sessions}, участвали хора: ${people}.`,
  };
  const first: Texts = {
    en: `${newPairs} ${plural(newPairs, language, { one: "pair of people", other: "pairs of people" })} met for the first time.`,
    ru: `Познакомилось новых пар: ${newPairs}.`,
    uk: `Познайомилося нових пар: ${newPairs}.`,
    bg: `Запознали се нови двойки: ${newPairs}.`,
  };
  return newPairs === 0 ? held[language] : `${held[language]} ${first[language]}`;
}

function reached(digest: Digest, language: Language): string[] {
  if (digest.reached.length === 0) return [];
  const congratulation: Texts = {
    en: "Congratulations!",
    ru: "Поздравляем!",
    uk: "Вітаємо!",
    bg: "Честито!",
  };
  const goals = digest.reached.map(goal => {
    const title = quote(goal.title, language);
    return goal.owners.length === 0 ? title : `${title} (${someNames(goal.owners, language)})`;
  });
  return [`${goals.join("; ")}. ${congratulation[language]}`];
}

function thanks({ thanks: named, moreThanks }: Digest, language: Language): string[] {
  const lines = named.map(({ from, to, what }) => {
    const names = `${clip(from, 80)} → ${clip(to, 80)}`;
    return what.trim() === "" ? names : `${names}: ${quote(what, language)}`;
  });
  const more: Texts = {
    en: `${moreThanks} ${named.length === 0 ? plural(moreThanks, language, { one: "thank-you", other: "thanks" }) : "more"} this month.`,
    ru: `${named.length === 0 ? "Благодарностей за месяц" : "И ещё благодарностей за месяц"}: ${moreThanks}.`,
    uk: `${named.length === 0 ? "Подяк за місяць" : "І ще подяк за місяць"}: ${moreThanks}.`,
    bg: `${named.length === 0 ? "Благодарности през месеца" : "И още благодарности през месеца"}: ${moreThanks}.`,
  };
  return [...(lines.length === 0 ? [] : [`${lines.join("; ")}.`]), ...(moreThanks === 0 ? [] : [more[language]])];
}

function offers(digest: Digest, language: Language): string[] {
  if (digest.offers.length === 0) return [];
  const invitation: Texts = {
    en: "Ask them: half a question is enough to begin with.",
    ru: "Обращайтесь: для начала хватит и половины вопроса.",
    uk: "Звертайтеся: для початку вистачить і половини запитання.",
    bg: "Питайте ги: за начало стига и половин въпрос.",
  };
  const lines = digest.offers.map(({ skill, names }) => `${clip(skill, 80)}: ${someNames(names, language)}`);
  return [`${lines.join("; ")}.`, invitation[language]];
}

function sought(digest: Digest, language: Language): string[] {
  if (digest.sought.length === 0) return [];
  const appeal: Texts = {
    en: "Do you know a little about one of these? Write it into what you offer on your page. A half answer helps, others finish it.",
    ru: "Знаете что-нибудь из этого хоть немного? Допишите на своей странице, чем можете помочь. Помогает и неполный ответ: другие его дополнят.",
    uk: "Знаєте щось із цього хоч трохи? Допишіть на своїй сторінці, чим можете допомогти. Допомагає й неповна відповідь: інші її доповнять.",
    bg: "Знаете ли поне малко за нещо от това? Допишете на страницата си с какво можете да помогнете. Помага и непълен отговор: другите ще го допълнят.",
  };
  const lines = digest.sought.map(({ skill, people }) => `${clip(skill, 80)} (${people})`);
  return [`${lines.join(", ")}.`, appeal[language]];
}

function figures(digest: Digest, language: Language): string[] {
  if (digest.figures === null) return [];
  const { from, to, points } = digest.figures;
  const lines = points.map(
    point =>
      `${metricName(point.metricId, language)}: ${metricFigure(point.metricId, point.value, language)} (${metricBasis(point.metricId, point, language)})`,
  );
  const note: Texts = {
    en: "Figures are for the programme, not for appraising people.",
    ru: "Показатели нужны программе, людей по ним не оценивают.",
    uk: "Показники потрібні програмі, людей за ними не оцінюють.",
    bg: "Показателите са за програмата, хората не се оценяват по тях.",
  };
  const isRepeatable = points.some(point => isAnonymous(point.metricId));
  const notes = isRepeatable ? `${note[language]} ${repeatsNote(language)}` : note[language];
  return [`${dayRange(from, to, language)}. ${lines.join("; ")}.`, notes];
}

/** Names, and how many more there are. */
function someNames(names: readonly string[], language: Language): string {
  const more = names.length - MOST_NAMES;
  if (more <= 0) return listOf(names, language);
  const rest: Texts = { en: `${more} more`, ru: `ещё ${more}`, uk: `ще ${more}`, bg: `още ${more}` };
  return listOf([...names.slice(0, MOST_NAMES), rest[language]], language);
}

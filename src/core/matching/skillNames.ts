import { skillKey } from "../surveys/skill.ts";

/**
 * Skills people often write in another language than their colleagues: English, Russian, Ukrainian, Bulgarian, and usual
 * short names. One line a skill; a programme can give lines of its own.
 */
const SAME: readonly (readonly string[])[] = [
  ["testing", "qa", "quality assurance", "software testing", "тестирование", "тестування", "тестване"],
  ["architecture", "software architecture", "архитектура", "архітектура"],
  ["design", "дизайн"],
  ["analytics", "аналитика", "аналітика"],
  ["data analysis", "анализ данных", "аналіз даних", "анализ на данни"],
  ["machine learning", "ml", "машинное обучение", "машинне навчання", "машинно обучение"],
  ["databases", "базы данных", "бази даних", "бази данни"],
  ["security", "безопасность", "безпека", "сигурност"],
  ["development", "software development", "разработка", "розробка"],
  ["mobile development", "мобильная разработка", "мобільна розробка", "мобилна разработка"],
  ["web development", "веб-разработка", "веб-розробка", "уеб разработка"],
  ["programming", "программирование", "програмування", "програмиране"],
  ["documentation", "документация", "документація"],
  ["project management", "управление проектами", "управління проєктами", "управление на проекти"],
  ["product management", "управление продуктом", "управління продуктом", "управление на продукти"],
  ["people management", "управление людьми", "управління людьми", "управление на хора"],
  ["leadership", "лидерство", "лідерство"],
  ["communication", "коммуникация", "общение", "комунікація", "спілкування", "комуникация", "общуване"],
  ["public speaking", "публичные выступления", "публічні виступи", "публично говорене"],
  ["presentations", "презентации", "презентації"],
  ["negotiation", "negotiations", "переговоры", "переговори", "преговори", "водене на преговори"],
  ["sales", "продажи", "продажі", "продажби"],
  ["marketing", "маркетинг"],
  ["finance", "финансы", "фінанси", "финанси"],
  ["accounting", "bookkeeping", "бухгалтерия", "бухгалтерський облік", "счетоводство"],
  ["planning", "планирование", "планування", "планиране"],
  ["time management", "тайм-менеджмент", "управление временем", "управління часом", "управление на времето"],
  ["recruiting", "hiring", "подбор персонала", "найм", "добір персоналу", "подбор на персонал"],
  ["translation", "перевод", "переклад", "превод"],
  ["english", "английский", "английский язык", "англійська", "англійська мова", "английски", "английски език"],
  ["german", "немецкий", "немецкий язык", "німецька", "німецька мова", "немски", "немски език"],
  ["mathematics", "maths", "математика"],
  ["statistics", "статистика"],
  ["photography", "фотография", "фотографія"],
  ["spreadsheets", "электронные таблицы", "електронні таблиці", "електронни таблици"],
];

/**
 * Tells which names mean one skill: case, spaces, hyphens, ё and apostrophes do not matter, nor does the language where
 * the skill is known in several. "Testing", " testing " and "тестирование" are one.
 *
 * `more` are a programme's own lines of names for one skill; they count before the ones known here.
 */
export function skillIdentity(more: readonly (readonly string[])[] = []): (name: string) => string {
  const known = new Map<string, string>();
  for (const names of [...more, ...SAME]) {
    const keys = names.map(folded).filter(key => key !== "");
    const identity = keys.map(key => known.get(key)).find(found => found !== undefined) ?? keys[0];
    if (identity !== undefined) for (const key of keys) if (!known.has(key)) known.set(key, identity);
  }
  return name => known.get(folded(name)) ?? folded(name);
}

function folded(name: string): string {
  return skillKey(name.normalize("NFKC").replace(/[-‐-―_]+/g, " "))
    .replace(/[’ʼ`]/g, "'")
    .replaceAll("ё", "е");
}

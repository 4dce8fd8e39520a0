import type { Language } from "../../core/domain/values/language.ts";
import type { ActionComment } from "../../core/rules/insights/acting.ts";
import { listOf, quote } from "../phrase.ts";
import { columnName } from "../workspace.ts";

/** What Krug writes on a page because of an insight, for all who can read the page: what is wanted now, and never why. */
export function actionComment(comment: ActionComment, language: Language): string {
  switch (comment.kind) {
    case "ask_question": {
      const column = quote(columnName("sessions", "questions", language), language);
      return {
        en: `What would you like to be further with after these minutes? Write one concrete question in ${column}: then the time is enough.`,
        ru: `С чем хочется продвинуться за эти минуты? Запишите один конкретный вопрос в колонку ${column}: тогда времени хватит.`,
        uk: `З чим хочеться просунутися за ці хвилини? Запишіть одне конкретне запитання в колонку ${column}: тоді часу вистачить.`,
        bg: `С какво искате да напреднете за тези минути? Запишете един конкретен въпрос в колоната ${column}: тогава времето ще стигне.`,
      }[language];
    }
    case "offer_helper": {
      const skills = listOf(
        comment.skills.map(skill => quote(skill, language)),
        language,
      );
      return {
        en: `If a hand would be welcome here: ${comment.helper} offers help with ${skills}.`,
        ru: `Если здесь пригодится помощь: ${comment.helper} предлагает её по теме ${skills}.`,
        uk: `Якщо тут знадобиться допомога: ${comment.helper} пропонує її з теми ${skills}.`,
        bg: `Ако тук ще е от полза помощ: ${comment.helper} я предлага по темата ${skills}.`,
      }[language];
    }
    case "congratulate": {
      const names = listOf(comment.names, language);
      return {
        en: `Congratulations, ${names}: the goal is reached! Who helped? A word of thanks will please them.`,
        ru: `${names}, поздравляем: цель достигнута! Кто помогал? Слово благодарности всегда радует.`,
        uk: `${names}, вітаємо: цілі досягнуто! Хто допомагав? Слово подяки завжди тішить.`,
        bg: `${names}, честито: целта е постигната! Кой помогна? Добрата дума винаги радва.`,
      }[language];
    }
  }
}

import type { Language } from "../core/domain/values/language.ts";
import type { NamesUnreadFacts } from "../core/words/letterFacts.ts";
import { plural } from "./phrase.ts";

/** Tells who wrote them that names could not be read: never which, nor in which question they stood. */
export function namesUnread(
  { count, needsUrl }: NamesUnreadFacts,
  language: Language,
): { title: string; lines: string[] } {
  const one = count === 1;
  return {
    en: {
      title: "a name in your answers",
      lines: [
        `${count} ${plural(count, "en", { one: "name", other: "names" })} in your answers could not be read: nobody in the programme is called so, or more than one person is. So far ${one ? "it does" : "they do"} not count.`,
        `Please open the form again and write names as they stand in Notion, or e-mail addresses; the other questions can stay blank: ${needsUrl}`,
      ],
    },
    ru: {
      title: "имя в ваших ответах",
      lines: [
        `В ваших ответах не удалось распознать имена (${count}): в программе никого так не зовут или таких людей несколько. Пока ${one ? "это имя не учитывается" : "эти имена не учитываются"}.`,
        `Откройте форму ещё раз и напишите имена, как они записаны в Notion, или адреса почты; остальные вопросы можно оставить пустыми: ${needsUrl}`,
      ],
    },
    uk: {
      title: "ім’я у ваших відповідях",
      lines: [
        `У ваших відповідях не вдалося розпізнати імена (${count}): у програмі нікого так не звати або таких людей кілька. Поки ${one ? "це ім’я не враховується" : "ці імена не враховуються"}.`,
        `Відкрийте форму ще раз і напишіть імена, як вони записані в Notion, або адреси пошти; інші запитання можна залишити порожніми: ${needsUrl}`,
      ],
    },
    bg: {
      title: "име във вашите отговори",
      lines: [
        `В отговорите ви има неразпознати имена (${count}): в програмата няма хора с такова име или са повече от един. Засега ${one ? "то не се брои" : "те не се броят"}.`,
        `Отворете отново формуляра и напишете имената, както са записани в Notion, или имейл адреси; другите въпроси може да останат празни: ${needsUrl}`,
      ],
    },
  }[language];
}

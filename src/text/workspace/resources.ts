import type { Texts } from "../../core/domain/values/language.ts";
import { KRUG_SAYS, LANGUAGE_OPTIONS, type SourceTexts } from "./source.ts";

export const RESOURCES = {
  name: { en: "Resources", ru: "Материалы", uk: "Матеріали", bg: "Материали" },
  description: {
    en: "Each page is a course, a book, a talk or a text that helps with a skill. Add what helped you.",
    ru: "Каждая страница — курс, книга, выступление или текст, который помогает освоить навык. Добавьте то, что помогло вам.",
    uk: "Кожна сторінка — курс, книга, виступ або текст, що допомагає опанувати навичку. Додайте те, що допомогло вам.",
    bg: "Всяка страница е курс, книга, лекция или текст, който помага за едно умение. Добавете каквото е помогнало на вас.",
  },
  columns: {
    title: {
      en: ["Title", "The name of the course, book or text."],
      ru: ["Название", "Как называется курс, книга или текст."],
      uk: ["Назва", "Як називається курс, книга або текст."],
      bg: ["Заглавие", "Как се казва курсът, книгата или текстът."],
    },
    link: {
      en: ["Link", "Where to find it, for example https://example.org/course."],
      ru: ["Ссылка", "Где это найти, например https://example.org/course."],
      uk: ["Посилання", "Де це знайти, наприклад https://example.org/course."],
      bg: ["Връзка", "Къде се намира, например https://example.org/course."],
    },
    skill: {
      en: ["Skill", "The skills it helps with, for example testing."],
      ru: ["Навык", "Какие навыки помогает развить, например тестирование."],
      uk: ["Навичка", "Які навички допомагає розвинути, наприклад тестування."],
      bg: ["Умение", "За кои умения помага, например тестване."],
    },
    kind: {
      en: ["Kind", "What it is: a course, an article, a book and so on."],
      ru: ["Вид", "Что это: курс, статья, книга и так далее."],
      uk: ["Вид", "Що це: курс, стаття, книга тощо."],
      bg: ["Вид", "Какво е: курс, статия, книга и така нататък."],
    },
    language: {
      en: ["Language", "The language it is in."],
      ru: ["Язык", "На каком это языке."],
      uk: ["Мова", "Якою це мовою."],
      bg: ["Език", "На какъв език е."],
    },
    suggested: {
      en: ["Suggested", "Krug writes this: to which programme it was suggested, and why; never to a single person."],
      ru: ["Кому предложено", "Заполняет Круг: какой программе предложено и почему; никогда не одному человеку."],
      uk: ["Кому запропоновано", "Заповнює Круг: якій програмі запропоновано і чому; ніколи не одній людині."],
      bg: ["На кого е предложено", "Попълва се от Кръг: на коя програма е предложено и защо; никога на отделен човек."],
    },
    krugSays: KRUG_SAYS,
  },
  options: {
    kind: {
      course: { en: "Course", ru: "Курс", uk: "Курс", bg: "Курс" },
      conference: { en: "Conference", ru: "Конференция", uk: "Конференція", bg: "Конференция" },
      certificate: { en: "Certificate", ru: "Сертификат", uk: "Сертифікат", bg: "Сертификат" },
      article: { en: "Article", ru: "Статья", uk: "Стаття", bg: "Статия" },
      video: { en: "Video", ru: "Видео", uk: "Відео", bg: "Видео" },
      book: { en: "Book", ru: "Книга", uk: "Книга", bg: "Книга" },
    } satisfies Record<"course" | "conference" | "certificate" | "article" | "video" | "book", Texts>,
    language: LANGUAGE_OPTIONS,
  },
} satisfies SourceTexts<"resources">;

import { LANGUAGES } from "../../core/domain/values/language.ts";
import { columnName } from "../../text/phrases/names.ts";

/** What a column of a list can say of a person. */
export const LIST_COLUMNS = [
  "name",
  "firstName",
  "lastName",
  "email",
  "zone",
  "hours",
  "languages",
  "team",
  "manager",
  "level",
  "offers",
  "seeks",
  "consent",
] as const;

export type ListColumn = (typeof LIST_COLUMNS)[number];

/** Which column of a file, counted from 0, says what. */
export type Understood = Partial<Record<ListColumn, number>>;

/** What spreadsheets call these columns, beside what Krug's own tables do: in all four languages, without case, spaces and signs. */
const ALSO: Readonly<Record<ListColumn, readonly string[]>> = {
  name: [
    "name",
    "full name",
    "employee",
    "member",
    "имя",
    "фио",
    "сотрудник",
    "имя и фамилия",
    "ім'я",
    "піб",
    "ім'я та прізвище",
    "име",
    "име и фамилия",
    "служител",
  ],
  firstName: ["first name", "given name", "forename", "имя (первое)", "особисте ім'я", "собствено име", "първо име"],
  lastName: ["last name", "surname", "family name", "фамилия", "прізвище", "фамилно име", "фамилия (последно)"],
  email: [
    "e-mail",
    "email",
    "mail",
    "email address",
    "e-mail address",
    "work email",
    "почта",
    "эл. почта",
    "электронная почта",
    "адрес",
    "пошта",
    "ел. пошта",
    "електронна пошта",
    "имейл",
    "имейл адрес",
    "електронна поща",
    "ел. поща",
  ],
  zone: [
    "zone",
    "time zone",
    "timezone",
    "tz",
    "city",
    "location",
    "часовой пояс",
    "город",
    "часовий пояс",
    "місто",
    "часова зона",
    "часови пояс",
    "град",
  ],
  hours: [
    "hours",
    "working hours",
    "work hours",
    "рабочие часы",
    "часы",
    "робочі години",
    "години",
    "работно време",
    "часове",
  ],
  languages: ["languages", "language", "языки", "язык", "мови", "мова", "езици", "език"],
  team: ["team", "department", "unit", "отдел", "команда", "подразделение", "відділ", "підрозділ", "екип"],
  manager: [
    "manager",
    "boss",
    "line manager",
    "reports to",
    "руководитель",
    "начальник",
    "керівник",
    "ръководител",
    "мениджър",
    "шеф",
  ],
  level: ["level", "grade", "seniority", "уровень", "рівень", "ниво"],
  offers: [
    "offers",
    "can help with",
    "skills",
    "offer",
    "can teach",
    "чем могу помочь",
    "навыки",
    "умею",
    "чим можу допомогти",
    "навички",
    "с какво мога да помогна",
    "умения",
  ],
  seeks: [
    "seeks",
    "wants to learn",
    "needs",
    "looks for",
    "interests",
    "чему хочу научиться",
    "ищу",
    "чого хочу навчитися",
    "шукаю",
    "какво искам да науча",
    "търся",
  ],
  consent: [
    "consent",
    "consented",
    "agreed",
    "consent date",
    "agreed on",
    "date of consent",
    "согласие",
    "дата согласия",
    "згода",
    "дата згоди",
    "съгласие",
    "дата на съгласие",
  ],
};

const folded = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

/** What each column of a header says, by its name; a column that says nothing Krug knows is in none. */
export function guessed(header: readonly string[]): Understood {
  const understood: Understood = {};
  for (const [index, name] of header.entries()) {
    const column = columnCalled(name);
    if (column !== null && understood[column] === undefined) understood[column] = index;
  }
  return understood;
}

/** The column that a name in a header means; null for none. */
export function columnCalled(name: string): ListColumn | null {
  const wanted = folded(name);
  if (wanted === "") return null;
  return LIST_COLUMNS.find(column => namesOf(column).includes(wanted)) ?? null;
}

function namesOf(column: ListColumn): string[] {
  const own =
    column === "firstName" || column === "lastName" ? [] : LANGUAGES.map(one => columnName("people", column, one));
  return [...own, ...ALSO[column]].map(folded);
}

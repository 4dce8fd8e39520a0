import type { Language } from "../../src/core/domain/values/language.ts";

/** Somebody of a year's cast, as their page says at first. */
export interface Somebody {
  key: string;
  name: string;
  email: string;
  zone: string;
  hours: string;
  level: number | null;
  offers: string[];
  seeks: string[];
  team: string;
  manager: string | null;
  sessionsAWeek: number | null;
  /** People they can help at once. */
  mentees: number | null;
  languages: Language[];
  /** What stands in their calendar every week, by their own clock. */
  busy: { weekday: number; from: string; to: string }[];
  goal: { title: string; nextStep: string };
}

const NAMES: Readonly<Record<Language, readonly string[]>> = {
  en: ["Alice", "Ben", "Clara", "David", "Emma", "Frank", "Grace", "Henry", "Iris", "Jack", "Kate", "Leo"],
  ru: ["Алиса", "Борис", "Вера", "Григорий", "Дарья", "Егор", "Зоя", "Илья", "Ксения", "Лев", "Мария", "Никита"],
  uk: ["Аліна", "Богдан", "Віра", "Гнат", "Дарина", "Євген", "Зоряна", "Ігор", "Катерина", "Левко", "Марія", "Назар"],
  bg: ["Ани", "Борис", "Вяра", "Георги", "Диана", "Емил", "Живка", "Илия", "Калина", "Любен", "Мария", "Николай"],
};

const SKILLS: Readonly<Record<Language, readonly string[]>> = {
  en: ["Testing", "SQL", "Public speaking", "Writing", "Charts", "Planning"],
  ru: ["Тестирование", "SQL", "Публичные выступления", "Деловая переписка", "Графики", "Планирование"],
  uk: ["Тестування", "SQL", "Публічні виступи", "Ділове листування", "Графіки", "Планування"],
  bg: ["Тестване", "SQL", "Публично говорене", "Делово писане", "Графики", "Планиране"],
};

const GOALS: Readonly<Record<Language, { title: (skill: string) => string; nextStep: string }>> = {
  en: { title: skill => `Get from the basics to a talk of my own: ${skill}`, nextStep: "Ask for a second opinion" },
  ru: { title: skill => `Дойти от основ до своего доклада: ${skill}`, nextStep: "Спросить мнение со стороны" },
  uk: { title: skill => `Дійти від основ до власної доповіді: ${skill}`, nextStep: "Спитати думку збоку" },
  bg: { title: skill => `От основите до собствена лекция: ${skill}`, nextStep: "Да поискам второ мнение" },
};

const SOFIA = { zone: "Europe/Sofia", hours: "Mon-Fri 9-18" };
const KYIV = { zone: "Europe/Kyiv", hours: "Пн-Пт 9:00-18:00" };
const BERLIN = { zone: "Europe/Berlin", hours: "Mon-Thu 8-17; Fri 8-13" };
const LISBON = { zone: "Europe/Lisbon", hours: "9-17" };
/** Comes on Tuesdays first. */
const PART_TIME = { zone: "Europe/Berlin", hours: "Tue-Fri 9-15" };
const ALMATY = { zone: "Asia/Almaty", hours: "Пн-Пт 10-19" };

type Draft = Omit<Somebody, "name" | "email" | "offers" | "seeks" | "goal"> & { offers: number[]; seeks: number[] };

const rest = { busy: [], sessionsAWeek: null, mentees: null, manager: null, languages: ["en"] as Language[] };
const meeting = (weekday: number, from: string, to: string) => ({ weekday, from, to });

/** Who takes part from the start; the last two come later. `h` leads two of them, `i` two others. */
const DRAFTS: readonly Draft[] = [
  { ...rest, ...SOFIA, key: "a", level: 1, team: "Shop", manager: "h", offers: [1], seeks: [0, 2] },
  { ...rest, ...KYIV, key: "b", level: 1, team: "Shop", manager: "h", offers: [4], seeks: [3, 5] },
  { ...rest, ...BERLIN, key: "c", level: 2, team: "Data", manager: "i", offers: [3], seeks: [1, 4] },
  { ...rest, ...LISBON, key: "d", level: 2, team: "Data", manager: "i", offers: [0, 1], seeks: [2] },
  { ...rest, ...PART_TIME, key: "e", level: 3, team: "Shop", offers: [2], seeks: [0, 5] },
  { ...rest, ...SOFIA, key: "f", level: 3, team: "Care", offers: [5], seeks: [1], sessionsAWeek: 1 },
  { ...rest, ...ALMATY, key: "g", level: 4, team: "Care", offers: [0, 3], seeks: [4] },
  { ...rest, ...KYIV, key: "h", level: 5, team: "Shop", offers: [2, 5], seeks: [4], sessionsAWeek: 2, mentees: 2 },
  { ...rest, ...BERLIN, key: "i", level: 4, team: "Data", offers: [1, 4], seeks: [3], mentees: 1 },
  { ...rest, ...SOFIA, key: "j", level: null, team: "", languages: [], offers: [], seeks: [2] },
  { ...rest, ...LISBON, key: "k", level: 2, team: "Care", offers: [4], seeks: [5] },
  { ...rest, ...KYIV, key: "l", level: 1, team: "Shop", manager: "h", offers: [3], seeks: [0] },
].map((draft, index) => ({
  ...draft,
  busy: [
    meeting(1 + (index % 5), "10:00", "11:30"),
    meeting(1 + ((index + 2) % 5), "14:00", "15:00"),
    meeting(3, "12:00", "13:00"),
  ],
}));

/** Twelve people in five zones, called and skilled as a language's people are; everybody speaks it but who says nothing. */
export function castOf(language: Language): Somebody[] {
  const skill = (index: number) => SKILLS[language][index] ?? "";
  return DRAFTS.map((draft, index) => ({
    ...draft,
    name: NAMES[language][index] ?? draft.key,
    email: `${draft.key}@example.org`,
    languages: draft.languages.length === 0 ? [] : [...new Set([language, ...draft.languages])],
    offers: draft.offers.map(skill),
    seeks: draft.seeks.map(skill),
    goal: { title: GOALS[language].title(skill(draft.seeks[0] ?? 0)), nextStep: GOALS[language].nextStep },
  }));
}

/** A skill by its place, as the language has it. */
export function skillOf(language: Language, index: number): string {
  return SKILLS[language][index] ?? "";
}

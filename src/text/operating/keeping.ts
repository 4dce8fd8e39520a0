import type { Language, Texts } from "../../core/domain/values/language.ts";

/** What is not as it should be with the key under which is kept what people say in confidence. */
export type KeepingTrouble = "no_key" | "key_gone" | "opened";

/** The command that makes a key and sets it. */
export const SET_KEY = "openssl rand -base64 32 | npx wrangler secret put KEEPING_KEY";

/** The same in a sentence, for the coordinator and the operator. */
export function keepingSentence(trouble: KeepingTrouble, language: Language): string {
  return SENTENCES[trouble][language];
}

const SENTENCES: Readonly<Record<KeepingTrouble, Texts>> = {
  no_key: {
    en: `What people say in confidence lies in the database as plain text, for it has no key yet. Whoever runs Krug sets one with \`${SET_KEY}\`; the next run seals everything.`,
    ru: `Сказанное конфиденциально лежит в базе данных открытым текстом: ключа пока нет. Тот, кто обслуживает Круг, задаёт его командой \`${SET_KEY}\`; следующий запуск всё зашифрует.`,
    uk: `Сказане довірливо лежить у базі даних відкритим текстом: ключа поки немає. Той, хто обслуговує Круг, задає його командою \`${SET_KEY}\`; наступний запуск усе зашифрує.`,
    bg: `Казаното поверително стои в базата данни като открит текст: още няма ключ. Който поддържа Кръг, го задава с \`${SET_KEY}\`; следващото изпълнение шифрова всичко.`,
  },
  key_gone: {
    en: "The key is gone under which is kept what people say in confidence (KEEPING_KEY). Krug does nothing until it is set again; meetings that are planned stand.",
    ru: "Пропал ключ, под которым хранится сказанное конфиденциально (KEEPING_KEY). Пока его не зададут снова, Круг ничего не делает; запланированные встречи остаются в силе.",
    uk: "Зник ключ, під яким зберігається сказане довірливо (KEEPING_KEY). Доки його не задано знову, Круг нічого не робить; заплановані зустрічі лишаються чинними.",
    bg: "Липсва ключът, под който се пази казаното поверително (KEEPING_KEY). Докато не бъде зададен отново, Кръг не прави нищо; планираните срещи остават.",
  },
  opened: {
    en: "What people said in confidence was written open, to go back to an older version. Krug does nothing until that version is deployed, or until `npm run seal` seals it again.",
    ru: "Сказанное конфиденциально расшифровано для возврата к прежней версии. Круг ничего не делает, пока её не развернут или пока `npm run seal` не зашифрует всё снова.",
    uk: "Сказане довірливо розшифровано для повернення до попередньої версії. Круг нічого не робить, доки її не розгорнуть або доки `npm run seal` не зашифрує все знову.",
    bg: "Казаното поверително е разшифровано за връщане към предишна версия. Кръг не прави нищо, докато тя не бъде разгърната или докато `npm run seal` не шифрова всичко отново.",
  },
};

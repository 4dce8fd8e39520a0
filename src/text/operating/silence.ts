import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { dayAndTime } from "../phrases/when.ts";

/** That no run has ended since a moment (told in UTC), and where to look: for the operator's chat and mail. */
export function silenceNotice(
  since: Instant,
  link: string | null,
  language: Language,
): { heading: string; lines: string[]; link: string | null } {
  const at = `${dayAndTime(since, "UTC", language)} UTC`;
  return { heading: HEADING[language], lines: LINES[language](at), link };
}

const HEADING: Texts = {
  en: "Krug has gone silent",
  ru: "Круг замолчал",
  uk: "Круг замовк",
  bg: "Кръг замлъкна",
};

const LINES: Readonly<Record<Language, (at: string) => string[]>> = {
  en: at => [
    `No run has ended since ${at}. Invitations, changes and surveys wait; nothing is lost.`,
    "What to do: run “npm run doctor”, and see what the Worker says with “npx wrangler tail”. This is told once.",
  ],
  ru: at => [
    `С ${at} не завершился ни один запуск. Приглашения, изменения и опросы ждут; ничего не потеряно.`,
    "Что делать: выполните «npm run doctor» и посмотрите, что сообщает Worker, командой «npx wrangler tail». Это сообщение приходит один раз.",
  ],
  uk: at => [
    `Від ${at} не завершився жоден запуск. Запрошення, зміни й опитування чекають; нічого не втрачено.`,
    "Що робити: виконайте «npm run doctor» і подивіться, що повідомляє Worker, командою «npx wrangler tail». Це повідомлення надходить один раз.",
  ],
  bg: at => [
    `От ${at} не е завършило нито едно изпълнение. Поканите, промените и анкетите чакат; нищо не е загубено.`,
    "Какво да направите: изпълнете „npm run doctor“ и вижте какво съобщава Worker с „npx wrangler tail“. Това съобщение идва само веднъж.",
  ],
};

/** The same in a line, for the dashboard. */
export function silentSentence(since: Instant, zone: string, language: Language): string {
  const at = dayAndTime(since, zone, language);
  return {
    en: `No run has ended since ${at}: what is shown here is old. Tell whoever operates Krug; “npm run doctor” says why.`,
    ru: `С ${at} не завершился ни один запуск: то, что здесь показано, устарело. Сообщите тому, кто обслуживает Круг; причину покажет «npm run doctor».`,
    uk: `Від ${at} не завершився жоден запуск: те, що тут показано, застаріло. Повідомте того, хто обслуговує Круг; причину покаже «npm run doctor».`,
    bg: `От ${at} не е завършило нито едно изпълнение: показаното тук е остаряло. Кажете на този, който поддържа Кръг; „npm run doctor“ показва защо.`,
  }[language];
}

import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Outage } from "../../core/rules/guards/outages.ts";
import { dayAndTime } from "../phrases/when.ts";

/** What stands still and what to do about it, for the operator; with the time at which Krug tries again, where there is one. */
export function outageSentence(
  stop: { what: Outage["what"]; until: Instant | null; why?: string },
  zone: string,
  language: Language,
): string {
  const at = stop.until === null ? "" : dayAndTime(stop.until, zone, language);
  return SENTENCES[stop.what](at, stop.why ?? "")[language];
}

/** A text without e-mail addresses, and calendars' ids that may be one, for whoever is no coordinator. */
export function withoutAddresses(text: string): string {
  return text
    .split(" ")
    .map(word => (word.includes("@") ? "…" : word))
    .join(" ");
}

/** What the operator's chat is told of runs that were killed in a row; `programmeId` is the page of the programme the last one was in. */
export function killedNotice(
  programmeId: string | null,
  language: Language,
): { heading: string; lines: string[]; link: string | null } {
  const says = outageSentence({ what: "runs_killed", until: null, why: programmeId ?? "" }, "UTC", language);
  return { heading: KILLED_HEADING[language], lines: [says], link: null };
}

const KILLED_HEADING: Texts = {
  en: "Krug: runs do not come to their end",
  ru: "Круг: запуски не доходят до конца",
  uk: "Круг: запуски не доходять до кінця",
  bg: "Кръг: изпълненията не стигат до края",
};

const SENTENCES: Readonly<Record<Outage["what"], (at: string, why: string) => Texts>> = {
  notion_blocked: at => ({
    en: `Notion has blocked Krug’s requests. Krug asks nothing until ${at}, then tries once more; edits made meanwhile are not lost. If it goes on, write to Notion’s support.`,
    ru: `Notion заблокировал запросы Круга. До ${at} Круг ничего не запрашивает, потом попробует ещё раз; правки за это время не пропадут. Если это продолжится, напишите в поддержку Notion.`,
    uk: `Notion заблокував запити Круга. До ${at} Круг нічого не запитує, потім спробує ще раз; правки за цей час не пропадуть. Якщо це триватиме, напишіть у підтримку Notion.`,
    bg: `Notion блокира заявките на Кръг. До ${at} Кръг не пита нищо, после опитва отново; промените дотогава не се губят. Ако това продължи, пишете до поддръжката на Notion.`,
  }),
  calendar_blocked: at => ({
    en: `Google Calendar takes no requests for now. Krug asks nothing until ${at}, then tries once more; edits made meanwhile are not lost.`,
    ru: `Google Календарь пока не принимает запросы. До ${at} Круг ничего не запрашивает, потом попробует ещё раз; правки за это время не пропадут.`,
    uk: `Google Календар поки не приймає запитів. До ${at} Круг нічого не запитує, потім спробує ще раз; правки за цей час не пропадуть.`,
    bg: `Google Календар засега не приема заявки. До ${at} Кръг не пита нищо, после опитва отново; промените дотогава не се губят.`,
  }),
  invitations_blocked: at => ({
    en: `Google takes no more invitations from this account for now (“Calendar usage limits exceeded”). They wait and go out after ${at}; pages and forms go on. If it happens often, send fewer a day.`,
    ru: `Google пока не принимает приглашения от этого аккаунта («Calendar usage limits exceeded»). Они ждут и уйдут после ${at}; страницы и формы работают дальше. Если это повторяется, рассылайте меньше приглашений в день.`,
    uk: `Google поки не приймає запрошень від цього облікового запису («Calendar usage limits exceeded»). Вони чекають і підуть після ${at}; сторінки й форми працюють далі. Якщо це повторюється, надсилайте менше запрошень на день.`,
    bg: `Google засега не приема покани от този профил („Calendar usage limits exceeded“). Те чакат и тръгват след ${at}; страниците и формулярите работят нататък. Ако това се повтаря, изпращайте по-малко покани на ден.`,
  }),
  google_signed_out: () => ({
    en: "Google no longer accepts Krug’s sign-in: the consent has expired or was withdrawn. Nothing is synced until somebody consents anew and the new token is set as GOOGLE_REFRESH_TOKEN; then Krug goes on where it stopped. While the app’s consent screen is in “Testing”, Google ends the consent every 7 days.",
    ru: "Google больше не принимает вход Круга: согласие истекло или отозвано. Ничего не синхронизируется, пока кто-нибудь не даст согласие заново и новый токен не будет записан в GOOGLE_REFRESH_TOKEN; потом Круг продолжит с того же места. Пока экран согласия приложения в режиме «Testing», Google прекращает согласие каждые 7 дней.",
    uk: "Google більше не приймає вхід Круга: згода закінчилася або її відкликано. Нічого не синхронізується, доки хтось не дасть згоду знову і новий токен не буде записано в GOOGLE_REFRESH_TOKEN; потім Круг продовжить з того самого місця. Поки екран згоди застосунку в режимі «Testing», Google припиняє згоду кожні 7 днів.",
    bg: "Google вече не приема влизането на Кръг: съгласието е изтекло или е оттеглено. Нищо не се синхронизира, докато някой не даде съгласие отново и новият токен не бъде записан в GOOGLE_REFRESH_TOKEN; после Кръг продължава оттам, докъдето е стигнал. Докато екранът за съгласие на приложението е в режим „Testing“, Google прекратява съгласието на всеки 7 дни.",
  }),
  notion_signed_out: () => ({
    en: "Notion no longer accepts Krug’s token. Nothing is synced until the integration’s current token is set as NOTION_TOKEN; then Krug goes on where it stopped.",
    ru: "Notion больше не принимает токен Круга. Ничего не синхронизируется, пока действующий токен интеграции не будет записан в NOTION_TOKEN; потом Круг продолжит с того же места.",
    uk: "Notion більше не приймає токен Круга. Нічого не синхронізується, доки чинний токен інтеграції не буде записано в NOTION_TOKEN; потім Круг продовжить з того самого місця.",
    bg: "Notion вече не приема токена на Кръг. Нищо не се синхронизира, докато валидният токен на интеграцията не бъде записан в NOTION_TOKEN; после Кръг продължава оттам, докъдето е стигнал.",
  }),
  other_calendar: (_, kept) => ({
    en: `GOOGLE_CALENDAR names another calendar than the one Krug planned everything in (${kept}). Until that is settled Krug does nothing at all: nobody is invited or called off, and meetings in the former calendar stay as they are. To go back, set GOOGLE_CALENDAR to ${kept}: everything goes on where it stopped. To move, run \`npm run calendar -- --anew\`: everybody is invited to coming meetings in the new calendar, and those in the former one are yours to delete.`,
    ru: `В GOOGLE_CALENDAR указан не тот календарь, в котором Круг всё запланировал (${kept}). Пока это не решено, Круг ничего не делает: никого не приглашает, ничего не отменяет, встречи в прежнем календаре остаются как есть. Чтобы вернуться, укажите в GOOGLE_CALENDAR ${kept}: всё продолжится с того же места. Чтобы переехать, выполните \`npm run calendar -- --anew\`: на предстоящие встречи всех пригласят в новом календаре, а встречи в прежнем удалите сами.`,
    uk: `У GOOGLE_CALENDAR вказано не той календар, у якому Круг усе запланував (${kept}). Доки це не вирішено, Круг нічого не робить: нікого не запрошує, нічого не скасовує, зустрічі в попередньому календарі лишаються як є. Щоб повернутися, вкажіть у GOOGLE_CALENDAR ${kept}: усе продовжиться з того самого місця. Щоб переїхати, виконайте \`npm run calendar -- --anew\`: на майбутні зустрічі всіх запросять у новому календарі, а зустрічі в попередньому видаліть самі.`,
    bg: `GOOGLE_CALENDAR сочи друг календар, а не този, в който Кръг е планирал всичко (${kept}). Докато това не се уреди, Кръг не прави нищо: никого не кани, нищо не отменя и срещите в предишния календар остават, както са. За да се върнете, задайте в GOOGLE_CALENDAR ${kept}: всичко продължава оттам, докъдето е стигнало. За да се преместите, изпълнете \`npm run calendar -- --anew\`: всички получават покани за предстоящите срещи в новия календар, а срещите в предишния изтрийте вие.`,
  }),
  other_notion: (_, kept) => ({
    en: `NOTION_PARENT_PAGE names another page than the one Krug’s tables lie under (${kept}). Until that is settled Krug does nothing at all, and everything stays as it is. To go back, set NOTION_PARENT_PAGE to ${kept}; if the tables were moved, move all of them under the new page. To begin anew with other tables, give Krug an empty database and calendar.`,
    ru: `В NOTION_PARENT_PAGE указана не та страница, под которой лежат таблицы Круга (${kept}). Пока это не решено, Круг ничего не делает, и всё остаётся как есть. Чтобы вернуться, укажите в NOTION_PARENT_PAGE ${kept}; если таблицы перенесли, перенесите под новую страницу все. Чтобы начать заново с другими таблицами, дайте Кругу пустую базу данных и пустой календарь.`,
    uk: `У NOTION_PARENT_PAGE вказано не ту сторінку, під якою лежать таблиці Круга (${kept}). Доки це не вирішено, Круг нічого не робить, і все лишається як є. Щоб повернутися, вкажіть у NOTION_PARENT_PAGE ${kept}; якщо таблиці перенесли, перенесіть під нову сторінку всі. Щоб почати заново з іншими таблицями, дайте Кругу порожню базу даних і порожній календар.`,
    bg: `NOTION_PARENT_PAGE сочи друга страница, а не тази, под която са таблиците на Кръг (${kept}). Докато това не се уреди, Кръг не прави нищо и всичко остава, както е. За да се върнете, задайте в NOTION_PARENT_PAGE ${kept}; ако таблиците са преместени, преместете всички под новата страница. За да започнете отначало с други таблици, дайте на Кръг празна база данни и празен календар.`,
  }),
  runs_killed: (_, programmeId) => killed(programmeId === "" ? null : notionAddress(programmeId)),
  tables_contested: (_, tables) => ({
    en: `Several tables in Notion carry the marks of one, and Krug can’t tell which is the right one: ${tables}. Nothing is synced until the copy is in the trash or out of Krug’s page, or the [krug:…] marks are taken out of the descriptions of its columns.`,
    ru: `Несколько таблиц в Notion несут одни и те же метки, и Круг не может понять, какая из них настоящая: ${tables}. Ничего не синхронизируется, пока копия не окажется в корзине или вне страницы Круга либо пока из описаний её столбцов не убраны метки [krug:…].`,
    uk: `Кілька таблиць у Notion мають однакові мітки, і Круг не може визначити, яка з них справжня: ${tables}. Нічого не синхронізується, доки копія не опиниться в кошику або поза сторінкою Круга чи доки з описів її стовпців не прибрано мітки [krug:…].`,
    bg: `Няколко таблици в Notion носят едни и същи знаци и Кръг не може да разбере коя е истинската: ${tables}. Нищо не се синхронизира, докато копието не е в кошчето или извън страницата на Кръг, или докато от описанията на колоните му не бъдат махнати знаците [krug:…].`,
  }),
};

function killed(programme: string | null): Texts {
  return programme === null
    ? {
        en: "Cloudflare ended three of Krug’s runs in a row before they were done, for their time or memory, and it is not known in which programme. Each run tries again. Look at what was edited last in Notion and take it back; then at the Worker’s logs.",
        ru: "Cloudflare прервал три запуска Круга подряд: им не хватило времени или памяти. В какой программе это случилось, неизвестно. Каждый запуск пробует снова. Посмотрите, что в Notion правили последним, и верните как было; затем посмотрите журналы Worker.",
        uk: "Cloudflare перервав три запуски Круга поспіль: їм забракло часу або пам’яті. У якій програмі це сталося, невідомо. Кожен запуск пробує знову. Погляньте, що в Notion редагували останнім, і поверніть як було; потім перегляньте журнали Worker.",
        bg: "Cloudflare прекъсна три поредни изпълнения на Кръг, защото времето или паметта не стигнаха. Не се знае в коя програма. Всяко изпълнение опитва отново. Вижте какво е редактирано последно в Notion и го върнете; след това прегледайте дневниците на Worker.",
      }
    : {
        en: `Cloudflare ended three of Krug’s runs in a row before they were done, for their time or memory. The last was deciding for this programme: ${programme}. Each run tries again. Take back what was edited last on its page or on those of its people, or set the programme to paused until it is found.`,
        ru: `Cloudflare прервал три запуска Круга подряд: им не хватило времени или памяти. Последний решал за эту программу: ${programme}. Каждый запуск пробует снова. Верните то, что последним правили на её странице или на страницах её участников, либо поставьте программу на паузу, пока причина не найдена.`,
        uk: `Cloudflare перервав три запуски Круга поспіль: їм забракло часу або пам’яті. Останній вирішував за цю програму: ${programme}. Кожен запуск пробує знову. Поверніть те, що останнім редагували на її сторінці або на сторінках її учасників, або поставте програму на паузу, доки причину не знайдено.`,
        bg: `Cloudflare прекъсна три поредни изпълнения на Кръг, защото времето или паметта не стигнаха. Последното решаваше за тази програма: ${programme}. Всяко изпълнение опитва отново. Върнете последната редакция на нейната страница или на страниците на участниците ѝ, или поставете програмата на пауза, докато причината се намери.`,
      };
}

/** A page's address by its id alone: it says no name. */
function notionAddress(id: string): string {
  return `https://www.notion.so/${id.replaceAll("-", "")}`;
}

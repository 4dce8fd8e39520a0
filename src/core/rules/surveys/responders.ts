// What it decides: who may answer a programme's forms, and whether that has to be said to Google, again or not at all.
// Idea: publishing a form opens it for nobody. The organisation's people are let in where all are of one domain, anyone who has
//   the link otherwise. What is open wider than wanted stays; what people took away by hand is put back once and then left.
// Source: docs/facts/google-forms.md#who-may-answer.
import type { Responders } from "../../domain/form.ts";
import type { Person } from "../../domain/person.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Programme } from "../../domain/programme.ts";

/** A form's responders as far as they are known. */
export interface FormAccess {
  /** What Krug last let in, or found let in; null where it is not known to have been anybody. */
  given: Responders | null;
  /**
   * `open`: as wanted when it was last seen. `lacking`: to be given. `taken`: taken away again after it was put back. `refused`: the
   * organisation forbids it. `unreachable`: the file was made by another sign-in. `unasked`: the sign-in may not ask Drive.
   */
  state: "open" | "lacking" | "taken" | "refused" | "unreachable" | "unasked";
  /** True once it was put back after being taken away. */
  isHealed: boolean;
  /** The programme's day on which it was last tried, for one that was refused. */
  triedOn: string | null;
  /** What was refused; null where nothing was. */
  refused: Responders | null;
}

export const NOTHING_GIVEN: FormAccess = {
  given: null,
  state: "lacking",
  isHealed: false,
  triedOn: null,
  refused: null,
};

/** Where anybody has an address, so that a domain in common means nothing. */
const CONSUMER_DOMAINS: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com outlook.bg hotmail.com live.com msn.com yahoo.com yahoo.co.uk ymail.com icloud.com me.com
   mac.com aol.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.com gmx.at web.de t-online.de freenet.de mail.com
   fastmail.com tutanota.com tuta.io zoho.com mail.ru inbox.ru list.ru bk.ru internet.ru yandex.ru yandex.com yandex.ua
   yandex.by ya.ru rambler.ru ukr.net i.ua meta.ua bigmir.net email.ua online.ua abv.bg mail.bg dir.bg gbg.bg`.split(
    /\s+/,
  ),
);

/** The domain of an address, in lower case; null for one at which anybody has an address, which says nothing. */
export function domainOf(email: string): string | null {
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  return domain === "" || CONSUMER_DOMAINS.has(domain) ? null : domain;
}

/**
 * Who a programme's forms are for: the one domain that all its people's addresses are of, where it is not one at which anybody has
 * an address; else anyone with the link, as also where the programme says so or nobody is in it yet.
 */
export function respondersOf(
  programme: Pick<Programme, "id" | "formsForAnyone">,
  people: Iterable<Pick<Person, "email" | "programmeIds" | "status">>,
): Responders {
  const domains = new Set<string>();
  for (const { email, programmeIds, status } of people)
    if (programmeIds.includes(programme.id) && status !== "left")
      domains.add(email.slice(email.lastIndexOf("@") + 1).toLowerCase());
  const [domain] = domains;
  if (programme.formsForAnyone || domain === undefined || domains.size > 1 || CONSUMER_DOMAINS.has(domain))
    return { type: "anyone" };
  return { type: "domain", domain };
}

/** True where everyone wanted may answer by what was granted; others being able to does no harm. */
export function covers(given: readonly Responders[], wanted: Responders): boolean {
  return given.some(
    one => one.type === "anyone" || (wanted.type === "domain" && one.domain.toLowerCase() === wanted.domain),
  );
}

/** True where those who are wanted are to be let in now; what was refused is tried again the next day, or when others are wanted. */
export function isToBeGiven(access: FormAccess | null, wanted: Responders, today: string): boolean {
  const { given, state, triedOn, refused } = access ?? NOTHING_GIVEN;
  switch (state) {
    case "lacking":
      return true;
    case "open":
      return given === null || !covers([given], wanted);
    case "refused":
      return triedOn !== today || (refused !== null && !covers([refused], wanted));
    case "taken":
      return given !== null && !covers([given], wanted);
    case "unreachable":
    case "unasked":
      return false;
  }
}

/**
 * A form's responders after a look at its file: `seen` are those who may answer it, or why they can't be known. What was given and
 * is gone was taken away by hand: once it is put back.
 */
export function accessSeen(
  before: FormAccess | null,
  seen: readonly Responders[] | "unreachable" | "unasked",
  wanted: Responders,
): FormAccess {
  const known = before ?? NOTHING_GIVEN;
  if (seen === "unreachable" || seen === "unasked") return { ...known, state: seen };
  const widest = seen.find(one => one.type === "anyone") ?? seen.find(one => covers([one], wanted)) ?? null;
  if (covers(seen, wanted)) return { ...NOTHING_GIVEN, isHealed: known.isHealed, given: widest, state: "open" };
  if (known.state === "refused" || known.state === "taken") return known;
  const wasGiven = known.given !== null && !covers(seen, known.given);
  if (!wasGiven) return { ...known, state: "lacking" };
  return known.isHealed ? { ...known, state: "taken" } : { ...known, state: "lacking", isHealed: true };
}

/** What people should know of who may answer a form; nothing where all who should can. */
export function accessProblems(access: FormAccess | null, wanted: Responders, formId: string): Problem[] {
  if (access === null || access.state === "open" || access.state === "lacking") return [];
  const domain = wanted.type === "domain" ? wanted.domain : null;
  return [{ code: "form_not_open", why: access.state, domain, formId }];
}

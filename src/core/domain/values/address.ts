// What it decides: which address people mean, and which addresses are one.
// Idea: an address is read as people paste it, and folded as mailboxes are: case never counts, and for Gmail neither do dots.
// Source: RFC 5321 (4.1.2); docs/facts/google-calendar.md#addresses; UTS 39 on letters that look alike.
// Cost: linear in the text.
import { readable } from "./content.ts";
import { withoutEnd } from "./ends.ts";

/** Why a text is no address. `email_mixed_scripts`: letters of two alphabets in one word, which only look right. */
type AddressProblem = { code: "bad_email"; email: string } | { code: "email_mixed_scripts"; email: string };

const LONGEST = 254;

/**
 * The address a text means, in lower case: "mailto:ana@example.org", "Ana <ana@example.org>" and a full stop after it are
 * understood. Or why it means none. An empty text is none.
 */
export function parseAddress(written: string): ReadAddress {
  const known = addresses.get(written);
  if (known !== undefined) return known;
  if (addresses.size >= ADDRESSES_KEPT) addresses.clear();
  const read = addressIn(written);
  addresses.set(written, read);
  return read;
}

type ReadAddress = Readonly<{ email: string; problem: null } | { email: null; problem: AddressProblem }>;

/** Kept: each is read again in each decision. */
const addresses = new Map<string, ReadAddress>();
const ADDRESSES_KEPT = 2000;

function addressIn(written: string): ReadAddress {
  const text = readable(written).normalize("NFKC").trim();
  const refused = (code: AddressProblem["code"], email: string) => ({ email: null, problem: { code, email } }) as const;
  const bad = refused("bad_email", text.toLowerCase());
  if (text.length > 2 * LONGEST) return bad;
  const open = text.lastIndexOf("<");
  const close = text.indexOf(">", open);
  const isNamed = open >= 0 && close > open && (open === 0 || !text.slice(0, open).includes("@"));
  const inner = isNamed && text.slice(close + 1).replace(/[.,;\s]/g, "") === "" ? text.slice(open + 1, close) : text;
  const bare = inner
    .trim()
    .replace(/^mailto:\s*/i, "")
    .replace(/^["'«“„(]/, "");
  const email = withoutEnd(bare, ".,;:!\"'»”)").toLowerCase();
  if (!isAddress(email)) return bad;
  return email.split(/[.@+_-]/).some(isMixed) ? refused("email_mixed_scripts", email) : { email, problem: null };
}

function isAddress(email: string): boolean {
  if (email.length > LONGEST || /[\s<>,;:()"\\[\]|]/.test(email)) return false;
  const [local = "", domain = "", ...more] = email.split("@");
  const labels = domain.split(".");
  const areWhole = [...local.split("."), ...labels].every(label => label !== "");
  const areLabels = labels.every(label => isLabel(label) && !/^-|-$/.test(label));
  return more.length === 0 && labels.length > 1 && areWhole && areLabels && !/^\d+$/.test(labels.at(-1) ?? "");
}

/** Asked first, as most are: expressions over all letters of the world take a millisecond each before they answer at all. */
function isPlainWord(word: string): boolean {
  return /^[a-z0-9-]*$/i.test(word);
}

function isLabel(label: string): boolean {
  return label !== "" && (isPlainWord(label) || /^[\p{L}\p{N}\p{M}-]+$/u.test(label));
}

/** Alphabets that have letters in common to the eye. */
const ALPHABETS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];

function isMixed(word: string): boolean {
  return !isPlainWord(word) && ALPHABETS.filter(alphabet => alphabet.test(word)).length > 1;
}

const GMAIL = new Set(["gmail.com", "googlemail.com"]);

/** What two spellings of one mailbox have in common: case does not count, nor dots and the second name of Gmail. */
export function addressKey(email: string): string {
  const text = email.trim().toLowerCase();
  const at = text.lastIndexOf("@");
  return at > 0 && GMAIL.has(text.slice(at + 1)) ? `${text.slice(0, at).replaceAll(".", "")}@gmail.com` : text;
}

/** True where two addresses are one mailbox. */
export function isSameAddress(a: string, b: string): boolean {
  return a === b || addressKey(a) === addressKey(b);
}

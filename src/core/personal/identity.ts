import { addressesOn } from "../person.ts";
import { type Row, text } from "../row.ts";
import type { InvitedAs } from "../whose.ts";

/** All by which one person is known. */
export interface Identity {
  /** Their pages in *People*: usually one. */
  pageIds: string[];
  /** Lower case: the one asked for and every other on their pages. */
  emails: string[];
  /** As their pages have them. */
  names: string[];
}

/** The addresses on a page of *People*, in lower case. */
export function emailsOn(row: Row): string[] {
  const { email, others } = addressesOn(row);
  return [email, ...others].filter(one => one.includes("@"));
}

/**
 * The person an address belongs to, by their main or other addresses; null where no page has it. Pages Krug can't use count too.
 * Two pages with the address are both theirs.
 */
export function identityOf(rows: Iterable<Row>, email: string): Identity | null {
  const wanted = email.trim().toLowerCase();
  const own = [...rows].filter(row => row.source === "people" && emailsOn(row).includes(wanted));
  if (own.length === 0) return null;
  return {
    pageIds: own.map(row => row.id).sort(),
    emails: [...new Set([wanted, ...own.flatMap(emailsOn)])].sort(),
    names: [...new Set(own.map(row => text(row, "name")).filter(name => name !== ""))].sort(),
  };
}

/** The same with the addresses of before that Krug invited the person under; those another page has are left out. */
export function withFormer(person: Identity, rows: Iterable<Row>, records: Iterable<InvitedAs | undefined>): Identity {
  const others = new Set(
    [...rows].filter(row => row.source === "people" && !person.pageIds.includes(row.id)).flatMap(emailsOn),
  );
  const former = [...records]
    .flatMap(record => Object.entries(record ?? {}))
    .filter(([email, id]) => person.pageIds.includes(id) && !others.has(email))
    .map(([email]) => email);
  return { ...person, emails: [...new Set([...person.emails, ...former])].sort() };
}

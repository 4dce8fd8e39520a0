import { type AddressClaim, type Addresses, ownerOf } from "../../domain/addresses.ts";
import { addressesOn } from "../../domain/person.ts";
import { addressKey, isSameAddress } from "../../domain/values/address.ts";
import { listedBy } from "../../domain/values/maps.ts";
import { type Row, text } from "../../domain/values/row.ts";
import type { InvitedAs } from "../whose.ts";

/** All by which one person is known. */
export interface Identity {
  /** Their page in *People*. */
  pageIds: string[];
  /** Lower case: every address that is theirs, or was. */
  emails: string[];
  /** As their page has it. */
  names: string[];
}

/**
 * The person an address means, or why it means none: no page has it (`unknown`), several do and none was first
 * (`shared`), or it came to its page later (`later`): anyone may have typed it there, so it may be another person
 * asking; `known` is what the page began with.
 */
type IdentityFound = { is: "found"; person: Identity } | { is: "unknown" | "shared" } | { is: "later"; known: string };

/** The person an address belongs to. Pages Krug can't use count too. */
export function identityOf(
  { rows, addresses }: { rows: ReadonlyMap<string, Row>; addresses: Addresses },
  email: string,
): IdentityFound {
  const pageId = ownerOf(addresses, email);
  if (pageId == null) return { is: pageId === null ? "shared" : "unknown" };
  const own = addresses.ofPage.get(pageId) ?? [];
  const asked = own.find(claim => isSameAddress(claim.email, email));
  const firstClaim = own.find(claim => claim.isFirst);
  if (asked !== undefined && !asked.isFirst && firstClaim !== undefined)
    return { is: "later", known: firstClaim.email };
  const row = rows.get(pageId);
  const name = row === undefined ? "" : text(row, "name");
  return { is: "found", person: { pageIds: [pageId], emails: emailsOf(own), names: name === "" ? [] : [name] } };
}

/**
 * All by which those are known among whom it is settled whose an address is: the pages that show or had it, and those that show or had
 * another address of theirs. Whoever an address means is among them. Without a page there is the address alone.
 */
export function contenders(email: string, people: readonly Row[], claims: readonly AddressClaim[]): Identity {
  const shown = people.flatMap(row => {
    const { email: main, others } = addressesOn(row);
    return [main, ...others].filter(one => one.includes("@")).map(one => ({ email: one, pageId: row.id }));
  });
  const all = [...shown, ...claims.map(({ email, pageId }) => ({ email: email.toLowerCase(), pageId }))];
  const byAddress = listedBy(all.map(one => [addressKey(one.email), one.pageId] as const));
  const byPage = listedBy(all.map(one => [one.pageId, one.email] as const));
  const asked = byAddress.get(addressKey(email)) ?? [];
  const theirs = asked.flatMap(id => byPage.get(id) ?? []);
  const pageIds = new Set([...asked, ...theirs.flatMap(one => byAddress.get(addressKey(one)) ?? [])]);
  return {
    pageIds: [...pageIds],
    emails: [...new Set([email, ...[...pageIds].flatMap(id => byPage.get(id) ?? [])])],
    names: people
      .filter(row => pageIds.has(row.id))
      .map(row => text(row, "name"))
      .filter(name => name !== ""),
  };
}

function emailsOf(own: readonly AddressClaim[]): string[] {
  return [...new Set(own.map(claim => claim.email.toLowerCase()))].sort();
}

/** The same with the addresses of before that Krug invited the person under, as far as they are not known as anybody's. */
export function withFormer(
  person: Identity,
  addresses: Pick<Addresses, "owners">,
  records: Iterable<InvitedAs | undefined>,
): Identity {
  const former = [...records]
    .flatMap(record => Object.entries(record ?? {}))
    .filter(([email, id]) => person.pageIds.includes(id) && ownerOf(addresses, email) === undefined)
    .map(([email]) => email);
  return { ...person, emails: [...new Set([...person.emails, ...former])].sort() };
}

/** Why nobody is meant by an address, and what to do, for commands: in English. */
export function notFoundSentence(email: string, found: Exclude<IdentityFound, { is: "found" }>): string {
  switch (found.is) {
    case "unknown":
      return `no page of People has the address ${email}`;
    case "shared":
      return `${email} stands on more than one page of People, or was somebody else's first: leave it on one page`;
    case "later":
      return `${email} came to its page later, and anybody may have written it there. The page began with ${found.known}: make sure who asks, then use that address`;
  }
}

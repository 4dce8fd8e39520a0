// What it decides: whom an address belongs to. Every place that turns an address into a person asks here.
// Idea: an address belongs to whoever had it first. Another page that shows it later does not count, whoever typed it:
//   nothing is read, sent, handed out or erased by it. The owner stays on record once their page shows another: an
//   address that was written to, or heard from, stays with the person it meant.
// Source: threat model, "a colleague's address typed". Cost: one look at each address.

import { addressesOn } from "./person.ts";
import { addressKey } from "./values/address.ts";
import { type Row, text } from "./values/row.ts";
import type { Instant } from "./values/time.ts";

/** An address a page of *People* shows, or showed. */
export interface AddressClaim {
  /** As `addressKey` has it. */
  address: string;
  /** As the page has it. */
  email: string;
  pageId: string;
  /** The column it was first seen in. */
  as: "email" | "other";
  /** World time of the run that first saw it there; 0 for what was there before anything was kept. */
  since: Instant;
  /** True for the addresses a page began with; false for those that came to it later. */
  isFirst: boolean;
}

/** Whose addresses are; `ownerOf` looks one up. */
export interface Addresses {
  /** Every address a page shows or showed, pages that are gone among them. */
  known: ReadonlySet<string>;
  /** By `addressKey`: the page whose address it is; null for one that several have and nobody had first. */
  owners: ReadonlyMap<string, string | null>;
  /** The addresses that are a page's own, by page: those it shows, then those of before. */
  ofPage: ReadonlyMap<string, readonly AddressClaim[]>;
  /** What pages are to be told of addresses on them, by page. */
  clashes: ReadonlyMap<string, readonly AddressClash[]>;
}

/** The page whose address it is; null for one that several have and nobody had first, undefined for one nobody has. */
export function ownerOf(addresses: Pick<Addresses, "owners">, email: string): string | null | undefined {
  return addresses.owners.get(addressKey(email));
}

/**
 * An address that more than one page has or had. `lost`: it belongs to another person, or to nobody, and does not count
 * here; `isMain` where it is the one the page would be invited under. `kept`: it counts here, and another page shows it
 * too.
 */
interface AddressClash {
  is: "lost" | "kept";
  email: string;
  isMain: boolean;
  /** Pages that show it as well; empty where none does any more. */
  alsoOn: readonly string[];
}

/** The addresses a page shows, the main one first; empty for none. */
function shownOn(row: Row): Pick<AddressClaim, "address" | "email" | "as">[] {
  const { email, others } = addressesOn(row);
  const found = new Map<string, Pick<AddressClaim, "address" | "email" | "as">>();
  const add = (one: string, as: AddressClaim["as"]) => {
    const address = addressKey(one);
    if (one.includes("@") && !found.has(address)) found.set(address, { address, email: one, as });
  };
  add(email, "email");
  for (const other of others) add(other, "other");
  return [...found.values()];
}

/**
 * Who has, and had, which address, after reading the pages as they are. `isUsed` tells whether anyone was written to
 * under it, or answered from it: one that never was is let go with the page's cell, so that a slip of the pen put right leaves nothing
 * behind; and an address only typed among others is not kept from a newcomer's page.
 *
 * The same list where nothing is other.
 */
export function claimsAfter(
  before: readonly AddressClaim[],
  people: readonly Row[],
  isUsed: (address: string) => boolean,
  now: Instant,
): readonly AddressClaim[] {
  const since = before.length === 0 ? 0 : now;
  const rows = new Map(people.map(row => [row.id, shownOn(row)]));
  const known = new Map(before.map(claim => [keyOf(claim), claim]));
  const begun = new Set(before.map(claim => claim.pageId));
  const kept = before.filter(claim => isShown(rows, claim) || isUsed(claim.address));
  const fresh = [...rows].flatMap(([pageId, shown]) =>
    shown
      .map((claim): AddressClaim => ({ ...claim, pageId, since, isFirst: !begun.has(pageId) }))
      .filter(claim => !known.has(keyOf(claim))),
  );
  if (kept.length === before.length && fresh.length === 0) return before;
  const beginsWith = new Map(
    fresh.flatMap(claim => (claim.isFirst && claim.as === "email" ? [[claim.address, claim]] : [])),
  );
  const after = kept.map(claim => {
    const newcomer = beginsWith.get(claim.address);
    const yields = newcomer !== undefined && claim.as === "other" && !isUsed(claim.address);
    return yields && claim.since < newcomer.since ? { ...claim, since: newcomer.since } : claim;
  });
  return [...after, ...fresh];
}

function keyOf({ address, pageId }: Pick<AddressClaim, "address" | "pageId">): string {
  return `${address} ${pageId}`;
}

function isShown(
  rows: ReadonlyMap<string, readonly Pick<AddressClaim, "address">[]>,
  { pageId, address }: AddressClaim,
): boolean {
  return rows.get(pageId)?.some(claim => claim.address === address) === true;
}

/**
 * Whose each address is. `people` are the pages there are now, without copies nobody has changed; `isInGroup` settles of two pages
 * that were first seen together which of them is in use.
 */
export function addressesOf(
  claims: readonly AddressClaim[],
  people: readonly Row[],
  isInGroup: (pageId: string) => boolean,
): Addresses {
  const rows = new Map(people.map(row => [row.id, shownOn(row)]));
  const known = new Set(claims.map(keyOf));
  const begun = new Set(claims.map(claim => claim.pageId));
  const unseen = [...rows].flatMap(([pageId, shown]) =>
    shown
      .map((claim): AddressClaim => ({ ...claim, pageId, since: Number.MAX_SAFE_INTEGER, isFirst: !begun.has(pageId) }))
      .filter(claim => !known.has(keyOf(claim))),
  );
  const byAddress = Map.groupBy([...claims, ...unseen], claim => claim.address);
  const owners = new Map<string, string | null>();
  const own = new Map<string, AddressClaim[]>();
  const clashes = new Map<string, AddressClash[]>();
  for (const [address, all] of byAddress) {
    const owner = ownerAmong(all, rows, isInGroup);
    if (owner === undefined) continue;
    owners.set(address, owner);
    const claim = all.find(claim => claim.pageId === owner);
    if (owner !== null && claim !== undefined) own.set(owner, [...(own.get(owner) ?? []), claim]);
    for (const [pageId, clash] of clashesOver(address, owner, all, rows))
      clashes.set(pageId, [...(clashes.get(pageId) ?? []), clash]);
  }
  const ofPage = [...own].map(([pageId, list]): [string, AddressClaim[]] => [
    pageId,
    [...list.filter(claim => isShown(rows, claim)), ...list.filter(claim => !isShown(rows, claim))],
  ]);
  return { known: new Set(byAddress.keys()), owners, ofPage: new Map(ofPage), clashes };
}

/**
 * The page that had it first; of those first seen together, the one with it as its main address, then the only one in
 * use; null where that does not decide. The page of a person who had it and left keeps it from all but a new page that
 * began with it.
 */
function ownerAmong(
  claims: readonly AddressClaim[],
  rows: ReadonlyMap<string, unknown>,
  isInGroup: (pageId: string) => boolean,
): string | null | undefined {
  const place = (claim: AddressClaim) => [claim.since, claim.as === "email" ? 0 : 1] as const;
  const isBefore = (a: AddressClaim, b: AddressClaim) => {
    const [[sinceA, asA], [sinceB, asB]] = [place(a), place(b)];
    return sinceA - sinceB || asA - asB || (a.pageId < b.pageId ? -1 : 1);
  };
  const ordered = [...claims].sort(isBefore);
  const isGone = ordered[0] !== undefined && !rows.has(ordered[0].pageId);
  const standing = ordered.filter(
    claim => rows.has(claim.pageId) && (!isGone || (claim.isFirst && claim.as === "email")),
  );
  const [first] = standing;
  if (first === undefined) return ordered.some(claim => rows.has(claim.pageId)) ? null : undefined;
  const together = standing.filter(claim => claim.since === first.since && claim.as === first.as);
  if (together.length === 1) return first.pageId;
  const inGroups = together.filter(claim => isInGroup(claim.pageId));
  return inGroups.length === 1 ? (inGroups[0]?.pageId ?? null) : null;
}

function clashesOver(
  address: string,
  owner: string | null,
  claims: readonly AddressClaim[],
  rows: ReadonlyMap<string, readonly Pick<AddressClaim, "address" | "email" | "as">[]>,
): [string, AddressClash][] {
  const showing = claims.flatMap(({ pageId }) => {
    const shown = rows.get(pageId)?.find(claim => claim.address === address);
    return shown === undefined ? [] : [{ pageId, ...shown }];
  });
  if (showing.every(({ pageId }) => pageId === owner)) return [];
  // A page that began with another's main address, as a copy does, says so itself: people invited as before needn't hear.
  const cameLater = (pageId: string) => claims.some(claim => claim.pageId === pageId && !claim.isFirst);
  const isToldOwner = showing.some(({ pageId, as }) => as === "other" || (pageId !== owner && cameLater(pageId)));
  const told = showing.filter(({ pageId }) => pageId !== owner || isToldOwner);
  return told.map(({ pageId, email, as }) => [
    pageId,
    {
      is: pageId === owner ? "kept" : "lost",
      email,
      isMain: as === "email",
      alsoOn: showing.map(one => one.pageId).filter(id => id !== pageId),
    },
  ]);
}

/** The addresses, as `addressKey` has them, under which anybody was ever invited or written to, or answered. */
export function addressesMet(met: Met): Set<string> {
  const bases = [...met.links, ...met.series].map(({ base }) => base);
  const emails = [
    ...met.events.flatMap(({ guests }) => guests.map(({ email }) => email)),
    ...bases.flatMap(({ guestEmails, invitedAs = {} }) => [...guestEmails, ...Object.keys(invitedAs)]),
    ...met.responses.flatMap(({ response }) => response.email ?? []),
    ...met.past.addresses.map(({ email }) => email),
  ];
  return new Set(emails.map(addressKey));
}

/** What shows which people Krug has met. */
interface Met {
  events: readonly { guests: readonly { email: string }[] }[];
  links: readonly { base: Krugs }[];
  series: readonly { base: Krugs }[];
  responses: readonly { response: { email: string | null } }[];
  /** What is settled. */
  past: { addresses: readonly { email: string }[] };
}

interface Krugs {
  guestEmails: readonly string[];
  invitedAs?: Readonly<Record<string, string>>;
}

/** The name of a person a page shows, for telling others of it. */
export function nameOn(row: Row | undefined): string {
  return (row === undefined ? "" : text(row, "name")) || "…";
}

// What it decides: which person an address means, and under which addresses people stand on events.
// Idea: rules know people by their main address. Events and agreements are read so once, when the mirror is understood: a guest under
//   another address of a person's is that person, with the addresses they stand under kept beside.
// Source: docs/coming-and-going.md#coordinators-and-addresses. An address that is on no page any more is whose Krug
//   invited under it.
// Cost: one look at each guest.

import { type Addresses, ownerOf } from "../domain/addresses.ts";
import { addressesOfGuest, type EventCopy, type Guest } from "../domain/event.ts";
import type { Link } from "../domain/link.ts";
import type { Person } from "../domain/person.ts";
import type { Series } from "../domain/series.ts";
import { addressKey } from "../domain/values/address.ts";

/** The people Krug invited, by the address each was invited under. */
export type InvitedAs = Readonly<Record<string, string>>;

/** People by `addressKey` of each address that is theirs: those they have or had, and those Krug invited them under before. */
export function addressBook(
  people: Iterable<Person>,
  records: Iterable<InvitedAs | undefined>,
  addresses: Addresses,
): Map<string, Person> {
  const byId = new Map<string, Person>();
  const byAddress = new Map<string, Person>();
  for (const person of people) {
    byId.set(person.id, person);
    for (const { address } of addresses.ofPage.get(person.id) ?? []) byAddress.set(address, person);
  }
  const former = new Map<string, Set<string>>();
  for (const record of records)
    for (const [email, id] of Object.entries(record ?? {}))
      if (ownerOf(addresses, email) === undefined)
        former.set(addressKey(email), (former.get(addressKey(email)) ?? new Set()).add(id));
  for (const [key, ids] of former) {
    const [id = "", other] = [...ids];
    const person = byId.get(id);
    if (person !== undefined && other === undefined) byAddress.set(key, person);
  }
  return byAddress;
}

/** Guests as they stand on an event once a list is written: one for each address. */
export function asWritten(guests: readonly Guest[]): Guest[] {
  return guests.flatMap(guest => addressesOfGuest(guest).map(email => ({ email, reply: guest.reply })));
}

/** Events, links and series in which people stand by their main addresses. What is so already is the same object. */
export function byPerson(
  book: ReadonlyMap<string, Person>,
  mirror: { events: readonly EventCopy[]; links: readonly Link[]; series: readonly Series[] },
): { events: EventCopy[]; links: Link[]; series: Series[] } {
  const main = (email: string) => book.get(addressKey(email))?.email ?? email;
  const linkOf = new Map(mirror.links.map(link => [link.eventId, link]));
  const guestsOf = (guests: Guest[], base: Krugs | undefined) =>
    guestsByPerson(guests, main, new Set(krugsOwn(base).map(addressKey)));
  return {
    events: mirror.events.map(event => {
      const guests = guestsOf(event.guests, linkOf.get(event.id)?.base);
      return guests === event.guests ? event : { ...event, guests };
    }),
    links: mirror.links.map(link => {
      const base = ofPeople(link.base, book);
      return base === link.base ? link : { ...link, base };
    }),
    series: mirror.series.map(series => {
      const base = ofPeople(series.base, book);
      const guests = guestsOf(series.master.guests, series.base);
      return base === series.base && guests === series.master.guests
        ? series
        : { ...series, base, master: { ...series.master, guests } };
    }),
  };
}

/** What an agreement says of guests. */
interface Krugs {
  guestEmails: readonly string[];
  invitedAs?: InvitedAs;
}

/** Addresses Krug wrote by itself. */
function krugsOwn(base: Krugs | undefined): string[] {
  return base === undefined ? [] : [...base.guestEmails, ...Object.keys(base.invitedAs ?? {})];
}

/** An agreement that names its guests by their main addresses, and keeps whose the others are: it may be written before the event is. */
function ofPeople<T extends Krugs>(base: T, book: ReadonlyMap<string, Person>): T {
  const former = base.guestEmails.flatMap(email => {
    const person = book.get(addressKey(email));
    return person === undefined || person.email === email ? [] : [{ email, person }];
  });
  if (former.length === 0) return base;
  const kept = base.guestEmails.filter(email => !former.some(one => one.email === email));
  const guestEmails = [...new Set([...kept, ...former.map(({ person }) => person.email)])].sort();
  const whose = Object.fromEntries(former.map(({ email, person }) => [email, person.id]));
  return { ...base, guestEmails, invitedAs: { ...whose, ...base.invitedAs } };
}

function guestsByPerson(guests: Guest[], main: (email: string) => string, krugs: ReadonlySet<string>): Guest[] {
  if (guests.every(guest => main(guest.email) === guest.email)) return guests;
  const byMainAddress = new Map<string, Guest[]>();
  for (const guest of guests)
    byMainAddress.set(main(guest.email), [...(byMainAddress.get(main(guest.email)) ?? []), guest]);
  return [...byMainAddress].map(([email, own]) => {
    const [only] = own;
    if (only !== undefined && own.length === 1 && only.email === email) return only;
    const as = own.map(guest => guest.email);
    const former = as.filter(address => krugs.has(addressKey(address)) && addressKey(address) !== addressKey(email));
    return { ...only, email, reply: saidIn(own), as, ...(former.length > 0 ? { former } : {}) };
  });
}

/** The reply of a person who is on an event under several addresses: yes under one of them is yes. */
function saidIn(guests: readonly Guest[]): Guest["reply"] {
  const order: Guest["reply"][] = ["accepted", "declined", "tentative"];
  return order.find(reply => guests.some(guest => guest.reply === reply)) ?? "needsAction";
}

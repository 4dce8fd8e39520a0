import { addressKey } from "../../core/domain/values/address.ts";
import { date, list, number, type PlainValue, type Row, text } from "../../core/domain/values/row.ts";
import type { ListedPerson } from "./listed.ts";

/** What is to be written of somebody: a new page, or what differs on the one that is there. */
export interface PersonWrite {
  person: ListedPerson;
  /** The page that is there; null for a new one. */
  pageId: string | null;
  values: Readonly<Record<string, PlainValue>>;
}

/** What a list comes to beside the people who are there. Nobody is ever taken away. */
export interface ListPlan {
  writes: PersonWrite[];
  /** People of the list whose pages say all of it already. */
  unchanged: number;
  /** People in Notion of whom the list says nothing. */
  notListed: number;
}

/**
 * Compares a list with the pages of *People*. Only what the list says counts: an empty cell changes nothing, a programme is added to those
 * somebody takes part in, and a day of consent that is there stays.
 */
export function planOf(people: readonly ListedPerson[], rows: readonly Row[], programmeId: string | null): ListPlan {
  const pages = new Map(rows.map(row => [addressKey(text(row, "email")), row]));
  const listed = new Set(people.map(({ email }) => addressKey(email)));
  const writes = people.flatMap((person): PersonWrite[] => {
    const row = pages.get(addressKey(person.email));
    if (row === undefined) return [{ person, pageId: null, values: valuesOf(person, programmeId) }];
    const values = differing(person, row, programmeId);
    return Object.keys(values).length === 0 ? [] : [{ person, pageId: row.id, values }];
  });
  const notListed = [...pages.keys()].filter(email => email !== "" && !listed.has(email)).length;
  return { writes, unchanged: people.length - writes.length, notListed };
}

function valuesOf(person: ListedPerson, programmeId: string | null): Record<string, PlainValue> {
  const { name, email, zone, hours, languages, team, level, offers, seeks, consent } = person;
  const said: Record<string, PlainValue | undefined> = {
    name,
    email,
    zone,
    hours,
    languages,
    team,
    level,
    offers,
    seeks,
  };
  const given = Object.entries(said).filter((entry): entry is [string, PlainValue] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(given),
    ...(consent === undefined ? {} : { consent: { start: consent, end: null } }),
    ...(programmeId === null ? {} : { programmes: [programmeId] }),
  };
}

function differing(person: ListedPerson, row: Row, programmeId: string | null): Record<string, PlainValue> {
  const wanted = valuesOf(person, null);
  const others = Object.entries(wanted).filter(
    ([key, value]) => key !== "email" && key !== "consent" && !isSaid(row, key, value),
  );
  const taken = list(row, "programmes");
  return {
    ...Object.fromEntries(others),
    ...(person.consent !== undefined && date(row, "consent") === null ? { consent: wanted.consent ?? null } : {}),
    ...(programmeId === null || taken.includes(programmeId) ? {} : { programmes: [...taken, programmeId] }),
  };
}

function isSaid(row: Row, key: string, value: PlainValue): boolean {
  if (Array.isArray(value)) {
    const there = list(row, key);
    return value.every(each => there.includes(each)) && there.length === value.length;
  }
  return typeof value === "number" ? number(row, key) === value : text(row, key) === value;
}

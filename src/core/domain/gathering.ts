import { type Parsed, problemsAmong } from "./problem.ts";
import { LONGEST_GATHERING } from "./session.ts";
import { comparableTitle } from "./values/content.ts";
import { withoutEnd } from "./values/ends.ts";
import { type Author, date, list, number, type Row, text } from "./values/row.ts";
import { HOUR, type Instant, parseInstant } from "./values/time.ts";

/** A webinar or a master class: a page of *Events*. In the code an *event* is a copy of something in Google Calendar. */
export interface Gathering {
  id: string;
  url: string;
  title: string;
  hostIds: string[];
  /** Who else hosts it, as people wrote it; `hostEmails` are the addresses in it, in lower case. */
  otherHosts: string;
  hostEmails: string[];
  startsAt: Instant;
  endsAt: Instant;
  skills: string[];
  /** Empty for all programmes. */
  programmeIds: string[];
  /** Null for no limit. Hosts need none. */
  places: number | null;
  where: string;
  description: string;
  /** Who asked to be invited. */
  interestedIds: string[];
  status: "planned" | "cancelled";
  /** Who was there, as people entered it; empty when nobody entered anything. */
  cameIds: string[];
  /** Always empty: people make these pages. Its place is where a session has the key Krug gave it. */
  key: "";
  createdAt: Instant;
  editedAt: Instant;
  editedBy: Author | null;
}

/** An event without an end lasts an hour. */
const USUAL_LENGTH = HOUR;

/** Other hosts are a few names and addresses. */
const MOST_CHARACTERS = 2_000;

/** The addresses among other words, in lower case. */
function addressesIn(words: string): string[] {
  const found = words.toLowerCase().match(/[^\s@<>,;()]{1,64}@[^\s@<>,;()]{3,254}/g) ?? [];
  return found
    .map(address => withoutEnd(address, "."))
    .filter(address => address.slice(address.indexOf("@")).includes("."));
}

/** The webinar or class a row describes; null, with why, while nobody can be invited to it. */
export function parseGathering(row: Row): Parsed<Gathering> {
  const when = date(row, "when");
  const startsAt = when === null ? null : parseInstant(when.start);
  const endsAt = when?.end ? parseInstant(when.end) : startsAt === null ? null : startsAt + USUAL_LENGTH;
  const places = number(row, "places");
  const isTimed = startsAt !== null && endsAt !== null;
  const problems = problemsAmong(
    text(row, "title") === "" && { code: "no_title" },
    when === null && { code: "gathering_without_time" },
    when !== null && !isTimed && { code: "gathering_all_day" },
    isTimed && endsAt <= startsAt && { code: "gathering_ends_before_start" },
    isTimed && endsAt - startsAt > LONGEST_GATHERING && { code: "too_long", source: "gatherings" },
    places !== null && (places < 1 || !Number.isInteger(places)) && { code: "gathering_places", places },
  );
  if (problems.length > 0 || startsAt === null || endsAt === null) return { value: null, problems };
  const otherHosts = text(row, "otherHosts").slice(0, MOST_CHARACTERS);
  return {
    value: {
      id: row.id,
      url: row.url,
      title: text(row, "title"),
      hostIds: distinct(list(row, "host")),
      otherHosts,
      hostEmails: distinct(addressesIn(otherHosts)),
      startsAt,
      endsAt,
      skills: list(row, "skill"),
      programmeIds: distinct(list(row, "programmes")),
      places,
      where: text(row, "where"),
      description: text(row, "description"),
      interestedIds: distinct(list(row, "interested")),
      status: text(row, "status") === "cancelled" ? "cancelled" : "planned",
      cameIds: distinct(list(row, "came")),
      key: "",
      createdAt: row.createdAt,
      editedAt: row.editedAt,
      editedBy: row.editedBy,
    },
    problems,
  };
}

/**
 * Pages that say the same as an older one, by id: copies made to plan the next time. Nobody is invited twice to one
 * title and time, so a copy waits until it has a time of its own.
 */
export function copiesAmong(gatherings: readonly Gathering[]): Set<string> {
  const inOrder = [...gatherings].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const alike = Map.groupBy(inOrder, ({ title, startsAt }) => `${startsAt} ${comparableTitle(title)}`);
  return new Set([...alike.values()].flatMap(([, ...later]) => later.map(({ id }) => id)));
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

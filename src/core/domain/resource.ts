import type { Parsed } from "./problem.ts";
import { FORMATS, type Format } from "./values/format.ts";
import { LANGUAGES, type Language } from "./values/language.ts";
import { list, type Row, text } from "./values/row.ts";
import type { Instant } from "./values/time.ts";

/** A course, conference, certificate or text that helps with a skill. */
export interface Resource {
  id: string;
  url: string;
  title: string;
  link: string;
  skills: string[];
  language: string;
  kind: string;
}

export function parseResource(row: Row): Parsed<Resource> {
  const title = text(row, "title");
  if (title === "") return { value: null, problems: [{ code: "no_title" }] };
  return {
    value: {
      id: row.id,
      url: row.url,
      title,
      link: text(row, "link"),
      skills: list(row, "skill"),
      language: text(row, "language"),
      kind: text(row, "kind"),
    },
    problems: [],
  };
}

/** Somebody outside the programmes who may be asked about a skill, and agreed to it: a page of *Experts*. */
export interface Expert {
  id: string;
  name: string;
  /** Where they are reached: an address or a link; the page's own where it says neither. */
  contact: string;
  skills: string[];
  /** What they speak; empty where nobody said. */
  languages: string[];
  /** Those in which they may be asked; empty for all. */
  programmeIds: string[];
  /** What to ask them; "" for anything. */
  ask: string;
}

export function parseExpert(row: Row): Parsed<Expert> {
  const name = text(row, "name");
  if (name === "") return { value: null, problems: [{ code: "no_title" }] };
  return {
    value: {
      id: row.id,
      name,
      contact: text(row, "email") || text(row, "link") || row.url,
      skills: list(row, "skill"),
      languages: list(row, "languages"),
      programmeIds: list(row, "programmes"),
      ask: text(row, "ask"),
    },
    problems: [],
  };
}

/** The meetings of a group that a guide is for: the first, any between, or the last. */
export type GuideMeeting = "first" | "usual" | "last";

/** A guide: two minutes to read before people meet, a page of *Guides*. */
export interface Guide {
  id: string;
  title: string;
  text: string;
  formats: Format[];
  /** Whom it is for, by what they offer, seek or are at; empty for everybody. */
  skills: string[];
  meeting: GuideMeeting;
  language: Language;
  /** The key of the guide of Krug's own it was made of; "" for one that people wrote. */
  key: string;
  createdAt: Instant;
}

/** The guide a row describes; null, with what it lacks, while it can't be read by anybody. */
export function parseGuide(row: Row): Parsed<Guide> {
  const formats = list(row, "formats").filter((format): format is Format => Object.hasOwn(FORMATS, format));
  const language = LANGUAGES.find(one => one === text(row, "language"));
  const needed: Record<string, boolean> = {
    title: text(row, "title") !== "",
    text: text(row, "text") !== "",
    formats: formats.length > 0,
    language: language !== undefined,
  };
  const missing = Object.keys(needed).filter(column => needed[column] !== true);
  if (language === undefined || missing.length > 0)
    return { value: null, problems: [{ code: "guide_incomplete", missing }] };
  const meeting = text(row, "meeting");
  return {
    value: {
      id: row.id,
      title: text(row, "title"),
      text: text(row, "text"),
      formats,
      skills: list(row, "skill"),
      meeting: meeting === "first" || meeting === "last" ? meeting : "usual",
      language,
      key: text(row, "key"),
      createdAt: row.createdAt,
    },
    problems: [],
  };
}

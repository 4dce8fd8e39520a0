import type { SourceKey } from "../../src/core/domain/values/row.ts";
import { commentsOn, eventsOf, pagesOf } from "../faults/looks.ts";
import type { YearWorld } from "./world.ts";

/** A text people were told, with how often its like was. */
interface Told {
  text: string;
  times: number;
}

const COLUMNS: readonly { source: SourceKey; column: string; heading: string }[] = [
  { source: "groups", column: "why", heading: "Why this match" },
  { source: "groups", column: "name", heading: "Names of groups" },
  { source: "groups", column: "agreement", heading: "Agreements" },
  { source: "groups", column: "krugSays", heading: "Krug says, groups" },
  { source: "programmes", column: "krugSays", heading: "Krug says, programme" },
  { source: "people", column: "krugSays", heading: "Krug says, people" },
  { source: "roadmap", column: "krugSays", heading: "Krug says, goals" },
  { source: "sessions", column: "title", heading: "Titles of sessions" },
  { source: "sessions", column: "krugSays", heading: "Krug says, sessions" },
  { source: "sessions", column: "replies", heading: "Replies" },
  { source: "help", column: "why", heading: "Suggested helpers" },
  { source: "help", column: "krugSays", heading: "Krug says, questions" },
  { source: "surveys", column: "title", heading: "Surveys" },
  { source: "surveys", column: "result", heading: "Results of surveys" },
  { source: "surveys", column: "krugSays", heading: "Krug says, surveys" },
];

/** Every text of a year, one of each kind: texts that differ in names and numbers only are of one kind. */
export class Collected {
  readonly #world: YearWorld;
  readonly #found = new Map<string, Map<string, Told>>();
  readonly #seen = new Set<string>();

  constructor(world: YearWorld) {
    this.#world = world;
  }

  /** Reads what pages, comments and invitations say now. */
  look(): void {
    const { playground } = this.#world;
    for (const { source, column, heading } of COLUMNS)
      for (const page of pagesOf(playground, source)) this.#note(heading, page.id, page.values[column]);
    for (const page of (["sessions", "groups", "help"] as const).flatMap(source => pagesOf(playground, source)))
      for (const comment of commentsOn(playground, page.id)) this.#note("Comments", page.id, comment);
    for (const event of eventsOf(playground))
      if (event.isLive && event.startsAt > this.#world.now) this.#note("Agendas", event.id, event.text);
  }

  #note(heading: string, id: string, value: unknown): void {
    if (typeof value !== "string" || value.trim() === "") return;
    const mark = `${heading} ${id} ${value}`;
    if (this.#seen.has(mark)) return;
    this.#seen.add(mark);
    const kinds = this.#found.get(heading) ?? new Map<string, Told>();
    const kind = this.#kindOf(value);
    const told = kinds.get(kind);
    if (told === undefined) kinds.set(kind, { text: value, times: 1 });
    else told.times += 1;
    this.#found.set(heading, kinds);
  }

  #kindOf(text: string): string {
    let kind = text.replace(/https?:\/\/\S+/g, "@").replace(/\p{L}*\d[\p{L}\d]*/gu, "#");
    for (const { name } of this.#world.cast) kind = kind.replaceAll(name, "*");
    // A list of people's goals is of one kind however long it is.
    return [
      ...new Set(
        kind
          .replace(/\*(, \*)+/g, "*")
          .replace(/^( *[^*\n]*- \*:).*$/gm, "$1")
          .split("\n"),
      ),
    ].join("\n");
  }

  /** The texts under their headings, at most so many a heading, those told most often first. */
  print(most: number): string {
    const parts: string[] = [];
    for (const [heading, kinds] of this.#found) {
      const told = [...kinds.values()].sort((a, b) => b.times - a.times);
      parts.push(`\n== ${heading} (${told.length} kinds)`);
      for (const { text, times } of told.slice(0, most)) parts.push(`[${times}] ${text.replaceAll("\n", "\n    ")}`);
      if (told.length > most) parts.push(`… and ${told.length - most} kinds more`);
    }
    return parts.join("\n");
  }
}

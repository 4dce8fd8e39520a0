import type { Floor } from "../structure/floors.ts";
import { isWithin } from "../structure/floors.ts";

/** A row of the table of folders. */
export interface Folder {
  path: string;
  floor: string;
  what: string;
}

/** A step of a run's way. */
export interface Step {
  no: string;
  /** The step that calls it; "queue" where a message lies between, null for the first. */
  by: string | null;
  file: string;
  function: string;
}

/** The tables of docs/architecture.md, by the first word of their heads. */
export function tablesOf(page: string): { folders: Folder[]; steps: Step[] } {
  const rows = (head: string) => {
    const [, table = ""] = page.split(new RegExp(`^\\| ${head} .*\\n\\|[- |]+\\n`, "m"));
    const lines = (table.split(/\n(?!\|)/)[0] ?? "").split("\n").filter(line => line.startsWith("|"));
    return lines.map(line => line.split("|").map(cell => cell.replaceAll("`", "").trim()));
  };
  return {
    folders: rows("folder").map(([, path = "", floor = "", what = ""]) => ({ path, floor, what })),
    steps: rows("step").map(([, no = "", by = "", file = "", name = ""]) => ({
      no,
      by: by === "–" ? null : by,
      file,
      function: name,
    })),
  };
}

/** The drawing of the floors, in Mermaid: each with those it uses that it does not reach by another. */
export function floorsDrawn(floors: readonly Floor[]): string {
  const places = floors.map(({ place }) => place);
  const used = new Map(
    floors.map(({ place, uses }) => [
      place,
      places.filter(other => other !== place && uses.some(one => isWithin(other, one))),
    ]),
  );
  const reaches = (from: string, to: string): boolean =>
    (used.get(from) ?? []).some(next => next === to || reaches(next, to));
  const arrows = places.flatMap(place => {
    const direct = used.get(place) ?? [];
    return direct
      .filter(to => !direct.some(other => other !== to && reaches(other, to)))
      .map(to => `  ${nodeOf(place)} --> ${nodeOf(to)}`);
  });
  return mermaid("TB", [...places.map(place => `  ${nodeOf(place)}["${place}"]`).reverse(), ...arrows]);
}

/** The drawing of a run's way, in Mermaid. */
export function wayDrawn(steps: readonly Step[]): string {
  const nodes = steps.map(({ no, file, function: name }) => `  s${no}["${no} ${name}<br>${file.replace("src/", "")}"]`);
  const arrows = steps.flatMap(({ no, by }, index) => {
    if (by === null) return [];
    return [by === "queue" ? `  s${steps[index - 1]?.no} -. queue .-> s${no}` : `  s${by} --> s${no}`];
  });
  return mermaid("LR", [...nodes, ...arrows]);
}

function mermaid(direction: string, lines: readonly string[]): string {
  return ["```mermaid", `flowchart ${direction}`, ...lines, "```"].join("\n");
}

function nodeOf(place: string): string {
  return place.replace(/\/$/, "").replace(/\W/g, "_");
}

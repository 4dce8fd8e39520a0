import type { Parsed } from "./problem.ts";
import { list, type Row, text } from "./values/row.ts";

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

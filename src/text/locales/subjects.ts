import { type Catalogue, messagesIn } from "../../core/domain/values/catalogue.ts";

/** All that is said in a language, by what it is about and by key. */
export type Subjects = Readonly<Record<string, Catalogue>>;

/** What is said is about, and the files that say it: two where one would be longer than the 32 KiB within which what repeats is packed. */
export const FILES_ABOUT: Readonly<Record<string, readonly string[]>> = {
  workspace: ["workspace", "board"],
  problems: ["meetingProblems", "problems"],
  letters: ["letters"],
  operating: ["operating"],
  insights: ["insights"],
  metrics: ["metrics"],
  meetings: ["meetings"],
  phrases: ["phrases"],
};

/** The messages of imported files, joined by what they are about. */
export function joinedFiles(files: Readonly<Record<string, readonly Catalogue[]>>): Record<string, Catalogue> {
  return Object.fromEntries(
    Object.entries(files).map(([about, imported]) => [about, Object.assign({}, ...imported.map(messagesIn))]),
  );
}

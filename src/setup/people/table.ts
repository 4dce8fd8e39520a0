import papaparse from "papaparse";
import { Trouble } from "../../cli/front.ts";

/** A list of people as a spreadsheet saves it: its header, and its lines with the number each has in the file. */
export interface ListTable {
  header: string[];
  lines: { line: number; cells: string[] }[];
}

/** No organisation that Krug is for has more, and a file that has is another. */
const MOST_LINES = 5000;

/**
 * Reads a file of comma-separated values as Excel, Numbers, LibreOffice and Google Sheets write it: commas, semicolons or tabs between
 * cells; UTF-8, UTF-16 or, where it is neither, Windows' encoding for Cyrillic or Western letters.
 *
 * @throws Trouble where it is no such file, or holds nobody
 */
export function readTable(bytes: Uint8Array, isCyrillic: boolean): ListTable {
  const text = decoded(bytes, isCyrillic);
  if (text.includes("\0"))
    throw new Trouble("This is no CSV file. Open it in your spreadsheet and save it as “CSV UTF-8”.");
  const { data } = papaparse.parse<string[]>(text, { delimiter: delimiterOf(text), skipEmptyLines: false });
  const numbered = numberedLines(data).filter(({ cells }) => cells.some(cell => cell !== ""));
  const [first, ...lines] = numbered;
  if (first === undefined) throw new Trouble("The file is empty.");
  if (lines.length === 0)
    throw new Trouble("The file has one line alone. The first has to name its columns, and each after it is a person.");
  if (lines.length > MOST_LINES)
    throw new Trouble(`The file has ${lines.length} people; more than ${MOST_LINES} at once are not taken. Split it.`);
  return { header: first.cells, lines };
}

/** What stands between the cells of the first line that has any; a comma where there is one cell alone. */
function delimiterOf(text: string): string {
  const first = text.split(/\r\n|\r|\n/).find(line => /[^\s,;|]/.test(line)) ?? "";
  const unquoted = first.replace(/"(?:[^"]|"")*"/g, "");
  const count = (delimiter: string) => unquoted.split(delimiter).length;
  return DELIMITERS.reduce((most, delimiter) => (count(delimiter) > count(most) ? delimiter : most));
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** A cell with line breaks takes several lines of the file: people look for the first. */
function numberedLines(rows: readonly string[][]): ListTable["lines"] {
  let line = 1;
  return rows.map(row => {
    const numbered = { line, cells: row.map(cell => cell.replace(/\s+/g, " ").trim()) };
    line += 1 + row.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    return numbered;
  });
}

function decoded(bytes: Uint8Array, isCyrillic: boolean): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return new TextDecoder(isCyrillic ? "windows-1251" : "windows-1252").decode(bytes);
  }
}

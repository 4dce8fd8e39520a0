import { type Row, text } from "../../core/domain/values/row.ts";
import { lineMark } from "../../core/rules/parts/rewriting.ts";
import { cleaned, type Traced } from "../../core/state/personal/traces.ts";
import type { Boxes, ReadBlock } from "../../notion/boxes.ts";

/**
 * Takes out of Krug's box on a page the lines that tell of a person: that lead to a page of theirs, repeat a question of theirs, or name
 * them. What people wrote in it, or below a line, stays. The line is not written again.
 *
 * `own` are the person's pages, as they were before they are emptied.
 */
export async function cleanBox(
  boxes: Boxes,
  page: Row | undefined,
  own: readonly Row[],
  person: Traced,
): Promise<void> {
  const { box = null, written = [] } = page?.part ?? {};
  if (box === null) return;
  const ids = [...person.pageIds, ...own.map(({ id }) => id)].map(id => id.replaceAll("-", ""));
  const asked = own.flatMap(row =>
    row.source === "help" && text(row, "question") !== "" ? text(row, "question") : [],
  );
  const isOfTheirs = (line: ReadBlock) =>
    line.links.some(link => ids.some(id => link.replaceAll("-", "").includes(id))) ||
    asked.some(question => line.text.includes(question)) ||
    cleaned(line.text, person) !== line.text;
  const krugs = new Set(written);
  for (const line of (await boxes.lines(box)) ?? []) {
    const mark = lineMark(line);
    if (!krugs.has(mark) || line.isUsed || !isOfTheirs(line)) continue;
    const was = await boxes.remove(line.id);
    if (was !== null && (was.isUsed || lineMark(was) !== mark)) await boxes.restore(line.id);
  }
}

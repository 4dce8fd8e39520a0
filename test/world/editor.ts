/**
 * A description as Calendar's editor stores it once somebody opened it there and changed anything, by what other syncs and their
 * users report: HTML. Of the ways it is written `seed` picks one: lines broken or in paragraphs, spaces that do not break,
 * addresses as links, signs by name or number, dashes at a line's beginning as lists.
 */
export function asEditorStores(stored: string, seed = 0): string {
  const isParagraphs = (seed & 1) === 1;
  const isLists = (seed & 2) === 2;
  const isNumbered = (seed & 4) === 4;
  const lines = linesShown(stored).map(line => {
    const isItem = isLists && /^- \s*\S/.test(line);
    return { isItem, html: inline(isItem ? line.slice(2) : line, isNumbered, (seed & 8) === 8) };
  });
  if (!isLists && !isParagraphs) return lines.map(one => one.html).join("<br>");
  let html = "";
  let isInList = false;
  let isAfterLine = false;
  for (const { isItem, html: shown } of lines) {
    if (isItem !== isInList) {
      html += isItem ? "<ul>" : "</ul>";
      isAfterLine = false;
    }
    if (isItem) html += `<li>${shown}</li>`;
    else if (isParagraphs) html += `<p>${shown === "" ? "<br>" : shown}</p>`;
    else html += (isAfterLine ? "<br>" : "") + shown;
    isAfterLine = !isItem;
    isInList = isItem;
  }
  return html + (isInList ? "</ul>" : "");
}

/** The lines the editor shows of what is stored: of HTML it stored itself, or of a plain text. */
function linesShown(stored: string): string[] {
  const isHtml = /<(?:br|p|ul|li|a|b)\b[^<>]*>|<\/(?:p|ul|li|a|b)>/.test(stored);
  const text = stored.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n");
  const shown = isHtml
    ? text
        .replace(/<p\b[^<>]*>(?:<br>)?|<\/?(?:a|b)\b[^<>]*>/g, "")
        .replace(/<\/?ul\b[^<>]*>/g, "\n")
        .replace(/<li\b[^<>]*>/g, "- ")
        .replace(/<\/p>|<\/li>|<br\b[^<>]*>/g, "\n")
    : text;
  const plain = shown.replace(/&(amp|lt|gt|quot|nbsp|#39|#34|#160);/g, (whole, name: string) => NAMED[name] ?? whole);
  return plain.replace(/\n$/, "").split("\n");
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: "\u00a0",
  "#39": "'",
  "#34": '"',
  "#160": "\u00a0",
};

function inline(line: string, isNumbered: boolean, isBreaking: boolean): string {
  return line
    .split(/( +)/)
    .map(word => {
      if (/^ +$/.test(word)) {
        const space = isNumbered ? "&#160;" : "&nbsp;";
        return word.length === 1 ? (isBreaking ? space : " ") : ` ${space.repeat(word.length - 1)}`;
      }
      const text = word.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      const signs = isNumbered
        ? text.replaceAll("'", "&#39;").replaceAll('"', "&#34;")
        : text.replaceAll('"', "&quot;");
      return /^https?:\/\/[^\s"']+$/.test(word) ? `<a href="${text}">${text}</a>` : signs;
    })
    .join("");
}

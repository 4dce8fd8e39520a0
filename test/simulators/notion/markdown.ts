import { type Annotations, plain, type RichText } from "./richText.ts";

type BlockRequest = Record<string, unknown> & { type: string };

const STYLES: [mark: string, style: Partial<Annotations>][] = [
  ["**", { bold: true }],
  ["~~", { strikethrough: true }],
  ["`", { code: true }],
  ["*", { italic: true }],
  ["_", { italic: true }],
];
const NONE: Annotations = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: "default",
};

/** Inline Markdown as runs of text: bold, italic, struck through, code and links. */
export function markdownText(source: string): RichText[] {
  const runs: RichText[] = [];
  let rest = source;
  let unformatted = "";
  const flush = (): void => {
    if (unformatted !== "") runs.push(plain(unformatted));
    unformatted = "";
  };
  while (rest !== "") {
    const link = /^\[([^\]]*)\]\(([^)\s]+)\)/.exec(rest);
    if (link !== null) {
      flush();
      runs.push({
        type: "text",
        annotations: null,
        text: { content: link[1] as string, link: { url: link[2] as string } },
      });
      rest = rest.slice(link[0].length);
      continue;
    }
    const style = STYLES.find(([mark]) => rest.startsWith(mark) && rest.indexOf(mark, mark.length + 1) !== -1);
    if (style !== undefined) {
      const [mark, annotations] = style;
      const end = rest.indexOf(mark, mark.length + 1);
      flush();
      runs.push({
        type: "text",
        annotations: { ...NONE, ...annotations },
        text: { content: rest.slice(mark.length, end), link: null },
      });
      rest = rest.slice(end + mark.length);
      continue;
    }
    unformatted += rest[0];
    rest = rest.slice(1);
  }
  flush();
  return runs;
}

/** Runs of text as inline Markdown. */
export function textMarkdown(text: readonly RichText[], shown: (run: RichText) => string): string {
  return text
    .map(run => {
      let content = shown(run);
      if (run.type === "text" && run.text.link !== null) content = `[${content}](${run.text.link.url})`;
      const { annotations } = run;
      if (annotations?.code) content = `\`${content}\``;
      if (annotations?.bold) content = `**${content}**`;
      if (annotations?.italic) content = `*${content}*`;
      if (annotations?.strikethrough) content = `~~${content}~~`;
      return content;
    })
    .join("");
}

const LINES: [pattern: RegExp, type: string, extra?: (match: RegExpExecArray) => Record<string, unknown>][] = [
  [/^### (.*)$/, "heading_3"],
  [/^## (.*)$/, "heading_2"],
  [/^# (.*)$/, "heading_1"],
  [/^- \[( |x)\] (.*)$/, "to_do", match => ({ checked: match[1] === "x" })],
  [/^[-*] (.*)$/, "bulleted_list_item"],
  [/^\d+\. (.*)$/, "numbered_list_item"],
  [/^> (.*)$/, "quote"],
];

/** Markdown as requests for blocks: headings, lists, to-dos, quotes, code, dividers and paragraphs; no nesting. */
export function markdownBlocks(source: string): BlockRequest[] {
  const blocks: BlockRequest[] = [];
  const lines = source.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string;
    if (line.trim() === "") continue;
    if (line.startsWith("```")) {
      const end = lines.findIndex((each, at) => at > index && each.startsWith("```"));
      const stop = end === -1 ? lines.length : end;
      const content = lines.slice(index + 1, stop).join("\n");
      blocks.push({
        type: "code",
        code: { rich_text: requests([plain(content)]), language: line.slice(3).trim() || "plain text" },
      });
      index = stop;
      continue;
    }
    blocks.push(/^(-{3,}|\*{3,})$/.test(line.trim()) ? { type: "divider", divider: {} } : lineBlock(line));
  }
  return blocks;
}

function lineBlock(line: string): BlockRequest {
  for (const [pattern, type, extra] of LINES) {
    const match = pattern.exec(line);
    if (match === null) continue;
    return { type, [type]: { rich_text: requests(markdownText(match.at(-1) as string)), ...extra?.(match) } };
  }
  return { type: "paragraph", paragraph: { rich_text: requests(markdownText(line)) } };
}

function requests(text: RichText[]): unknown[] {
  return text.map(run => (run.annotations === null ? { type: run.type, [run.type]: textOf(run) } : { ...run }));
}

function textOf(run: RichText): unknown {
  return run.type === "text" ? run.text : run.type === "equation" ? run.equation : run.mention;
}

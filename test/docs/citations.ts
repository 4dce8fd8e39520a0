import { dirname, join, normalize } from "node:path";
import type { Project, Source } from "./project.ts";

/** That a document or comment names something which has to be there. */
export interface Citation {
  /** File and line, as editors open them. */
  at: string;
  kind: "path" | "anchor" | "section" | "constant" | "name" | "command" | "flag" | "outside";
  /** What is named: a path, `page.md#anchor`, `page.md, Title`, a name, a script, or a flag with its script. */
  named: string;
  /** Why it leads nowhere; null where it leads somewhere. */
  dead: string | null;
}

/** Flags of npm's own. */
const NPM_FLAGS = new Set(["--ignore-scripts"]);
const NPM_SAYS = new Set(["EBADENGINE"]);

/**
 * Documents that are not part of the project, by the words they were cited with, and numbers of sections in documents
 * without a name. A public standard or book named in the same sentence may be cited by its sections.
 */
const OUTSIDE =
  /api-facts|\b(?:[Ss]ystems|[Ff]ield)(?:\.md)?, [A-Z]\d+|\b[Ss]ystems\.md|\b[Dd]esign, (?:sections? )?\d|\b[Ss]tyle, [“"]|\b[Ii]ssue [A-K]\b|\b[Ss]ections? \d+/g;
const STANDARD = /\b(?:RFC|draft-|UTS|DLMF|Unicode|Recipes)\b/;

/** Every citation of these files, in the order of their lines. */
export function citationsOf(sources: readonly Source[], project: Project): Citation[] {
  const reader = new Reader(project);
  return sources.flatMap(source => (source.path.endsWith(".md") ? reader.ofDocument(source) : reader.ofCode(source)));
}

/** The names headings have in links, as GitHub makes them, with titles and bold words, in small letters. */
export function placesIn(page: string): { anchors: Set<string>; titles: Set<string> } {
  const anchors = new Set<string>();
  const titles = new Set<string>();
  for (const line of withoutFences(page).split("\n")) {
    const heading = /^#+ (.+)$/.exec(line)?.[1];
    for (const [, bold = ""] of line.matchAll(/\*\*([^*]+)\*\*/g)) titles.add(plain(bold));
    for (const [, id = ""] of line.matchAll(/<a id="([^"]+)">/g)) anchors.add(id);
    if (heading === undefined) continue;
    titles.add(plain(heading));
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
    anchors.add(anchors.has(slug) ? `${slug}-1` : slug);
  }
  return { anchors, titles };
}

/** The comments of a file of code with their line numbers: whole lines alone, since a string can hold anything. */
export function commentsOf(text: string): { line: number; text: string }[] {
  const comments: { line: number; text: string }[] = [];
  let isInBlock = false;
  for (const [index, line] of text.split("\n").entries()) {
    const begins = /^\s*\/\*/.test(line);
    if (isInBlock || begins || /^\s*(?:\/\/|--|#) /.test(line)) {
      const words = line.replace(/^\s*(?:\/\*\*?|\/\/|\*\/|\*|--|#)\s?/, "").replace(/\*\/\s*$/, "");
      comments.push({ line: index + 1, text: words });
    }
    isInBlock = (isInBlock || begins) && !line.includes("*/");
  }
  return comments;
}

class Reader {
  readonly #project: Project;
  readonly #texts: ReadonlyMap<string, string>;
  /** Every word of the code, comments apart. */
  readonly #words: ReadonlySet<string>;

  constructor(project: Project) {
    this.#project = project;
    this.#texts = new Map(project.sources.map(({ path, text }) => [path, text]));
    const code = project.sources.filter(({ path }) => !path.endsWith(".md"));
    this.#words = new Set(code.flatMap(({ text }) => codeOf(text).match(/[A-Za-z_$][\w$]*/g) ?? []));
  }

  ofDocument({ path, text }: Source): Citation[] {
    const citations: Citation[] = [];
    let isFence = false;
    for (const [index, line] of text.split("\n").entries()) {
      const at = `${path}:${index + 1}`;
      if (line.startsWith("```")) isFence = !isFence;
      citations.push(...this.#commands(at, line), ...this.#sections(at, line), ...this.#outside(at, line));
      if (isFence) continue;
      citations.push(...this.#links(at, line, path), ...this.#spans(at, line));
    }
    return citations;
  }

  ofCode({ path, text }: Source): Citation[] {
    const comments = commentsOf(text);
    const inText = text
      .split("\n")
      .flatMap((line, index) => [
        ...this.#commands(`${path}:${index + 1}`, line),
        ...this.#sections(`${path}:${index + 1}`, line),
        ...this.#pages(`${path}:${index + 1}`, line),
      ]);
    const inComments = comments.flatMap(({ line, text: words }, index) => {
      const next = comments[index + 1];
      const goesOn = next?.line === line + 1 ? ` ${next.text}` : "";
      return [
        ...this.#relativePaths(`${path}:${line}`, words, path),
        ...this.#names(`${path}:${line}`, words),
        ...this.#outside(`${path}:${line}`, words, goesOn),
      ];
    });
    return [...inText, ...inComments];
  }

  /** `[words](page.md#anchor)`; other addresses than the project's own are not followed. */
  #links(at: string, line: string, from: string): Citation[] {
    return [...line.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]): Citation[] => {
      if (/^[a-z]+:/.test(target)) return [];
      const [page = "", anchor] = target.split("#");
      return this.#page(at, page === "" ? from : normalize(join(dirname(from), page)), anchor);
    });
  }

  /** A file that is named, and its anchor where there is one. */
  #page(at: string, path: string, anchor: string | undefined): Citation[] {
    const file: Citation = { at, kind: "path", named: path, dead: this.#missing(path) };
    if (anchor === undefined || file.dead !== null) return [file];
    const { anchors } = placesIn(this.#text(path));
    const dead = anchors.has(anchor) ? null : "no heading of that page leads there";
    return [file, { at, kind: "anchor", named: `${path}#${anchor}`, dead }];
  }

  /** What stands between backticks in a document: paths, constants, and a name together with the file it is in. */
  #spans(at: string, line: string): Citation[] {
    const spans = [...line.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span);
    const pairs = [...line.matchAll(/`(\w+(?:\.(?!ts)\w+)?)`, `([\w./-]+\.ts)`/g)].map(
      ([, name = "", path = ""]): Citation => {
        const file = this.#fileOf(path);
        const isThere = file !== null && declares(this.#text(file), name);
        return {
          at,
          kind: "constant",
          named: `${name} in ${path}`,
          dead: isThere ? null : "not declared in that file",
        };
      },
    );
    return [
      ...pairs,
      ...spans.filter(isPath).map((named): Citation => ({ at, kind: "path", named, dead: this.#missing(named) })),
      ...(at.startsWith("docs/facts/") ? [] : spans.filter(isName).map(named => this.#name(at, named))),
    ];
  }

  /** A constant, setting, function or type, of a member (`Row.absence`) both: each word has to be in the code. */
  #name(at: string, named: string): Citation {
    const isThere = named.split(".").every(part => this.#words.has(part));
    const kind = /^[A-Z0-9_]+$/.test(named) ? "constant" : "name";
    return { at, kind, named, dead: isThere ? null : "in no code" };
  }

  /** Constants and functions that a comment names. */
  #names(at: string, words: string): Citation[] {
    const constants = [...words.matchAll(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g)].map(([name]) => this.#name(at, name));
    const names = [...words.matchAll(/`([a-z]\w*(?:\.\w+)*)(?:\(\))?`/g)].map(([, name = ""]) => this.#name(at, name));
    return [...constants, ...names];
  }

  /** Pages that a comment or a text people read sends to, with or without an anchor. */
  #pages(at: string, line: string): Citation[] {
    const pages = [...line.matchAll(/(?<![\w/.])((?:docs\/[\w/-]+|README|SECURITY|CHANGELOG)\.md)(?:#([\w-]+))?/g)];
    return pages.flatMap(([, page = "", anchor]) => this.#page(at, page, anchor));
  }

  /** `../letters`, `./pages.ts`, `schema.ts`, "pairs and factors beside this file"; `a.ts` stands for any file. */
  #relativePaths(at: string, words: string, from: string): Citation[] {
    const named = [...words.matchAll(/(?<![\w/.@`-])(\.{1,2}\/[\w./-]*\w|[\w/-]+\.ts|(?:src|test)\/[\w/-]+)\b/g)].map(
      ([, path = ""]) => path,
    );
    const beside = [
      ...words.matchAll(/(?<![./\w])((?:`?\w+`?(?:, | and ))*`?\w+(?:\.ts)?`?) beside this file/g),
    ].flatMap(([, list = ""]) =>
      list.split(/, | and /).map(name => `./${name.replaceAll("`", "").replace(/\.ts$/, "")}`),
    );
    return [...named, ...beside]
      .filter(path => !/^\w\.ts$/.test(path))
      .map((path): Citation => {
        if (!path.startsWith(".")) return { at, kind: "path", named: path, dead: this.#missing(path) };
        const whole = normalize(join(dirname(from), path));
        const isThere = this.#project.paths.has(whole) || this.#project.paths.has(`${whole}.ts`);
        return { at, kind: "path", named: path, dead: isThere ? null : `there is no ${whole}` };
      });
  }

  /** `npm run script` (not that of whatever NAME or ${name}), the flags after it, and flags that stand alone between backticks: some command has to know those. */
  #commands(at: string, line: string): Citation[] {
    const runs = [...line.matchAll(/\bnpm (?!run [$A-Z])(?:run (?:--silent )?)?([a-z]\w*)([^`|&]*)/g)].flatMap(
      ([all, script = "", rest = ""]): Citation[] => {
        const isRun = all.startsWith("npm run");
        const isScript = this.#project.scripts[script] !== undefined;
        if (!isRun && !isScript) return [];
        const dead = isScript ? null : "package.json has no such script";
        const flags = isScript ? (rest.split(" #")[0]?.match(/(?<=[[ ])--[a-z][\w-]*/g) ?? []) : [];
        return [
          { at, kind: "command", named: script, dead },
          ...flags.map((flag): Citation => {
            const isKnown = flag === "--help" || this.#project.flagsOf(script).has(flag);
            return { at, kind: "flag", named: `${script} ${flag}`, dead: isKnown ? null : "not in the command's help" };
          }),
        ];
      },
    );
    const alone = at.includes(".ts:")
      ? []
      : [...line.matchAll(/`(--[a-z][\w-]*)[^`]*`/g)].map(([, flag = ""]): Citation => {
          const isKnown =
            flag === "--help" ||
            NPM_FLAGS.has(flag) ||
            Object.keys(this.#project.scripts).some(script => this.#project.flagsOf(script).has(flag));
          return { at, kind: "flag", named: flag, dead: isKnown ? null : "in no command's help" };
        });
    return [...runs, ...alone];
  }

  /** `README, "Title"`, `(README, Going live, 3)`, `docs/operating.md, “Title”`. */
  #sections(at: string, line: string): Citation[] {
    const quoted = line.matchAll(/\b(README|SECURITY\.md|docs\/[\w/-]+\.md)(?:'s section)?,? ["“]([^"”]+)["”]/g);
    const bare = line.matchAll(/\((README), ([A-Z][\w ]+?)(?:, \d+)?\)/g);
    return [...quoted, ...bare].map(([, page = "", title = ""]): Citation => {
      const path = page === "README" ? "README.md" : page;
      const named = `${path}, ${title}`;
      if (!this.#project.paths.has(path)) return { at, kind: "section", named, dead: `there is no ${path}` };
      const isThere = placesIn(this.#text(path)).titles.has(plain(title));
      return { at, kind: "section", named, dead: isThere ? null : "that page has no such section" };
    });
  }

  #outside(at: string, words: string, goesOn = ""): Citation[] {
    const found = [...words.matchAll(OUTSIDE)].filter(([all]) => !STANDARD.test(words) || !/^section/i.test(all));
    const broken = /\b[Dd]esign,$/.test(words) && /^ sections? \d/.test(goesOn) ? ["design, section …"] : [];
    return [...found.map(([all]) => all), ...broken].map(named => ({
      at,
      kind: "outside",
      named,
      dead: "a stranger has no such document",
    }));
  }

  #text(path: string): string {
    return this.#texts.get(path) ?? "";
  }

  /** The file a document means: by its whole path, or by the end of it where only one has that end. */
  #fileOf(path: string): string | null {
    if (this.#project.paths.has(path)) return path;
    if (this.#project.paths.has(`${path}.ts`)) return `${path}.ts`;
    return [...this.#project.paths].find(one => one.endsWith(`/${path}`)) ?? null;
  }

  #missing(path: string): string | null {
    const wanted = path.replace(/\/$/, "");
    if (wanted.includes("*")) {
      const pattern = new RegExp(`^${wanted.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
      return [...this.#project.paths].some(one => pattern.test(one)) ? null : "no file is called like that";
    }
    if (this.#fileOf(wanted) !== null) return null;
    const name = wanted.split("/").at(-1) ?? "";
    const elsewhere = [...this.#project.paths].filter(one => one.endsWith(`/${name}`));
    return `there is no such file${elsewhere.length > 0 ? `; perhaps ${elsewhere.join(" or ")}` : ""}`;
  }
}

/** A file of code without its comments. */
export function codeOf(text: string): string {
  const comments = new Set(commentsOf(text).map(({ line }) => line));
  return text
    .split("\n")
    .filter((_, index) => !comments.has(index + 1))
    .join("\n");
}

/** A path of the project, with or without its folder: not a package, nor a file that a reader is to make. */
function isPath(span: string): boolean {
  return /^(?:src|test|docs|\.ci|core)\/[\w./*-]+$/.test(span) || /^[\w-]+\.(?:ts|sql)$/.test(span);
}

/** What can only be a name of the code: capitals, or a capital within. Plain words and packages are not looked for. */
function isName(span: string): boolean {
  return /^(?:[A-Z][A-Z0-9_]{2,}|[A-Za-z]+[a-z][A-Z]\w*|[A-Z][a-z]\w*)(?:\.\w+)?$/.test(span) && !NPM_SAYS.has(span);
}

/** Whether a file of code declares a name, of a member (`Row.absence`) both. */
function declares(text: string, name: string): boolean {
  const [owner = "", member] = name.split(".");
  const isOwner = new RegExp(
    `\\b(?:const|let|function|class|type|interface)\\*? ${owner}\\b|^\\s*"?${owner}"?[:?]|^\\s*${owner},?$|\\b${owner}\\b *=|\\benv\\.${owner}\\b`,
    "m",
  ).test(text);
  return isOwner && (member === undefined || new RegExp(`\\b${member}\\b\\??[:(]`).test(text));
}

function withoutFences(page: string): string {
  return page.replace(/^```[\s\S]*?^```/gm, "");
}

function plain(title: string): string {
  return title.replace(/[*_`]/g, "").trim().toLowerCase();
}

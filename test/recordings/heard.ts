import { createHash } from "node:crypto";
import { type LoggedRequest, listeners } from "../simulators/requestLog.ts";

/** Something that is played, and what left Krug while it was: lines in their canonical form. */
export interface Unit {
  name: string;
  lines: string[];
}

/** A unit as it is kept: how many lines it has, and the beginning of their SHA-256. */
export interface Kept {
  name: string;
  count: number;
  hash: string;
}

interface Heard {
  at: number;
  line: string;
}

/** As long as a hash is kept: by chance two texts are taken for the same once in 2^64. */
const HASH_CHARACTERS = 16;

/** Where Krug says what it drew by chance, so that nobody guesses it: the channel on which Calendar tells of changes. */
const CHANNELS = /\/(events\/watch|channels\/stop)$/;

let heard: Heard[] = [];
/** What was drawn by chance, in the order in which it was first said. */
let drawn: string[] = [];

/** Begins to listen to all simulators of this process. */
export function listen(): void {
  heard = [];
  drawn = [];
  listeners.request = (entry, body) => {
    if (isKrugs(entry)) heard.push({ at: entry.at, line: requestLine(entry, body) });
  };
  listeners.mail = mail => void heard.push({ at: mail.at, line: `mail ${canonical(mail)}` });
}

/**
 * What left Krug since this was last asked, in canonical form: a line for each request to Notion and Google (world time, method,
 * path, query in the order of its names, body with the fields of its objects in the order of their names) and one for each mail
 * Google sent. What happened at one instant is in the order of its lines, since which of several requests under way comes first
 * is nobody's promise; instants are in the order in which they came. Of a sign-in the path alone is told: its body is signed at
 * the wall's time. Of the name and secret of a channel its place among those named so far is told. What people do themselves is left out, mails apart.
 */
export function taken(): string[] {
  const lines: string[] = [];
  let instant: Heard[] = [];
  const close = () => {
    const date = new Date(instant[0]?.at ?? 0).toISOString();
    lines.push(...instant.map(({ line }) => `${date} ${line}`).sort());
    instant = [];
  };
  for (const one of heard) {
    if (instant[0] !== undefined && instant[0].at !== one.at) close();
    instant.push(one);
  }
  close();
  listen();
  return lines;
}

/** Does some work, and what left Krug meanwhile, in canonical form. Nobody listens afterwards. */
export async function hearing<Result>(work: () => Promise<Result>): Promise<{ result: Result; lines: string[] }> {
  listen();
  try {
    const result = await work();
    return { result, lines: taken() };
  } finally {
    Object.assign(listeners, { request: null, mail: null });
  }
}

/** A unit as it is kept. */
export function kept({ name, lines }: Unit): Kept {
  const hash = createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, HASH_CHARACTERS);
  return { name, count: lines.length, hash };
}

/** JSON with the fields of each object in the order of their names. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (inner === null || typeof inner !== "object" || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Both simulators call whoever carries a token of Krug's "bot"; who signs in is nobody yet. */
function isKrugs({ actor }: LoggedRequest): boolean {
  return actor === "bot" || actor === "nobody";
}

function requestLine({ service, method, path, query }: LoggedRequest, body: string): string {
  const asked = new URLSearchParams(query);
  asked.sort();
  const where = `${service} ${method} ${path}${asked.size === 0 ? "" : `?${asked}`}`;
  if (path === "/token" || body === "") return where;
  return `${where} ${canonicalText(CHANNELS.test(path) ? withoutChance(body) : body)}`;
}

function withoutChance(body: string): string {
  return JSON.stringify(JSON.parse(body), (field, value: unknown) => {
    if (typeof value !== "string" || (field !== "id" && field !== "token")) return value;
    if (!drawn.includes(value)) drawn.push(value);
    return `drawn ${drawn.indexOf(value) + 1}`;
  });
}

function canonicalText(body: string): string {
  try {
    return canonical(JSON.parse(body));
  } catch {
    return JSON.stringify(body);
  }
}

import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { Trouble } from "../cli/front.ts";

const texts = z.record(z.string(), z.string());

const STATE = z.object({
  /** Of this file: a later version of Krug may keep it otherwise. */
  version: z.literal(1),
  /** Steps that have come to their end. */
  done: z.array(z.string()),
  /** Settings that are no secrets, by their names (docs/settings.md). */
  variables: texts,
  /** Secrets that Cloudflare has not got yet; each goes from here once it has. */
  secrets: texts,
  /** Names of the secrets that Cloudflare has. */
  placed: z.array(z.string()),
  coordinator: z.nullable(z.object({ name: z.string(), email: z.string() })),
  /** The first programme: its page's id and name. */
  programme: z.nullable(z.object({ id: z.string(), name: z.string() })),
  cloudflare: z.object({
    account: z.nullable(z.string()),
    database: z.nullable(z.string()),
    /** The Worker's address, `https://…`. */
    address: z.nullable(z.string()),
    /** A digest of what was deployed last. */
    deployed: z.nullable(z.string()),
  }),
  /** The confirmed list of people whom the Worker was not told of yet: a go for exactly these addresses. */
  confirmed: z.nullable(z.object({ programmeId: z.string(), emails: z.array(z.string()) })),
});

/** How far a set-up has come: everything given so far, and no secret that Cloudflare has. */
export type SetUpState = z.infer<typeof STATE>;

const BEGINNING: SetUpState = {
  version: 1,
  done: [],
  variables: {},
  secrets: {},
  placed: [],
  coordinator: null,
  programme: null,
  cloudflare: { account: null, database: null, address: null, deployed: null },
  confirmed: null,
};

/** The file in which a set-up keeps how far it has come; in `.gitignore`. */
export const STATE_FILE = ".krug/set-up.json";

/** How far the set-up in a folder has come; a beginning where there is none. @throws Trouble where the file can't be understood */
export function readState(root: string): SetUpState {
  const file = join(root, STATE_FILE);
  if (!existsSync(file)) return structuredClone(BEGINNING);
  try {
    return STATE.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Trouble(
      `${STATE_FILE} can't be understood: it was changed by hand, or is a later version's. Move it aside and run \`npm run setup\` again: it asks anew, finds what is there already, and makes nothing twice.`,
    );
  }
}

/** Keeps how far a set-up has come, whole or not at all, for nobody but its owner to read. */
export function keepState(root: string, state: SetUpState): void {
  const file = join(root, STATE_FILE);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.new`;
  writeFileSync(beside, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  chmodSync(beside, 0o600);
  renameSync(beside, file);
}

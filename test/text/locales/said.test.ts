import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CATALOGUES } from "../../../src/text/locales/catalogues.ts";
import { messagesOf } from "./messageTypes.ts";

const SRC = join(import.meta.dirname, "../../../src");
/** Where keys are named: all code but the file that types them. */
const CODE = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter(path => path.endsWith(".ts") && !path.endsWith("messages.ts"))
  .map(path => readFileSync(join(SRC, path), "utf8"))
  .join("\n");
/** Said by what the schema calls things, and by the questions the rules ask; both are held to those by their own tests. */
const { workspace, forms, ...SPOKEN } = CATALOGUES.en;

test("every message is said somewhere: one that nobody says any more is taken out in all languages", () => {
  const said = keysNamed(Object.keys(SPOKEN));
  const silent = [...messagesOf(SPOKEN).keys()].filter(key => !said.some(pattern => pattern.test(key)));
  expect(silent).toEqual([]);
});

/** The keys that code names, whole or with something put in; `sayAll` says all that begin alike. */
function keysNamed(domains: readonly string[]): RegExp[] {
  const named = new RegExp(
    `(sayAll\\([^"\`]*)?["\`]((?:${domains.join("|")})\\.(?:[^"\`$]|\\$\\{[^}]*\\})*)["\`]`,
    "g",
  );
  return [...CODE.matchAll(named)].map(([, isAll, key = ""]) => {
    const pattern = key.split(/\$\{[^}]*\}/).map(part => part.replaceAll(".", "\\."));
    return new RegExp(`^${pattern.join("[^.]+")}${isAll === undefined ? "" : "\\.[^.]+"}$`);
  });
}

/** A safeguard that is taken away on purpose, and the test that has to notice. */
export interface Weakening {
  /** What is taken away, as a line of the result. */
  what: string;
  file: string;
  /** Stands in the file exactly once. */
  from: string;
  to: string;
  /** The test file that has to fail. */
  caughtBy: string;
}

/** Safeguards against who wants in, wants to stop Krug, or wants to know, and rules that a slip once got past: each is taken away alone. */
export const WEAKENINGS: readonly Weakening[] = [
  {
    what: "a sign-in token is compared by its first half only",
    file: "src/web/door.ts",
    from: "const isCoordinator = await isEqualInConstantTime(token, door.coordinator);",
    to: "const isCoordinator = token.startsWith(door.coordinator.slice(0, 12));",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "a reader may do what a coordinator may",
    file: "src/web/door.ts",
    from: `if (needs !== "reader" && reader.role !== "coordinator") return refuse(context, "not_coordinator");`,
    to: "",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "another site's form counts as our own",
    file: "src/web/door.ts",
    from: `if (!isOwnRequest(context, reader)) return refuse(context, "other_site");`,
    to: "",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "wrong tokens are never slowed",
    file: "src/web/door.ts",
    from: "return (await wrongTryTable.count(this.#config.sql, address, this.#verifiers.wallNow())) > WRONG_TRIES_A_MINUTE;",
    to: "return false;",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "the session's cookie can be read by scripts",
    file: "src/web/door.ts",
    from: "httpOnly: true",
    to: "httpOnly: false",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "a session never ends",
    file: "src/store/people/coordinators.ts",
    from: "WHERE digest = ? AND ends_at > ?",
    to: "WHERE digest = ? AND ends_at > ? - 9e15",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "sessions are kept as the words of their cookies",
    file: "src/store/people/coordinators.ts",
    from: ".bind(await digestOf(word), role,",
    to: ".bind(word, role,",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "Access's word counts for any application",
    file: "src/secrets/token.ts",
    from: "      audience: signer.audience,\n",
    to: "",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "any service token is the commands'",
    file: "src/web/door.ts",
    from: "door.services.includes(who.service)",
    to: "who.service.length > 0",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "pages may be framed by other sites",
    file: "src/web/app.ts",
    from: `"x-frame-options": "DENY",`,
    to: "",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "a body is read whatever its length",
    file: "src/web/app.ts",
    from: "const LONGEST_FORM = 4096;",
    to: "const LONGEST_FORM = 1e9;",
    caughtBy: "test/web/door.test.ts",
  },
  {
    what: "names are written into the page as they stand",
    file: "src/web/organisation.ts",
    from: `import { html, raw } from "hono/html";`,
    to: `import { raw } from "hono/html";
const html = (parts: TemplateStringsArray, ...values: unknown[]) => raw(String.raw({ raw: parts }, ...values.flat()));`,
    caughtBy: "test/web/dashboard.test.ts",
  },
  {
    what: "a chat shows links that people wrote",
    file: "src/run/alarm/webhook.ts",
    from: String.raw`const JOINER = "\u2060";`,
    to: `const JOINER = "";`,
    caughtBy: "test/run/alarm/webhook.test.ts",
  },
  {
    what: "the chat's address goes to whom a chat points to",
    file: "src/run/alarm/webhook.ts",
    from: `redirect: "manual",`,
    to: `redirect: "follow",`,
    caughtBy: "test/run/alarm/webhook.test.ts",
  },
  {
    what: "who typed an address last has it",
    file: "src/core/domain/addresses.ts",
    from: "return sinceA - sinceB ||",
    to: "return sinceB - sinceA ||",
    caughtBy: "test/core/domain/addresses.test.ts",
  },
  {
    what: "whoever a page names is a coordinator",
    file: "src/core/state/snapshot.ts",
    from: "const isConfirmed = (id: string) => confirmed.has(id);",
    to: 'const isConfirmed = (id: string) => id !== "";',
    caughtBy: "test/stories/selfMadeCoordinator.test.ts",
  },
  {
    what: "the limit of a day grows by itself",
    file: "src/core/plan/massChangeGuard.ts",
    from: "&& reach.approved.invitations > 0,",
    to: ",",
    caughtBy: "test/core/plan/massChangeGuard.test.ts",
  },
  {
    what: "strangers are invited by what a page says",
    file: "src/core/plan/massChangeGuard.ts",
    from: "outsiders: 20, strangers: 0 };",
    to: "outsiders: 20, strangers: 20 };",
    caughtBy: "test/stories/strangers.test.ts",
  },
  {
    what: "a unanimous balance is shown",
    file: "src/core/rules/surveys/pulse.ts",
    from: "balance !== null && isMixed(Object.values(balance)) ? balance : null",
    to: "balance",
    caughtBy: "test/core/rules/surveys/waves.test.ts",
  },
  {
    what: "a name is erased inside other words",
    file: "src/core/state/personal/traces.ts",
    from: String.raw`const WORD_AFTER = "(?![\\p{L}\\p{N}\\p{M}_])";`,
    to: `const WORD_AFTER = "";`,
    caughtBy: "test/core/state/personal/traces.test.ts",
  },
  {
    what: "what is sealed is sealed alike each time",
    file: "src/secrets/cipher.ts",
    from: "const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));",
    to: "const iv = new Uint8Array(IV_BYTES);",
    caughtBy: "test/secrets/seal.test.ts",
  },
  {
    what: "whole answers are kept open",
    file: "src/store/mirror/answers.ts",
    from: "SEALED_FORMS.includes(kind) ? sealing.seal(",
    to: "SEALED_FORMS.length === 0 ? sealing.seal(",
    caughtBy: "test/stories/needs.test.ts",
  },
  {
    what: "a question of the help board needs a word more than people are told",
    file: "src/core/domain/values/format.ts",
    from: "export const WORDS_NEEDED = 4;",
    to: "export const WORDS_NEEDED = 5;",
    caughtBy: "test/core/plan/board/concrete.test.ts",
  },
  {
    what: "all that somebody said about their page is acted on at once, and the last word overwrites the others",
    file: "src/core/plan/index.ts",
    from: "const isFirst = !spoken.has(command.pageId);",
    to: "const isFirst = true;",
    caughtBy: "test/core/plan/letters/kickOffReplies.test.ts",
  },
  {
    what: "nothing is looked at when a class or webinar ends",
    file: "src/core/plan/index.ts",
    from: "snapshot.gatherings.values(), ({ startsAt, endsAt }) => [startsAt, endsAt]",
    to: "snapshot.gatherings.values(), ({ startsAt }) => [startsAt]",
    caughtBy: "test/core/plan/columns.test.ts",
  },
  {
    what: "a new name of two meetings of a series is told to everybody",
    file: "src/core/plan/slots/quiet.ts",
    from: "(renamed.get(nameKey(command)) ?? 0) < 2",
    to: "(renamed.get(nameKey(command)) ?? 0) < 3",
    caughtBy: "test/core/plan/slots/quiet.test.ts",
  },
];

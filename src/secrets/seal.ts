/**
 * What people said in confidence, sealed before it is kept.
 *
 * A sealed text is `sealed:KEY:VECTOR.CIPHERTEXT`: the id of its key stands beside it, so that several keys may be in use while
 * one takes the place of another. The context says where it is kept; moved to another row, it does not open.
 */
import { cipherSuite } from "./cipher.ts";

/** A key of the setting KEEPING_KEY. */
export interface SealingKey {
  /** Follows from the key, so that no two keys can have one, and says nothing of it. */
  id: string;
  cipher: CryptoKey;
  /** Makes marks that take the place of what can't be told in a table's key. */
  marks: CryptoKey;
}

/** The keys of a deployment: the first seals, all open; none where the setting is not set. They are derived once, when first needed. */
export interface Keeping {
  keys(): Promise<readonly SealingKey[]>;
}

const ID_CHARACTERS = 8;

const SEALED = /^sealed:([\w-]{8}):([\w-]+\.[\w-]+)$/;

/** Keeps under these secrets, the first of which seals. */
export function keepingOf(secrets: readonly string[]): Keeping {
  let derived: Promise<readonly SealingKey[]> | null = null;
  return {
    keys: () => {
      derived ??= Promise.all(secrets.map(sealingKey));
      return derived;
    },
  };
}

async function sealingKey(secret: string): Promise<SealingKey> {
  const [cipher, marks, ids] = await Promise.all([
    cipherSuite.key(secret, "keeping"),
    cipherSuite.markKey(secret, "keeping marks"),
    cipherSuite.markKey(secret, "keeping id"),
  ]);
  return { id: (await cipherSuite.mark(ids, "id")).slice(0, ID_CHARACTERS), cipher, marks };
}

/** How what was said in confidence is sealed, and opened again. */
export const sealing = {
  /** A text as it is kept: sealed under the first key; as it is where there is none. */
  async seal(keys: readonly SealingKey[], plain: string, context: string): Promise<string> {
    const [key] = keys;
    return key === undefined
      ? plain
      : `${sealing.prefixOf(key)}${await cipherSuite.encrypt(key.cipher, plain, context)}`;
  },

  /** A kept text as it was said; one that was never sealed comes back as it is. Null for one that can't be opened. */
  async open(keys: readonly SealingKey[], kept: string, context: string): Promise<string | null> {
    const match = SEALED.exec(kept);
    if (match === null) return kept;
    const [, id = "", content = ""] = match;
    const key = keys.find(key => key.id === id);
    return key === undefined ? null : cipherSuite.decrypt(key.cipher, content, context);
  },

  /** What every text begins with that is sealed under a key. */
  prefixOf({ id }: Pick<SealingKey, "id">): string {
    return `sealed:${id}:`;
  },

  /** What stands for a text where a table needs it as a key; the text itself where there is no key to hide it with. */
  async blinded(keys: readonly SealingKey[], text: string): Promise<string> {
    const [key] = keys;
    return key === undefined ? text : (await cipherSuite.mark(key.marks, text)).slice(0, 22);
  },
};

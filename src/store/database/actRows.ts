import type { ActedOn } from "../../core/domain/actedOn.ts";
import { type SealingKey, sealing } from "../../secrets/seal.ts";

/** What was acted on as the database has it. */
export interface ActRow {
  cause: string;
  said: string;
  at: number;
}

/** What was acted on as a row, sealed where it was said in confidence. */
export const sealedAct = {
  /**
   * A request to be kept apart names both people in the cause itself: then cause and word are sealed as one, and of the
   * cause the programme and a mark remain. Of an answer to the needs form the word is sealed where no page shows it. The
   * rest says nothing in confidence.
   */
  async kept(keys: readonly SealingKey[], { cause, said, at, isHidden }: ActedOn): Promise<ActRow> {
    if (isHidden) return { cause, said: await sealing.seal(keys, said, contextOf(cause)), at };
    if (!cause.startsWith("apart:") || keys.length === 0) return { cause, said, at };
    const [what, programmeId] = cause.split(":");
    const kept = `${what}:${programmeId}:${await sealing.blinded(keys, cause)}`;
    return { cause: kept, said: await sealing.seal(keys, JSON.stringify([cause, said]), contextOf(kept)), at };
  },

  /** What was acted on, as it was said; where it can't be opened `said` is empty, and of the cause there is what is kept. */
  async opened(keys: readonly SealingKey[], { cause, said, at }: ActRow): Promise<ActedOn> {
    const plain = await sealing.open(keys, said, contextOf(cause));
    if (plain === null) return { cause, said: "", at, isUnopened: true };
    if (plain === said || !cause.startsWith("apart:")) return { cause, said: plain, at };
    const [own, word] = JSON.parse(plain) as [string, string];
    return { cause: own, said: word, at };
  },
};

function contextOf(cause: string): string {
  return `acted_on/${cause}`;
}

/**
 * What is known of what is settled, beside what lives.
 *
 * Idea: runs load what lives. Of the groups that are settled (settled/groups.ts) rules need little: who was together in which round, who held
 * the seat and whether they met, the addresses people went by. Who was together is read for a programme once a rule asks for it: asked
 * for before it was read it throws, and never looks as if nobody had met. Source: docs/what-is-settled.md.
 */

import { AskedAgain } from "../domain/values/guarded.ts";

/** A settled group of a round. */
export interface PastGroup {
  id: string;
  programmeId: string;
  /** 0 for the first. */
  round: number;
  memberIds: readonly string[];
  /** Who held the group's seat; null for nobody. */
  facilitatorId: string | null;
  /** False for one that was dissolved before its people met. */
  hasMet: boolean;
  /** What was said after its sessions, once a person and session. */
  reports: number;
}

/** An address people went by in what is settled. */
export interface PastAddress {
  /** As it was written. */
  email: string;
  /** Whose it was when Krug invited them under it; null where that is not known. */
  personId: string | null;
  /** True for a guest of an event; false where only an answer carried it. */
  isGuest: boolean;
}

/** What is settled of a programme, in numbers. */
interface PastProgramme {
  /** The first round of which a group is settled. */
  firstRound: number;
  /** What was said after settled sessions, once a person and session. */
  reports: number;
}

export interface Past {
  /** The programmes that have settled groups. */
  programmes: ReadonlyMap<string, PastProgramme>;
  /** The settled groups of the programmes they were read of: filled as rules ask. */
  readonly groups: Map<string, readonly PastGroup[]>;
  addresses: readonly PastAddress[];
}

/** Nothing is settled. */
export const NO_PAST: Past = { programmes: new Map(), groups: new Map(), addresses: [] };

/** Something a rule needs is kept and was not read: it is read, and the rule asked again. */
export class NotRead extends AskedAgain {
  readonly programmeId: string;

  constructor(programmeId: string) {
    super(`the settled groups of ${programmeId} were not read`);
    this.programmeId = programmeId;
  }
}

/** A programme's settled groups; none where nothing of it is settled. @throws NotRead where they were not read. */
export function pastGroupsOf({ programmes, groups }: Past, programmeId: string): readonly PastGroup[] {
  if (!programmes.has(programmeId)) return [];
  const read = groups.get(programmeId);
  if (read === undefined) throw new NotRead(programmeId);
  return read;
}

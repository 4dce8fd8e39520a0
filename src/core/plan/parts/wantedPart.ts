import type { PartFacts } from "../../domain/part.ts";

/** What a page's body should say; `facts` are worked out where it says something else: null for nothing any more. */
export interface WantedPart {
  pageId: string;
  facts(): PartFacts | null;
  /** What it is kept by: the same as long as nothing is to be written. */
  about: unknown;
}

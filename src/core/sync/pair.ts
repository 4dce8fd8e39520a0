import type { EventCopy, EventDraft } from "../event.ts";
import type { Language } from "../language.ts";
import type { Session } from "../session.ts";
import type { Instant } from "../time.ts";
import type { Words } from "../words.ts";
import type { Link } from "./link.ts";

/** A session's page and its event, and what its event should be now. */
export interface Pair {
  session: Session;
  link: Link | null;
  event: EventCopy | null;
  draft: EventDraft;
  now: Instant;
  language: Language;
  words: Words;
}

/** A pair whose event is known. */
export type Linked = Pair & { link: Link; event: EventCopy };

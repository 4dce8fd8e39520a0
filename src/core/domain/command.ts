import type { ActedOn } from "./actedOn.ts";
import type { EventChanges, EventDraft, Guest } from "./event.ts";
import type { FormKind, Responders } from "./form.ts";
import type { LetterDraft } from "./letter.ts";
import type { Link } from "./link.ts";
import type { PartFacts } from "./part.ts";
import type { Series, SeriesDraft, SeriesException } from "./series.ts";
import type { Language } from "./values/language.ts";
import type { PlainValue, SourceKey } from "./values/row.ts";
import type { Instant, LocalDate } from "./values/time.ts";

export type Values = Readonly<Record<string, PlainValue>>;

/** A heading or a paragraph of a page. */
export interface PageText {
  kind: "heading" | "paragraph";
  text: string;
}

/**
 * One thing to do outside, as data. `key` names it in the outbox: the same intention has the same key, however often it is
 * decided. `link` is what is agreed once it is done, kept in the same transaction as the answer.
 */
export type Command =
  | {
      kind: "create_page";
      key: string;
      source: SourceKey;
      values: Values;
      /** What stands on the page itself, where anything does. */
      body?: readonly PageText[];
      /** One of Krug's own guides, whose title and text are put in place when the page is written. */
      guide?: { id: string; language: Language };
    }
  | {
      kind: "update_page";
      key: string;
      source: SourceKey;
      pageId: string;
      values: Values;
      link?: Link;
      acts?: ActedOn[];
    }
  | {
      /** Writes Krug's part of a page's body; `mark` is kept as what it says once it is done. Null facts take it away. */
      kind: "write_part";
      key: string;
      source: SourceKey;
      pageId: string;
      facts: PartFacts | null;
      mark: string;
    }
  | { kind: "trash_page"; key: string; source: SourceKey; pageId: string }
  | { kind: "comment"; key: string; pageId: string; text: string; acts?: ActedOn[] }
  | { kind: "create_event"; key: string; draft: EventDraft; link: Link }
  | {
      kind: "change_event";
      key: string;
      etag: string;
      change: EventChanges;
      mailed: string[];
      link: Link;
    }
  | {
      kind: "cancel_event";
      key: string;
      etag: string;
      mailed: string[];
      link: Link;
      /** Another event than the link's: one that its meeting has no use for beside its own, so that the link stays as it is. */
      surplusId?: string;
    }
  | { kind: "save_link"; key: string; link: Link }
  | {
      /** Makes a group's recurring event; `mailed` are invited by mail, the others find it in their calendars. */
      kind: "create_series";
      key: string;
      draft: SeriesDraft;
      series: Series;
      exceptions: SeriesException[];
      mailed: string[];
      links: Link[];
      /** The series it goes on from, which has no heir to wait for any more. */
      settles: Series | null;
    }
  | {
      /** Changes guests or marks of a recurring event as a whole; `exceptions` follow silently. */
      kind: "change_series";
      key: string;
      etag: string;
      change: { guests?: Guest[]; marks?: Readonly<Record<string, string | null>> };
      series: Series;
      exceptions: SeriesException[];
      mailed: string[];
      links: Link[];
    }
  | {
      /** Ends a recurring event before an instant, or deletes it where nothing of it has taken place (`before` null). */
      kind: "end_series";
      key: string;
      etag: string;
      before: Instant | null;
      /** Places in the series that alone are cut: behind them lie meetings that people added. Absent where there are none. */
      places?: Instant[];
      series: Series;
      mailed: string[];
      links: Link[];
      /** Sessions whose links are let go until another series holds them. */
      released: string[];
    }
  | { kind: "save_series"; key: string; series: Series }
  /** Nothing to do outside: what was said is as it should be already. */
  | { kind: "note_acted"; key: string; acts: ActedOn[] }
  | { kind: "send_letter"; key: string; eventId: string; draft: LetterDraft }
  | {
      kind: "create_form";
      key: string;
      programmeId: string;
      formKind: FormKind;
      /** The form it is made in place of, which was deleted. */
      replaces: string | null;
    }
  | {
      /** Writes what a form should ask into it and opens it for answers; what people added to it stays. */
      kind: "change_form";
      key: string;
      programmeId: string;
      formKind: FormKind;
      formId: string;
      skills: string[];
    }
  | {
      /** Lets people answer a form: publishing it opens it for nobody. */
      kind: "open_form";
      key: string;
      programmeId: string;
      formKind: FormKind;
      formId: string;
      responders: Responders;
      /** The programme's day. */
      on: LocalDate;
    };

type CommandKind = Command["kind"];

export type CommandOf<Kind extends CommandKind> = Extract<Command, { kind: Kind }>;

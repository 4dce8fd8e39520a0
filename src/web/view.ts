import type { Programme } from "../core/domain/programme.ts";
import type { Language } from "../core/domain/values/language.ts";
import type { SourceKey } from "../core/domain/values/row.ts";
import type { Instant } from "../core/domain/values/time.ts";
import type { Outage } from "../core/rules/guards/outages.ts";
import type { Point } from "../core/rules/metrics/points.ts";
import type { ToldAim } from "../core/words/aims.ts";
import type { HeldRun } from "../store/runs/heldRun.ts";
import type { KeptRun } from "../store/runs/runs.ts";
import type { ToldInsight } from "../text/figures/insights.ts";
import type { KeepingTrouble } from "../text/operating/keeping.ts";
import { withoutAddresses } from "../text/operating/outages.ts";
import { NOBODY, type Organisation } from "./organisation.ts";
import type { PulseTexts } from "./pulseTexts.ts";

/** What the page shows, as of the last run. */
export interface DashboardView {
  language: Language;
  asOf: Instant | null;
  zone: string;
  run: KeptRun | null;
  /** Since when no run has ended, where one should have; wall clock. */
  silentSince: Instant | null;
  /** What stands still because a service refuses. */
  outages: Outage[];
  /** What programmes wait for, but for the held run: a sentence each, the programme's page, and the draft rounds to approve (`roundOf`). */
  waits: { says: string; url: string; isForCoordinator: boolean; approve?: readonly string[] }[];
  programmes: {
    name: string;
    url: string;
    /** Of its own page on the dashboard: "/programmes/…". */
    path: string;
    zone: string;
    people: number;
    company: Organisation;
    /** Where its people talk: all that is shown of it is the host, null for nowhere. Null for a reader. */
    chat: { programmeId: string; host: string | null; isGone: boolean } | null;
    /** How its aims stand, in the order in which they were written; no name is in it. */
    aims: ToldAim[];
    /** Every figure that may be shown to all: its points in time, oldest first. */
    figures: { id: string; skill: string | null; points: Point[] }[];
    /** What people wrote in anonymous pulses, where it may be read; latest first. */
    pulseTexts: PulseTexts[];
  }[];
  sessions: {
    title: string;
    url: string;
    startsAt: Instant;
    endsAt: Instant;
    zone: string;
    programme: string;
    replies: string;
    meet: string | null;
  }[];
  /** What was given up after several tries, with the page it concerns where there is one. */
  givenUp: { what: string; why: string; page: string; url: string | null }[];
  /** What is not as it should be with the key of what is said in confidence; null where all is well. */
  keeping: KeepingTrouble | null;
  /** Messages of the queue that could not be handled. */
  deadLetters: number;
  /** The run that waits for a coordinator's go; null when none does. */
  held: HeldRun | null;
  /** What the reader's go came to a moment ago; null when they said none. */
  outcome: "said" | "changed" | "who_changed" | "chat_refused" | null;
  /** Who is to be confirmed, or is not. */
  toSettle: WhoToSettle[];
  /** What the figures showed: what lasts, then what ended lately. */
  insights: ShownInsight[];
  /** Why the coordinator's chat was not told of new insights; null when it was, or there is none. */
  untold: string | null;
  /** Whom the reader looks for on a programme's page, as they wrote it; empty for nobody. */
  find: string;
  /** Where all stands of what is cut here; null where nothing is. */
  all: string | null;
  /** True for a reader, who sees the programmes' figures and nothing of single people. */
  isFiguresAlone?: boolean;
  /** Pages with something to settle, a line a problem; a confidential goal's title is not told. */
  problems: { source: SourceKey; page: string; url: string; says: string }[];
}

/** Of a programme's own page on the dashboard, from its id. */
export function programmePath(id: string): string {
  return `/programmes/${id.replaceAll("-", "")}`;
}

/** A question of identity that only a coordinator can settle. */
export interface WhoToSettle {
  /** `named`: pages name them as coordinator; `known`: and did before that was asked, so they are one; `address`: it was another's first. */
  is: "named" | "known" | "address";
  pageId: string;
  name: string;
  url: string;
  /** As it stands on the page: an answer is for this one. */
  email: string;
  /** The programmes whose pages name them, by name; empty for an address. */
  programmes: string[];
}

/** An insight with the names its ids stand for now, and where it may be read about. */
export interface ShownInsight {
  told: ToldInsight;
  programme: string;
  use: Programme["insights"];
  zone: string;
  since: Instant;
  goneAt: Instant | null;
  /** Pages it is about. */
  pages: { title: string; url: string }[];
}

/** The same without anything that names or concerns single people: what a reader sees. */
export function figuresAlone(view: DashboardView): DashboardView {
  return {
    ...view,
    outages: view.outages.map(stop => ({ ...stop, why: withoutAddresses(stop.why) })),
    waits: [],
    sessions: [],
    givenUp: [],
    held: null,
    toSettle: [],
    insights: [],
    untold: null,
    keeping: null,
    problems: [],
    isFiguresAlone: true,
    programmes: view.programmes.map(programme => ({
      ...programme,
      company: NOBODY,
      pulseTexts: [],
      chat: null,
    })),
  };
}

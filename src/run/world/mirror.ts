import type { ActedOn } from "../../core/domain/actedOn.ts";
import { type AddressClaim, addressesMet, claimsAfter } from "../../core/domain/addresses.ts";
import type { EventCopy } from "../../core/domain/event.ts";
import type { Link } from "../../core/domain/link.ts";
import type { Series } from "../../core/domain/series.ts";
import { parseAddress } from "../../core/domain/values/address.ts";
import type { Row } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { KeptInsight } from "../../core/rules/insights/settling.ts";
import type { Gap } from "../../core/state/gaps.ts";
import type { Mirror as KeptMirror } from "../../core/state/mirror.ts";
import type { PageChange } from "../../core/state/pageChanges.ts";
import { type Snapshot, snapshotOf } from "../../core/state/snapshot.ts";
import type { Sql } from "../../store/database/sql.ts";
import { listInsights } from "../../store/figures/insights.ts";
import { listActedOn } from "../../store/mirror/actedOn.ts";
import { listAddressClaims, savingAddressClaims } from "../../store/mirror/addresses.ts";
import { type KeptResponse, listKeptResponses } from "../../store/mirror/answers.ts";
import { type KeptCoordinator, listCoordinators } from "../../store/mirror/coordinators.ts";
import { listDiscarded } from "../../store/mirror/discarded.ts";
import { listKeptEvents } from "../../store/mirror/events.ts";
import { type KeptForm, listForms } from "../../store/mirror/forms.ts";
import { listLinks } from "../../store/mirror/links.ts";
import { listNotices, type Notice } from "../../store/mirror/notices.ts";
import { listPageChanges } from "../../store/mirror/pageChanges.ts";
import { listPageKeys } from "../../store/mirror/pageKeys.ts";
import { listPages } from "../../store/mirror/pages.ts";
import { listSeries } from "../../store/mirror/series.ts";
import { type KeptWave, listKeptWaves } from "../../store/mirror/waves.ts";

/** What D1 holds of the world, in memory for one run. Every write to D1 is made here as well, so that it is read once. */
export class Mirror {
  readonly rows: Map<string, Row>;
  readonly events: Map<string, EventCopy>;
  readonly links: Map<string, Link>;
  readonly series: Map<string, Series>;
  readonly forms: Map<string, KeptForm>;
  readonly waves: Map<string, KeptWave>;
  readonly responses: Map<string, KeptResponse>;
  /** Keys of pages people put in the trash. */
  readonly discarded: Set<string>;
  /** The page each key belongs to. */
  readonly keyOwners: Map<string, string>;
  readonly actedOn: Map<string, ActedOn>;
  notices: Notice[];
  readonly insights: Map<string, KeptInsight>;
  addressClaims: readonly AddressClaim[];
  readonly coordinators: readonly KeptCoordinator[];
  readonly pageChanges: readonly PageChange[];
  /** Who is a coordinator by the settings. */
  readonly #setCoordinators: readonly string[];
  /** Tables that can't be read as they should, as the run that reads them found. */
  gaps: readonly Gap[] = [];
  /** Programmes of which something that was said can't be opened, and how much. */
  readonly unopened: Map<string, number>;

  constructor(kept: {
    rows: Row[];
    events: EventCopy[];
    links: Link[];
    series: Series[];
    forms: KeptForm[];
    waves: KeptWave[];
    responses: KeptResponse[];
    notices: Notice[];
    discarded: string[];
    keyOwners: Map<string, string>;
    actedOn: ActedOn[];
    insights: KeptInsight[];
    addressClaims: readonly AddressClaim[];
    coordinators: readonly KeptCoordinator[];
    pageChanges: readonly PageChange[];
    setCoordinators: readonly string[];
    unopened: readonly string[];
  }) {
    this.rows = new Map(kept.rows.map(row => [row.id, row]));
    this.events = new Map(kept.events.map(event => [event.id, event]));
    this.links = new Map(kept.links.map(link => [link.sessionId, link]));
    this.series = new Map(kept.series.map(series => [series.id, series]));
    this.forms = new Map(kept.forms.map(form => [formKey(form), form]));
    this.waves = new Map(kept.waves.map(wave => [wave.key, wave]));
    this.responses = new Map(kept.responses.map(one => [one.response.responseId, one]));
    this.notices = kept.notices;
    this.discarded = new Set(kept.discarded);
    this.keyOwners = kept.keyOwners;
    this.actedOn = new Map(kept.actedOn.map(act => [act.cause, act]));
    this.addressClaims = kept.addressClaims;
    this.coordinators = kept.coordinators;
    this.pageChanges = kept.pageChanges;
    this.#setCoordinators = kept.setCoordinators;
    this.insights = new Map(kept.insights.map(insight => [insight.key, insight]));
    this.unopened = new Map();
    for (const id of kept.unopened) this.unopened.set(id, (this.unopened.get(id) ?? 0) + 1);
  }

  /** What is held, as plain data. */
  kept(): KeptMirror {
    return {
      rows: [...this.rows.values()],
      events: [...this.events.values()],
      links: [...this.links.values()],
      series: [...this.series.values()],
      forms: [...this.forms.values()]
        .filter(form => form.state === "published")
        .map(form => ({
          programmeId: form.programmeId,
          kind: form.kind,
          formId: form.formId,
          responderUri: form.responderUri,
          skills: JSON.parse(form.spec) as string[],
          written: form.written,
          look: form.look,
          access: form.access ?? null,
          replaces: form.replaces,
        })),
      responses: [...this.responses.values()],
      waves: this.waves,
      notices: this.notices,
      discarded: this.discarded,
      keyOwners: this.keyOwners,
      actedOn: [...this.actedOn.values()],
      insights: [...this.insights.values()],
      gaps: this.gaps,
      addressClaims: this.addressClaims,
      pageChanges: this.pageChanges,
      coordinators: [
        ...this.#setCoordinators.map(email => ({ email, pageId: null })),
        ...this.coordinators.map(({ email, pageId }) => ({ email: parseAddress(email).email ?? email, pageId })),
      ],
      unopened: this.unopened,
    };
  }

  /** Everything understood, as the rules see it. */
  snapshot(): Snapshot {
    return snapshotOf(this.kept());
  }
}

export function formKey(form: { programmeId: string; kind: string }): string {
  return `${form.programmeId}/${form.kind}`;
}

/**
 * The whole mirror, `setCoordinators` being those the settings name; fifteen statements, and one more for every few thousand pages or
 * events. The words of letters, which no rule reads, only where they are asked for.
 */
export async function loadMirror(sql: Sql, setCoordinators: readonly string[], isWithLetters = false): Promise<Mirror> {
  const [
    rows,
    events,
    links,
    series,
    forms,
    waves,
    answers,
    notices,
    discarded,
    keyOwners,
    actedOn,
    insights,
    addressClaims,
    coordinators,
    pageChanges,
  ] = await Promise.all([
    listPages(sql),
    listKeptEvents(sql, isWithLetters),
    listLinks(sql),
    listSeries(sql),
    listForms(sql),
    listKeptWaves(sql),
    listKeptResponses(sql),
    listNotices(sql),
    listDiscarded(sql),
    listPageKeys(sql),
    listActedOn(sql),
    listInsights(sql),
    listAddressClaims(sql),
    listCoordinators(sql),
    listPageChanges(sql),
  ]);
  return new Mirror({
    rows,
    events,
    links,
    series,
    forms,
    waves,
    responses: answers.responses,
    notices,
    discarded,
    keyOwners,
    actedOn,
    insights,
    addressClaims,
    coordinators,
    pageChanges,
    setCoordinators,
    unopened: answers.unopened,
  });
}

/** Keeps who has which address now; no statement where nothing is other. */
export async function keepAddresses(sql: Sql, mirror: Mirror, now: Instant): Promise<void> {
  const people = [...mirror.rows.values()].filter(row => row.source === "people");
  let met: ReadonlySet<string> | null = null;
  const isUsed = (address: string) => {
    met ??= addressesMet(mirror.kept());
    return met.has(address);
  };
  const before = mirror.addressClaims;
  mirror.addressClaims = claimsAfter(before, people, isUsed, now);
  const statements = savingAddressClaims(sql, before, mirror.addressClaims);
  if (statements.length > 0) await sql.batch(statements);
}

/** An event as it is to be kept: of a deleted one Google says little more than its id, so what was known of it stays. */
export function mergedEvent(known: EventCopy | undefined, event: EventCopy): EventCopy {
  if (!event.isCancelled || event.startsAt !== null || known === undefined) return event;
  return { ...known, isCancelled: true, etag: event.etag, updatedAt: event.updatedAt };
}

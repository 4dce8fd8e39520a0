import { addressesMet, claimsAfter } from "../../core/domain/addresses.ts";
import { formKey } from "../../core/domain/form.ts";
import { parseAddress } from "../../core/domain/values/address.ts";
import { timesOf } from "../../core/domain/values/maps.ts";
import type { Row } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Gap } from "../../core/state/gaps.ts";
import { IDS, indexed, listed, type Mirror, type Near, NOTHING_HELD, type OpenForm } from "../../core/state/mirror.ts";
import { NO_PAST } from "../../core/state/past.ts";
import { type Snapshot, snapshotOf } from "../../core/state/snapshot.ts";
import type { Extent } from "../../store/database/portions.ts";
import type { Sql } from "../../store/database/sql.ts";
import { insightTable } from "../../store/figures/insights.ts";
import { actedOnTable } from "../../store/mirror/actedOn.ts";
import { answerTable, type KeptResponse } from "../../store/mirror/answers.ts";
import { discardedTable } from "../../store/mirror/discarded.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { formTable, type KeptForm } from "../../store/mirror/forms.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { noticeTable } from "../../store/mirror/notices.ts";
import { pageChangeTable } from "../../store/mirror/pageChanges.ts";
import { pageKeyTable } from "../../store/mirror/pageKeys.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { pastTable } from "../../store/mirror/past.ts";
import { seriesTable } from "../../store/mirror/series.ts";
import { type KeptWave, waveTable } from "../../store/mirror/waves.ts";
import { addressTable } from "../../store/people/addresses.ts";
import { coordinatorTable } from "../../store/people/coordinators.ts";

/** The parts as the database keeps them, each read by itself: fifteen statements, and one more for every few thousand pages or events. */
async function readParts(sql: Sql, extent: Extent) {
  const answers = answerTable.list(sql, extent);
  return allOf({
    rows: byId(IDS.rows, pageTable.list(sql, extent)),
    events: byId(IDS.events, eventTable.list(sql, extent)),
    links: byId(IDS.links, linkTable.list(sql, extent)),
    series: byId(IDS.series, seriesTable.list(sql, extent)),
    forms: byId(IDS.forms, formTable.list(sql)),
    responses: byId(
      IDS.responses,
      answers.then(({ responses }) => responses),
    ),
    unopened: answers.then(({ unopened }) => timesOf(unopened)),
    waves: byId(wave => wave.key, waveTable.list(sql)),
    notices: noticeTable.list(sql),
    discarded: discardedTable.list(sql).then(keys => new CountedSet(keys)),
    keyOwners: pageKeyTable.list(sql, extent).then(owners => new CountedMap(owners)),
    actedOn: byId(IDS.actedOn, actedOnTable.list(sql, extent)),
    insights: byId(IDS.insights, insightTable.list(sql)),
    addressClaims: addressTable.list(sql),
    coordinators: coordinatorTable.list(sql),
    pageChanges: pageChangeTable.list(sql),
    // Of what is loaded nothing is past.
    past: extent === "all" ? Promise.resolve(NO_PAST) : pastTable.read(sql),
    /** As the run that reads the tables finds. */
    gaps: Promise.resolve<readonly Gap[]>([]),
    near: Promise.resolve<Near | null>(null),
  });
}

type Parts = Awaited<ReturnType<typeof readParts>>;

/** What is read of each part is a field of the mirror that has it. */
const WithParts = class {
  constructor(parts: Parts) {
    Object.assign(this, parts);
  }
} as new (
  parts: Parts,
) => Parts;

/** What a reading of the forms has kept. */
interface AnswersKept {
  responses: readonly KeptResponse[];
  forms: readonly KeptForm[];
  waves: readonly KeptWave[];
}

/** What D1 holds of the world, in memory for one run. Every write to D1 is made here as well, so that it is read once. */
export class RunMirror extends WithParts {
  /** Who is a coordinator by the settings. */
  readonly #setCoordinators: readonly string[];
  #understood: { stamp: readonly unknown[]; snapshot: Snapshot } | null = null;
  /** True once something was found to be other than it was read: what follows from that may lie anywhere. */
  isOtherwise = false;

  constructor(parts: Parts, setCoordinators: readonly string[]) {
    super(parts);
    this.#setCoordinators = setCoordinators;
  }

  /** The mirror, `setCoordinators` being those the settings name: what lives, or what is settled too and the words of letters. */
  static async load(sql: Sql, setCoordinators: readonly string[], extent: Extent = "living"): Promise<RunMirror> {
    return new RunMirror(await readParts(sql, extent), setCoordinators);
  }

  /** A mirror with some pages alone: enough to write on them. */
  static ofPages(rows: Iterable<Row>, setCoordinators: readonly string[]): RunMirror {
    const parts = indexed(NOTHING_HELD);
    const maps = Object.fromEntries(Object.keys(parts).map(name => [name, new CountedMap()]));
    const { notices, coordinators: _, ...rest } = NOTHING_HELD;
    const own = {
      ...rest,
      ...maps,
      rows: new CountedMap([...rows].map(row => [row.id, row])),
      waves: new CountedMap(),
      discarded: new CountedSet(),
      keyOwners: new CountedMap(),
      notices: [...notices],
      coordinators: [],
    };
    return new RunMirror(own as unknown as Parts, setCoordinators);
  }

  /** What is held, as plain data. */
  kept(): Mirror {
    return {
      ...this,
      ...listed({ ...this, forms: openForms(this.forms) }),
      coordinators: [
        ...this.#setCoordinators.map(email => ({ email, pageId: null })),
        ...this.coordinators.map(({ email, pageId }) => ({ email: parseAddress(email).email ?? email, pageId })),
      ],
    };
  }

  /** Everything understood, as the rules see it; the same as long as nothing is other. */
  snapshot(): Snapshot {
    const stamp = Object.values(this).flatMap(part => [
      part,
      part instanceof CountedMap || part instanceof CountedSet ? part.changes : null,
    ]);
    const before = this.#understood;
    if (before?.stamp.every((part, place) => part === stamp[place])) return before.snapshot;
    const snapshot = snapshotOf(this.kept());
    this.#understood = { stamp, snapshot };
    return snapshot;
  }

  /** Takes over what a reading of the forms has kept. */
  takeAnswers({ responses, forms, waves }: AnswersKept): void {
    for (const response of responses) this.responses.set(response.response.responseId, response);
    for (const form of forms) this.forms.set(formKey(form), form);
    for (const wave of waves) this.waves.set(wave.key, wave);
  }

  /** Keeps who has which address now; no statement where nothing is other. */
  async keepAddresses(sql: Sql, now: Instant): Promise<void> {
    const people = [...this.rows.values()].filter(row => row.source === "people");
    let met: ReadonlySet<string> | null = null;
    const isUsed = (address: string) => {
      met ??= addressesMet(this.kept());
      return met.has(address);
    };
    const before = this.addressClaims;
    this.addressClaims = claimsAfter(before, people, isUsed, now);
    const statements = addressTable.saving(sql, before, this.addressClaims);
    if (statements.length > 0) await sql.batch(statements);
  }
}

/** The forms that people can answer. */
export function openForms(forms: ReadonlyMap<string, KeptForm>): Map<string, OpenForm> {
  const open = new Map<string, OpenForm>();
  for (const [key, { spec, state, readUntil: _, ...form }] of forms)
    if (state === "published")
      open.set(key, { ...form, access: form.access ?? null, skills: JSON.parse(spec) as string[] });
  return open;
}

/** A map that tells whether it was changed. */
export class CountedMap<Key, Value> extends Map<Key, Value> {
  /** How often it was, since it was made. */
  changes = 0;

  override set(key: Key, value: Value): this {
    this.changes += 1;
    return super.set(key, value);
  }

  override delete(key: Key): boolean {
    this.changes += 1;
    return super.delete(key);
  }
}

/** A set that tells the same. */
export class CountedSet<Value> extends Set<Value> {
  changes = 0;

  override add(value: Value): this {
    this.changes += 1;
    return super.add(value);
  }
}

async function byId<Thing>(idOf: (thing: Thing) => string, things: Promise<Thing[]>): Promise<Map<string, Thing>> {
  return new CountedMap((await things).map(thing => [idOf(thing), thing]));
}

/** What promises come to, each under its name. */
async function allOf<Parts extends object>(parts: Parts): Promise<{ [Part in keyof Parts]: Awaited<Parts[Part]> }> {
  const entries = Object.entries(parts).map(async ([part, promise]) => [part, await promise]);
  return Object.fromEntries(await Promise.all(entries));
}

export type Side = "notion" | "calendar";
export type Field = "time" | "title";

/** One edit a person made of a session, and what is known of its fate. */
export interface Edit {
  session: string;
  field: Field;
  side: Side;
  /** What the field was set to, as `Sides` shows it. */
  value: string;
  /** What a comment must hold to have told it. */
  toldAs: string;
  at: number;
  /** Both sides showed it at some moment. */
  wasCarried: boolean;
  /** It landed between Krug's reading of the page and its write. */
  isInGap: boolean;
  /** Since then something happened that lets Krug choose another time: somebody declined or came. */
  isReopened: boolean;
  /** It brought back what both sides had agreed on: whoever made it took their own edit back. */
  isWithdrawal: boolean;
  /** It brought back what both sides had agreed on at some time: of that an event's mark may still tell when the database is lost. */
  isOfOld: boolean;
}

/** What page and event of a session say now; null for a side that is not there. */
export interface Sides {
  time: { notion: string | null; calendar: string | null };
  title: { notion: string | null; calendar: string | null };
}

/** Every edit people made of what both sides show, so that none can vanish unseen. */
export class Ledger {
  readonly edits: Edit[] = [];
  readonly #agreed = new Map<string, string>();
  readonly #everAgreed = new Map<string, Set<string>>();
  /** What both sides said when Krug last looked: who brings that back has changed nothing that Krug could see. */
  readonly #lookedAt = new Map<string, string>();
  /** The same when it last looked and no answer was lost: of a write whose answer is lost it does not know. */
  readonly #knownSurely = new Map<string, string>();

  enter(edit: Pick<Edit, "session" | "field" | "side" | "value" | "toldAs" | "at">): Edit {
    const entered: Edit = {
      ...edit,
      wasCarried: false,
      isInGap: false,
      isReopened: false,
      isWithdrawal: false,
      isOfOld: false,
    };
    const what = `${edit.session} ${edit.field}`;
    entered.isOfOld = this.#everAgreed.get(what)?.has(edit.value) === true;
    entered.isWithdrawal = [this.#agreed, this.#lookedAt, this.#knownSurely].some(
      known => known.get(what) === edit.value,
    );
    this.edits.push(entered);
    return entered;
  }

  /** Notes what page and event of each session agree on, and which edits both show now. */
  observe(sessions: readonly string[], sidesOf: (session: string) => Sides): void {
    for (const session of sessions)
      for (const [field, { notion, calendar }] of Object.entries(sidesOf(session)))
        if (notion !== null && notion === calendar) {
          const what = `${session} ${field}`;
          this.#agreed.set(what, notion);
          this.#everAgreed.set(what, (this.#everAgreed.get(what) ?? new Set()).add(notion));
        }
    for (const edit of this.edits) {
      if (edit.wasCarried) continue;
      const sides = sidesOf(edit.session)[edit.field];
      edit.wasCarried = sides.notion === edit.value && sides.calendar === edit.value;
    }
  }

  /** What both sides of a session showed alike last; null where they never did. */
  agreedOn(session: string, field: Field): string | null {
    return this.#agreed.get(`${session} ${field}`) ?? null;
  }

  /** Krug has looked: what both sides agree on now is what it knows of. */
  krugLooked(isUndisturbed: boolean): void {
    for (const [what, value] of this.#agreed) {
      this.#lookedAt.set(what, value);
      if (isUndisturbed) this.#knownSurely.set(what, value);
    }
  }

  /** Somebody deleted the event or put its page in the trash, and with it what they and others had changed in Calendar. */
  withdraw(session: string): void {
    for (const edit of this.edits) if (edit.session === session && edit.side === "calendar") edit.isWithdrawal = true;
  }

  /** What people wrote in a column of one side went with the column. */
  withdrawField(field: Field, side: Side): void {
    for (const edit of this.edits)
      if (edit.field === field && edit.side === side && !edit.wasCarried) edit.isWithdrawal = true;
  }

  /** What was set on a session so far does not count any more: people's own act took it along. */
  forget(session: string): void {
    for (const edit of this.edits) if (edit.session === session) edit.isWithdrawal = true;
  }

  /** What was set in Notion until then counts as agreed: a page's time is all there is to go by. */
  agreedInNotion(session: string, until: number): void {
    for (const edit of this.edits)
      if (edit.session === session && edit.field === "time" && edit.side === "notion" && edit.at <= until)
        edit.wasCarried = true;
  }

  /** Krug may look for another time from here on. */
  reopen(sessions: (id: string) => boolean): void {
    for (const edit of this.edits) if (edit.field === "time" && sessions(edit.session)) edit.isReopened = true;
  }

  /** Edits of a session's field that are neither in effect nor superseded nor told. */
  lost(session: string, field: Field, value: string, comments: readonly string[], wasDatabaseLost: boolean): Edit[] {
    const edits = this.edits.filter(edit => edit.session === session && edit.field === field);
    const last = (side: Side) => edits.filter(edit => edit.side === side).at(-1);
    return (["notion", "calendar"] as const).flatMap(side => {
      const edit = last(side);
      if (
        edit === undefined ||
        edit.isWithdrawal ||
        (wasDatabaseLost && edit.isOfOld) ||
        edit.value === value ||
        comments.some(text => text.includes(edit.toldAs))
      )
        return [];
      const isSuperseded =
        edit.wasCarried && edits.some(other => other.side !== side && edits.indexOf(other) > edits.indexOf(edit));
      return isSuperseded || (edit.wasCarried && edit.isReopened) ? [] : [edit];
    });
  }
}

/** What went wrong, by kind. */
export type Harm = "duplicate" | "lost" | "diverged" | "stray_mail" | "foreign" | "unsettled" | "crash";

export interface Violation {
  harm: Harm;
  what: string;
}

export interface Outcome {
  violations: Violation[];
  faults: number;
  kills: number;
  requests: number;
  writes: number;
  mails: number;
  runs: number;
  gaps: number;
  /** Edits that came when the session had begun on one side: the past is not touched. */
  late: number;
  edits: number;
  struck: Record<string, number>;
  skipped: number;
  /** The world's last state, as one text. */
  end: string;
}

/**
 * What each kind of command does, told once: whoever asks something of a kind asks the table `COMMANDS`. A new kind compiles
 * once it has its row here, what carrying it out changes (`src/core/state/apply.ts`), its call (`src/run/push/push.ts`), its line in
 * a plan (`src/text/plan.ts`), and what a page says when it is given up (`src/text/problems/givenUp.ts`).
 */
import type { Command, CommandOf } from "./command.ts";
import type { Guest } from "./event.ts";
import type { Reached, ReachKind } from "./reach.ts";
import { rhythmKey } from "./series.ts";
import { markOf } from "./values/hash.ts";

/** The event a command about an event changes or cancels: its link's, or one that is too many. */
export function eventOf(command: CommandOf<"change_event" | "cancel_event">): string {
  return command.kind === "cancel_event" ? (command.surplusId ?? command.link.eventId) : command.link.eventId;
}

/** Who is mailed by a command, and what the mail is to them. */
interface Mails<C extends Command> {
  /** Every address Google mails for it. */
  to(command: C): readonly string[];
  /** Those of them that are invited by it, or written to. */
  invited(command: C): readonly string[];
  /** What people are told, as the mass-change guard counts it: nothing for a change of nothing but text. */
  tells(command: C): readonly Reached[];
}

/** What is told of a kind of command. */
interface CommandRules<C extends Command> {
  /** The service it calls; null for what is kept in the database alone. */
  service: "notion" | "calendar" | "forms" | null;
  /** What it makes, changes or notes. */
  about: "page" | "part" | "event" | "series" | "letter" | "form" | "act";
  /** The page, event or series that commands keep their order about. */
  entity(command: C): string;
  /** The page it writes to, or whose event, series or form it is about; null for a page that is still to be made, and for none. */
  page(command: C): string | null;
  /** Null for what reaches people by no mail. */
  mails: Mails<C> | null;
  /** True where doing it again comes to the same; what may have been done already is else looked for first. */
  mayRepeat: boolean;
  /** By what it is looked up when its answer is in doubt; null where nothing tells, or deciding anew does. */
  lookUp: "key" | "event" | "series" | null;
}

export const COMMANDS = {
  create_page: {
    service: "notion",
    about: "page",
    entity: ({ key }) => key,
    page: () => null,
    mails: null,
    mayRepeat: false,
    lookUp: "key",
  },
  update_page: {
    service: "notion",
    about: "page",
    entity: ({ pageId }) => pageId,
    page: ({ pageId }) => pageId,
    mails: null,
    mayRepeat: true,
    lookUp: null,
  },
  // Before it is written it is read what stands there: what was written already is found.
  write_part: {
    service: "notion",
    about: "part",
    entity: ({ pageId }) => pageId,
    page: ({ pageId }) => pageId,
    mails: null,
    mayRepeat: true,
    lookUp: null,
  },
  trash_page: {
    service: "notion",
    about: "page",
    entity: ({ pageId }) => pageId,
    page: ({ pageId }) => pageId,
    mails: null,
    mayRepeat: true,
    lookUp: null,
  },
  comment: {
    service: "notion",
    about: "page",
    entity: ({ pageId }) => pageId,
    page: ({ pageId }) => pageId,
    mails: null,
    mayRepeat: false,
    lookUp: null,
  },
  create_event: {
    service: "calendar",
    about: "event",
    entity: ({ link }) => link.sessionId,
    page: ({ link }) => link.sessionId,
    mails: {
      to: ({ draft }) => draft.guestEmails,
      invited: ({ draft }) => draft.guestEmails,
      tells: ({ draft: { guestEmails } }) =>
        told("invitations", guestEmails.length, `invite ${[...guestEmails].sort().join()}`),
    },
    mayRepeat: true,
    lookUp: "event",
  },
  change_event: {
    service: "calendar",
    about: "event",
    entity: ({ link }) => link.sessionId,
    page: ({ link }) => link.sessionId,
    mails: {
      to: ({ mailed }) => mailed,
      // A change of time and guests in one reaches everyone, newcomers too; those on it before are not new.
      invited: ({ mailed, change }) => mailed.filter(isAmong(change.guests)),
      tells: ({ change, mailed, link }) =>
        change.time !== undefined || change.title !== undefined
          ? told("moves", mailed.length, `move ${link.sessionId} ${change.time?.startsAt ?? change.title}`)
          : comingAndGoing(link.sessionId, mailed, change.guests),
    },
    mayRepeat: true,
    lookUp: "event",
  },
  cancel_event: {
    service: "calendar",
    about: "event",
    entity: ({ link }) => link.sessionId,
    page: ({ link }) => link.sessionId,
    mails: {
      to: ({ mailed }) => mailed,
      invited: () => [],
      tells: ({ mailed, link }) => told("cancellations", mailed.length, `cancel ${link.sessionId}`),
    },
    mayRepeat: true,
    lookUp: "event",
  },
  save_link: {
    service: null,
    about: "event",
    entity: ({ link }) => link.sessionId,
    page: ({ link }) => link.sessionId,
    mails: null,
    mayRepeat: true,
    lookUp: null,
  },
  create_series: {
    service: "calendar",
    about: "series",
    entity: ({ series }) => rhythmKey(series.groupId, series.kind),
    page: ({ series }) => series.groupId,
    mails: {
      to: ({ mailed }) => mailed,
      // The invitation to another time was weighed when the series was cut for it: what is cut is not left without.
      invited: ({ settles, mailed }) => (settles === null ? mailed : []),
      tells: ({ settles, series, mailed }) =>
        settles === null
          ? told("invitations", mailed.length, `invite series ${series.kind} ${[...mailed].sort().join()}`)
          : [],
    },
    mayRepeat: true,
    lookUp: "series",
  },
  change_series: {
    service: "calendar",
    about: "series",
    entity: ({ series }) => rhythmKey(series.groupId, series.kind),
    page: ({ series }) => series.groupId,
    mails: {
      to: ({ mailed }) => mailed,
      invited: ({ mailed, change }) => mailed.filter(isAmong(change.guests)),
      tells: ({ series, mailed, change }) => comingAndGoing(`${series.kind} ${series.groupId}`, mailed, change.guests),
    },
    mayRepeat: true,
    lookUp: "series",
  },
  end_series: {
    service: "calendar",
    about: "series",
    entity: ({ series }) => rhythmKey(series.groupId, series.kind),
    page: ({ series }) => series.groupId,
    mails: {
      to: ({ mailed }) => mailed,
      invited: () => [],
      tells: ({ series, mailed }) => {
        const mark = `${series.kind} ${series.groupId}`;
        return series.heir?.reason === "moved"
          ? told("moves", series.master.guests.length, `move series ${mark}`)
          : told("cancellations", mailed.length, `cancel series ${mark}`);
      },
    },
    mayRepeat: true,
    lookUp: "series",
  },
  save_series: {
    service: null,
    about: "series",
    entity: ({ series }) => rhythmKey(series.groupId, series.kind),
    page: ({ series }) => series.groupId,
    mails: null,
    mayRepeat: true,
    lookUp: null,
  },
  note_acted: {
    service: null,
    about: "act",
    entity: ({ key }) => key,
    page: () => null,
    mails: null,
    mayRepeat: true,
    lookUp: null,
  },
  send_letter: {
    service: "calendar",
    about: "letter",
    entity: ({ eventId }) => eventId,
    page: () => null,
    mails: {
      to: ({ draft }) => (draft.isSilent === true ? [] : [draft.email]),
      invited: ({ draft }) => (draft.isSilent === true ? [] : [draft.email]),
      tells: ({ eventId, draft }) => told("invitations", draft.isSilent === true ? 0 : 1, `letter ${eventId}`),
    },
    mayRepeat: true,
    lookUp: "event",
  },
  // A form that was made twice reaches nobody: each of its steps is kept as soon as it is done, and the first is only an empty form.
  create_form: {
    service: "forms",
    about: "form",
    entity: ({ key }) => key,
    page: ({ programmeId }) => programmeId,
    mails: null,
    mayRepeat: true,
    lookUp: null,
  },
  change_form: {
    service: "forms",
    about: "form",
    entity: ({ key }) => key,
    page: ({ programmeId }) => programmeId,
    mails: null,
    mayRepeat: true,
    lookUp: null,
  },
  open_form: {
    service: "forms",
    about: "form",
    entity: ({ key }) => key,
    page: ({ programmeId }) => programmeId,
    mails: null,
    mayRepeat: true,
    lookUp: null,
  },
} satisfies { [Kind in Command["kind"]]: CommandRules<CommandOf<Kind>> };

/** The kinds of which the table tells something: `KindsWith<"service", null>` are those kept in the database alone. */
export type KindsWith<Key extends keyof CommandRules<Command>, Value> = {
  [Kind in Command["kind"]]: (typeof COMMANDS)[Kind][Key] extends Value ? Kind : never;
}[Command["kind"]];

/** Commands a service is called for, by what they are about. */
export type CallAbout<About extends "page" | "event" | "series"> = CommandOf<
  KindsWith<"service", "notion" | "calendar"> & KindsWith<"about", About>
>;

/** True for a kind that this version knows: the outbox may hold what a later one wrote before it was taken back. */
export function isKnownKind(kind: string): kind is Command["kind"] {
  return Object.hasOwn(COMMANDS, kind);
}

function rulesOf(command: Command): CommandRules<Command> {
  return COMMANDS[command.kind];
}

/** What a command is about, as commands that keep their order share it: a page or event by its id, a series by its rhythm. */
export function entityOf(command: Command): string {
  return rulesOf(command).entity(command);
}

/** The page a command writes to, or whose event, series or form it is about; null for a page still to be made, and for none. */
export function pageOf(command: Command): string | null {
  return rulesOf(command).page(command);
}

/** How many mails Google will send for it. */
export function mailsOf(command: Command): number {
  return rulesOf(command).mails?.to(command).length ?? 0;
}

/** The addresses that get an invitation, or a letter, by a command. */
export function invitedBy(command: Command): readonly string[] {
  return rulesOf(command).mails?.invited(command) ?? [];
}

/** What a command tells people: nothing for upkeep, and for a change of nothing but text. A whole series counts once for each person. */
export function reachedBy(command: Command): readonly Reached[] {
  return rulesOf(command).mails?.tells(command) ?? [];
}

function told(kind: ReachKind, people: number, subject: string): Reached[] {
  return people === 0 ? [] : [{ kind, people, subject: markOf(subject) }];
}

/** For a guest list that changes: those added are invited, the others mailed are taken off. */
function comingAndGoing(mark: string, mailed: readonly string[], guests: readonly Guest[] | undefined): Reached[] {
  const isAdded = isAmong(guests);
  return mailed.flatMap(email =>
    isAdded(email) ? told("invitations", 1, `add ${mark} ${email}`) : told("cancellations", 1, `drop ${mark} ${email}`),
  );
}

function isAmong(guests: readonly Guest[] | undefined): (email: string) => boolean {
  const emails = new Set((guests ?? []).map(guest => guest.email));
  return email => emails.has(email);
}

import { DAY, HOUR, type Instant, MINUTE } from "../../domain/values/time.ts";

/**
 * Decides which notices of change are to be opened, renewed and ended. Google ends each after a week. A calendar's channel
 * can't be prolonged: the next is opened first and the old one ended after it, so the two overlap and nothing falls between
 * them; a form's watch is prolonged in place. What is lost all the same is found by the cron.
 */

/** What is left of a week when the next is asked for: enough for a day in which no run succeeds. */
const RENEW_BEFORE_MS = DAY;

/** A channel through which Calendar tells that something changed. */
export interface Channel {
  id: string;
  /** Google's name for what is watched, needed to end it; null while it is not known whether it was opened at all. */
  resourceId: string | null;
  /** Null as long as `resourceId`, and for a channel of ours that we know only by its messages. */
  expiresAt: Instant | null;
  /** Calendar, address and secret it was opened for, as one mark; "" for one known only by its messages. */
  openedFor: string;
}

export type ChannelStep =
  | { kind: "open_channel" }
  | { kind: "stop_channel"; channel: Channel & { resourceId: string } }
  /** There is nothing left to end: it ran out, or was perhaps never opened. Should it speak, it is known by its token. */
  | { kind: "forget_channel"; channel: Channel };

/**
 * What to do about the calendar's channels, in order; to be asked again after a channel was opened, for only then are the
 * others superfluous.
 *
 * `wanted` is the mark of the channel that should be open, null for none.
 */
export function planChannels(channels: readonly Channel[], wanted: string | null, now: Instant): ChannelStep[] {
  const [best] = channels
    .filter(channel => channel.resourceId !== null && channel.openedFor === wanted && leftOf(channel, now) > 0)
    .sort((a, b) => leftOf(b, now) - leftOf(a, now));
  const needsNew = wanted !== null && (best === undefined || leftOf(best, now) <= RENEW_BEFORE_MS);
  const steps: ChannelStep[] = needsNew ? [{ kind: "open_channel" }] : [];
  for (const channel of channels) {
    const { resourceId } = channel;
    const isOver = channel.expiresAt !== null && channel.expiresAt <= now;
    if (resourceId === null || isOver) steps.push({ kind: "forget_channel", channel });
    else if (channel !== best && !needsNew) steps.push({ kind: "stop_channel", channel: { ...channel, resourceId } });
  }
  return steps;
}

function leftOf(channel: Channel, now: Instant): number {
  return (channel.expiresAt ?? now) - now;
}

/** A watch on a form, by which Forms tells a topic that there is an answer. */
export interface Watch {
  formId: string;
  watchId: string;
  topic: string;
  expiresAt: Instant;
}

export type WatchStep =
  | { kind: "create_watch"; formId: string; topic: string }
  | { kind: "renew_watch"; watch: Watch }
  | { kind: "delete_watch"; watch: Watch };

/**
 * What to do about the watches on forms, so that each of `formIds` has one that tells `topic`; none where `topic` is null.
 * One that ran out can't be prolonged and is made anew.
 */
export function planWatches(
  watches: readonly Watch[],
  formIds: readonly string[],
  topic: string | null,
  now: Instant,
): WatchStep[] {
  const steps: WatchStep[] = [];
  const kept = new Set<string>();
  for (const watch of watches) {
    if (topic === null || watch.topic !== topic || !formIds.includes(watch.formId))
      steps.push({ kind: "delete_watch", watch });
    else if (watch.expiresAt > now) {
      kept.add(watch.formId);
      if (watch.expiresAt - now <= RENEW_BEFORE_MS) steps.push({ kind: "renew_watch", watch });
    }
  }
  if (topic === null) return steps;
  return [
    ...steps,
    ...formIds.filter(id => !kept.has(id)).map(formId => ({ kind: "create_watch" as const, formId, topic })),
  ];
}

export type HookName = "notion" | "calendar" | "forms";

/** When a hook last spoke, and when a reading last found what it should have told; on the wall's clock. */
export interface Hearing {
  heardAt: number | null;
  missedAt: number | null;
}

/**
 * True for a hook that is known to work: one never heard from proves nothing, nor one that has missed a change
 * since.
 */
function isHeard({ heardAt, missedAt }: Hearing): boolean {
  return heardAt !== null && (missedAt === null || heardAt > missedAt);
}

/**
 * Messages come within five minutes (docs/facts/notion.md#webhooks); what is older than this and was not told was
 * missed.
 */
export const TOLD_WITHIN_MS = 10 * MINUTE;

/** Hooks are hints: so often everything is read although all of them speak. */
export const SWEEP_EVERY_MS = HOUR;

/** What is known of the hooks when a run begins. */
interface HooksState {
  hearings: Readonly<Record<HookName, Hearing>>;
  /** True when Notion's token is kept: its messages can be told from others. */
  isNotionConnected: boolean;
  channels: readonly Channel[];
  /** The mark of the channel that should be open. */
  wantedChannel: string;
  watches: readonly Watch[];
}

/** What tells of its changes by itself and is heard; the rest has to be asked. */
export interface Covered {
  notion: boolean;
  calendar: boolean;
  formIds: ReadonlySet<string>;
}

/**
 * Notion's hook and the calendar's channel have to be heard first: both speak when they are connected. A watch speaks with the
 * first answer and no sooner, and Google looks at its topic when it is made, so it counts until it misses something.
 */
export function coveredBy(hooks: HooksState, now: Instant): Covered {
  const { hearings, channels, wantedChannel, watches } = hooks;
  const isOpen = (channel: Channel) =>
    channel.resourceId !== null && channel.openedFor === wantedChannel && leftOf(channel, now) > 0;
  return {
    notion: hooks.isNotionConnected && isHeard(hearings.notion),
    calendar: isHeard(hearings.calendar) && channels.some(isOpen),
    formIds: new Set(
      hearings.forms.missedAt === null || isHeard(hearings.forms)
        ? watches.filter(watch => watch.expiresAt > now).map(watch => watch.formId)
        : [],
    ),
  };
}

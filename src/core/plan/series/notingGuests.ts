import type { Command } from "../../domain/command.ts";
import { entityOf } from "../../domain/commands.ts";
import type { Base, Link } from "../../domain/link.ts";
import { rhythmKey, type Series } from "../../domain/series.ts";
import { markOf } from "../../domain/values/hash.ts";
import type { Instant } from "../../domain/values/time.ts";
import { personByEmail, type Snapshot } from "../../state/snapshot.ts";

/**
 * The same commands, each keeping whose the addresses are that Krug invites: a page may have another tomorrow. Agreements of before
 * about meetings to come, which do not know it yet, are kept anew.
 */
export function notingGuests(snapshot: Snapshot, commands: readonly Command[], now: Instant): Command[] {
  const noted = commands.map(command => notingIn(snapshot, command));
  const touched = new Set(noted.map(entityOf));
  const seriesTouched = new Set(noted.flatMap(command => ("series" in command ? command.series.id : [])));
  const links = [...snapshot.links.values()].flatMap((link): Command[] => {
    const base = withPeople(snapshot, link.base);
    const isAhead = !link.base.isCancelled && link.base.startsAt > now;
    const isHeld = touched.has(link.sessionId) || seriesTouched.has(link.seriesId ?? "");
    if (!isAhead || isHeld || base === link.base) return [];
    const key = `guests:${link.sessionId}:${markOf(base.invitedAs)}`;
    return [{ kind: "save_link", key, link: { ...link, base } }];
  });
  const series = [...snapshot.series.values()].flatMap((series): Command[] => {
    const base = withPeople(snapshot, series.base);
    if (base === series.base || touched.has(rhythmKey(series.groupId, series.kind)) || series.master.isCancelled)
      return [];
    return [{ kind: "save_series", key: `guests:${series.id}:${markOf(base.invitedAs)}`, series: { ...series, base } }];
  });
  return [...noted, ...links, ...series];
}

function notingIn(snapshot: Snapshot, command: Command): Command {
  const link = (link: Link): Link => ({ ...link, base: withPeople(snapshot, link.base) });
  const series = (series: Series): Series => ({ ...series, base: withPeople(snapshot, series.base) });
  const more = {
    ...("link" in command && command.link !== undefined ? { link: link(command.link) } : {}),
    ...("links" in command ? { links: command.links.map(link) } : {}),
    ...("series" in command ? { series: series(command.series) } : {}),
  };
  return { ...command, ...more } as Command;
}

/** A base that says whose its guests' addresses are; the same where it does. */
function withPeople<T extends Pick<Base, "guestEmails" | "invitedAs">>(snapshot: Snapshot, base: T): T {
  const own = base.guestEmails.flatMap(email => {
    const id = personByEmail(snapshot, email)?.id;
    return id === undefined || base.invitedAs?.[email] === id ? [] : [[email, id] as const];
  });
  return own.length === 0 ? base : { ...base, invitedAs: { ...base.invitedAs, ...Object.fromEntries(own) } };
}

import type { Format } from "../../domain/values/format.ts";
import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import { type Facts, isWithin } from "../../rules/metrics/facts.ts";
import { shareOfAnswers } from "../../rules/metrics/feedbackFigure.ts";
import { HELP_GINI } from "../../rules/metrics/helpGini.ts";
import { HELP_TOP_SHARE } from "../../rules/metrics/helpTopShare.ts";
import { fold } from "../../rules/metrics/metric.ts";
import { LEAST_ANSWERS } from "../../rules/surveys/waves.ts";
import { evidenceOf, lastDays, type Observed } from "./rule.ts";

/** Half of all help from one person is too much; it is balance again under two fifths. */
const STARTS = 0.5;
const ENDS = 0.4;
const DAYS = 56;
const LEAST_HELPS = 10;
/** What one person gave is told only where so many people have it from them: nobody's own answer shows through. */
const LEAST_HELPED = 3;
const SEATED: ReadonlySet<Format> = new Set<Format>(["circle", "triad"]);

/**
 * One person carries the help: in eight weeks half of all help or more came from one of four people or more. None under ten
 * helps, and where fewer than three people were helped by them.
 *
 * The interval of the share is that of answers clustered by who was helped. Ends under 40 %. Design, section 8; systems, M17.
 */
export function helpCarried({ programme, facts, now, isOpen }: Observed): Insight[] {
  const window = lastDays(now, DAYS);
  const top = fold(HELP_TOP_SHARE, HELP_TOP_SHARE.items(facts, window));
  const gini = fold(HELP_GINI, HELP_GINI.items(facts, window));
  if (top.value === null || top.n < LEAST_HELPS || gini.n < LEAST_ANSWERS) return [];
  const helps = facts.helps.filter(help => isWithin(help.at, window) && help.helperId !== help.helpedId);
  const distinct = [...new Map(helps.map(help => [`${help.helperId} ${help.helpedId} ${help.about}`, help])).values()];
  const given = new Map<string, number>();
  for (const { helperId } of distinct) given.set(helperId, (given.get(helperId) ?? 0) + 1);
  const [carrier, ...others] = [...given].filter(([, count]) => count === top.count).map(([id]) => id);
  if (carrier === undefined || others.length > 0 || !isThere(facts, carrier)) return [];
  const key = `${programme.id}/help_carried/${carrier}`;
  const helped = new Set(distinct.filter(help => help.helperId === carrier).map(help => help.helpedId));
  if (top.value < (isOpen(key) ? ENDS : STARTS) || helped.size < LEAST_HELPED) return [];
  const { interval } = shareOfAnswers(
    distinct.map(help => ({ personId: help.helpedId, value: Number(help.helperId === carrier) })),
  );
  const share = interval === undefined ? top : { ...top, interval };
  return [
    {
      id: "help_carried",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("help_top_share", share), evidenceOf("help_gini", gini)],
        n: top.n,
        count: top.count ?? 0,
        ...window,
      },
      about: { ...ABOUT_NOTHING, personIds: [carrier] },
      // Where the seat is a role, or there is none, there is nothing to hand on.
      action: SEATED.has(programme.format) ? { kind: "rest_seat", personId: carrier } : null,
    },
  ];
}

/** True for who was in the programme and not on leave when last seen: who has gone carries nothing any more. */
function isThere({ people }: Facts, personId: string): boolean {
  const own = people.filter(person => person.personId === personId).sort((a, b) => a.seenAt - b.seenAt);
  return own.at(-1)?.state === "in";
}

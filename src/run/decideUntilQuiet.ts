import type { SourceKey } from "../core/domain/values/row.ts";
import type { Wait } from "../core/domain/wait.ts";
import { isReaching } from "../core/plan/massChangeGuard.ts";
import { NotNear } from "../core/state/near.ts";
import { type askedOnce, tellUnreadable } from "./decide/busy.ts";
import { decided } from "./decide/deciding.ts";
import { type Outlook, PASSES } from "./decide/foresee.ts";
import { push } from "./push/push.ts";
import type { PushContext } from "./push/pushContext.ts";
import { tellUnforeseen } from "./world/report.ts";
import { gapsIn } from "./world/understanding.ts";
import { refreshWorkspace } from "./world/workspace.ts";

/**
 * Decides and pushes in turn until there is nothing to do: each answer of a service may bring about something more. Once the
 * mass-change guard holds the run, only what reaches nobody is decided. What programmes wait for then comes back.
 */
export async function decideUntilQuiet(
  context: PushContext,
  outlook: Outlook,
  busyTimes: ReturnType<typeof askedOnce>,
): Promise<readonly Wait[]> {
  const { mirror, guard, report, services } = context;
  let isSure = false;
  let waits: readonly Wait[] = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    if (mirror.near !== null && mirror.gaps.length > 0) throw new NotNear("what waits for a column is seen by all");
    const hasBodies = outlook.settings.hasBodies === true && !services.notion.boxes.isFull;
    const asked = { ...outlook, settings: { ...outlook.settings, isHeld: guard.isHoldingAll, hasBodies } };
    let decision = await decided(asked, mirror.snapshot(), null);
    if (decision.needs !== null) {
      const busy = await busyTimes.ask(decision.needs);
      await tellUnreadable(context.sql, mirror, decision.needs.emails, busy);
      decision = await decided(asked, mirror.snapshot(), busy);
    }
    tellUnforeseen(report, decision.unforeseen);
    ({ waits } = decision);
    if (!isSure && decision.commands.some(isReaching)) {
      isSure = true;
      if (await foundOtherwise(context)) continue;
    }
    const going = await guard.through(mirror.kept(), decision.commands);
    if (going === null) {
      report.isHeld = true;
      continue;
    }
    if (going.length === 0 || (await push(context, going)) === 0) return waits;
    if (going.some(command => "link" in command || "series" in command)) busyTimes.forget();
  }
  report.failed.push({ what: "decide", why: `still something to do after ${PASSES} passes` });
  return waits;
}

/** Tables from which it follows who meets whom, and when. */
const REACHED_FROM: readonly SourceKey[] = ["programmes", "people", "groups", "sessions", "gatherings", "help"];

/**
 * Looks at the columns once more before anybody is reached: no listing shows that one is gone of pages nobody edited. True where
 * they are not as they were known.
 */
async function foundOtherwise({ services, sql, workspace, mirror }: PushContext): Promise<boolean> {
  const { workspace: looked, altered } = await refreshWorkspace(services, sql, workspace, REACHED_FROM);
  for (const source of altered) workspace[source] = looked[source];
  mirror.gaps = gapsIn(workspace);
  return altered.length > 0;
}

/** The same around a small change; false where that is not enough: all that lives is to be read, and decided about. */
export async function decideNear(...what: Parameters<typeof decideUntilQuiet>): Promise<boolean> {
  const [{ mirror }] = what;
  try {
    await decideUntilQuiet(...what);
    return !mirror.isOtherwise;
  } catch (error) {
    if (error instanceof NotNear) return false;
    throw error;
  }
}

import { decide, type Settings } from "../core/plan/index.ts";
import { type BusyAsked, tellUnreadable } from "./busy.ts";
import { PASSES } from "./foresee.ts";
import type { Fuse } from "./fuse.ts";
import { push } from "./push.ts";
import type { PushContext } from "./pushContext.ts";
import { tellUnforeseen } from "./unforeseen.ts";

/**
 * Decides and pushes in turn until there is nothing to do: each answer of a service may bring about something more. Once the
 * fuse has blown only what reaches nobody is decided.
 */
export async function decideUntilQuiet(
  context: PushContext,
  settings: Settings,
  fuse: Fuse,
  busyTimes: BusyAsked,
): Promise<void> {
  const { mirror, now, report } = context;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const decided = { ...settings, isHeld: fuse.isBlown };
    let decision = decide(mirror.snapshot(), now, null, decided);
    if (decision.needs !== null) {
      const busy = await busyTimes.ask(decision.needs);
      await tellUnreadable(context.sql, mirror, decision.needs.emails, busy);
      decision = decide(mirror.snapshot(), now, busy, decided);
    }
    tellUnforeseen(report, decision.unforeseen);
    const going = await fuse.through(mirror.kept(), decision.commands);
    if (going === null) {
      report.isHeld = true;
      continue;
    }
    if (going.length === 0 || (await push(context, going)) === 0) return;
    if (going.some(command => "link" in command || "series" in command)) busyTimes.forget();
  }
  report.failed.push({ what: "decide", why: `still something to do after ${PASSES} passes` });
}

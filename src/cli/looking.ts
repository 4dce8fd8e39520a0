import { type Check, unwell, well } from "../text/operating/doctor.ts";
import type { Ask } from "./asking.ts";

/** All that the doctor looks at: what the deployed Worker finds, and what a stranger finds at its address. @throws Refused, or Trouble where it gives no answer */
export async function checksOf(ask: Ask, address: URL): Promise<Check[]> {
  const { checks } = await ask<{ checks: Check[] }>("/api/doctor");
  return [...checks, ...(await fromOutside(address))];
}

/** Monitors and hooks must get through, and nobody else. */
async function fromOutside(url: URL): Promise<Check[]> {
  const stranger = async (path: string, method = "GET") => {
    const answer = await fetch(new URL(path, url), { method, redirect: "manual" });
    return { status: answer.status, isOurs: answer.headers.get("x-frame-options") === "DENY" };
  };
  const health = await stranger("/health");
  const hooks = await stranger("/hooks/notion", "POST");
  const page = await stranger("/");
  const bypass =
    "In Cloudflare Access add an application for this path with a policy of the action Bypass for everyone.";
  return [
    health.status === 200
      ? well("Health", "/health can be watched from outside.")
      : unwell("Health", `/health answers ${health.status} to a monitor.`, bypass),
    hooks.isOurs && hooks.status !== 403
      ? well("The way of hooks", "/hooks reaches the Worker.")
      : unwell("The way of hooks", `/hooks answers ${hooks.status} before the Worker is asked.`, bypass),
    page.status === 200
      ? unwell("The door", "The dashboard opens for anybody.", "Set DASHBOARD_TOKEN, or verify what guards the Worker.")
      : well("The door", "The dashboard is closed to strangers."),
  ];
}

/** A check as it is printed: whether it is well, what was seen, and what to do. */
export function lineOf({ what, isOk, says, todo }: Check): string {
  const first = `${isOk ? "ok    " : "NOT OK"}  ${what}: ${says}`;
  return todo === null ? first : `${first}\n        -> ${todo}`;
}

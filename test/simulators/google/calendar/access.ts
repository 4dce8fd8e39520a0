import type { Call } from "../call.ts";
import { calendarError, calendarNotFound } from "../errors.ts";
import { domainOf, type GoogleState } from "../state.ts";
import type { CalendarRecord, Role } from "./model.ts";

const ORDER: Role[] = ["none", "freeBusyReader", "reader", "writerWithoutPrivateAccess", "writer", "owner"];

/** Whether a role includes another. */
export function includesRole(role: Role, needed: Role): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(needed);
}

/** What somebody may do with a calendar, by the widest of its rules that applies to them. */
export function roleOf(calendar: CalendarRecord, email: string): Role {
  let widest: Role = "none";
  for (const { role, scope } of calendar.acl.values()) {
    const applies =
      scope.type === "default" ||
      (scope.type === "user" && scope.value === email) ||
      (scope.type === "domain" && scope.value === domainOf(email));
    if (applies && includesRole(role, widest)) widest = role;
  }
  return widest;
}

/** The calendar that a path names ("primary" is the caller's), or null when there is none. */
export function findCalendar(state: GoogleState, id: string, callerEmail: string): CalendarRecord | null {
  const calendar = state.calendars.get(id === "primary" ? callerEmail : id.toLowerCase());
  return calendar === undefined || calendar.deleted ? null : calendar;
}

/**
 * The calendar that a call's path names, with the caller's role.
 * @throws ApiError 404 when the caller may not even know it, 403 when the role is too small.
 */
export function openCalendar(call: Call, needed: Role): { calendar: CalendarRecord; role: Role } {
  const calendar = findCalendar(call.state, call.path[0]!, call.caller.email);
  if (calendar === null) throw calendarNotFound();
  const role = roleOf(calendar, call.caller.email);
  if (role === "none") throw calendarNotFound();
  if (!includesRole(role, needed)) {
    throw calendarError(403, "requiredAccessLevel", `You need to have ${needed} access to this calendar.`, {
      domain: "calendar",
    });
  }
  return { calendar, role };
}

import type { Answer, Call } from "../call.ts";
import { calendarError, calendarNotFound, invalidValue } from "../errors.ts";
import { post } from "../state.ts";
import { openCalendar } from "./access.ts";
import { listOf } from "./calendars.ts";
import { isEmail, mergePatch } from "./eventDraft.ts";
import type { AclRule, CalendarRecord, Role } from "./model.ts";

type Json = Record<string, unknown>;

/** acl.list */
export function listRules(call: Call): Answer {
  const { calendar } = openCalendar(call, "writer");
  const items = [...calendar.acl.values()].map(render);
  return { body: { kind: "calendar#acl", etag: `"p${items.length}"`, items, nextSyncToken: btoa(calendar.id) } };
}

/** acl.get */
export function getRule(call: Call): Answer {
  const { calendar } = openCalendar(call, "writer");
  return { body: render(existing(calendar, call.path[1]!)) };
}

/** acl.insert: gives a role to somebody; mails them unless told not to. */
export function insertRule(call: Call): Answer {
  const { calendar } = openCalendar(call, "owner");
  return { body: render(put(call, calendar, call.body)) };
}

/** acl.patch and acl.update */
export function writeRule(call: Call, replace: boolean): Answer {
  const { calendar } = openCalendar(call, "owner");
  const rule = existing(calendar, call.path[1]!);
  const json = mergePatch(replace ? { scope: rule.scope } : { role: rule.role, scope: rule.scope }, call.body);
  return { body: render(put(call, calendar, json)) };
}

/** acl.delete */
export function deleteRule(call: Call): Answer {
  const { calendar } = openCalendar(call, "owner");
  const rule = existing(calendar, call.path[1]!);
  if (rule.scope.type === "user" && rule.scope.value === calendar.owner) throw cannotChangeOwnAcl();
  calendar.acl.delete(rule.id);
  return { status: 204, body: null };
}

function put(call: Call, calendar: CalendarRecord, json: Json): AclRule {
  const { state, caller, query } = call;
  const scope = json.scope as { type?: string; value?: string } | undefined;
  if (scope?.type === undefined || typeof json.role !== "string") throw calendarError(400, "required", "Required");
  const value = scope.value?.toLowerCase();
  if (scope.type !== "default" && value === undefined) throw calendarError(400, "required", "Required");
  if ((scope.type === "user" || scope.type === "group") && !isEmail(value)) {
    throw invalidValue("Invalid scope value.");
  }
  if (scope.type === "user" && value === calendar.owner && json.role !== "owner") throw cannotChangeOwnAcl();
  const id = scope.type === "default" ? "default" : `${scope.type}:${value}`;
  const rule: AclRule = {
    id,
    role: json.role as Role,
    scope: scope.type === "default" ? { type: "default" } : { type: scope.type, value },
    etag: state.identifiers.etag(),
  };
  calendar.acl.set(id, rule);
  const notifies = !query.has("sendNotifications") || query.flag("sendNotifications");
  if (value !== undefined && (scope.type === "user" || scope.type === "group") && rule.role !== "none") {
    if (scope.type === "user" && state.accounts.has(value)) listOf(state, value).add(calendar.id);
    if (notifies && value !== caller.email) {
      post(state, {
        at: state.clock.now(),
        to: value,
        kind: "sharing",
        eventId: null,
        summary: calendar.summary,
        organizer: calendar.id,
        start: null,
        actor: caller.email,
      });
    }
  }
  return rule;
}

function existing(calendar: CalendarRecord, id: string): AclRule {
  const rule = calendar.acl.get(id);
  if (rule === undefined) throw calendarNotFound();
  return rule;
}

function render(rule: AclRule): Json {
  return { kind: "calendar#aclRule", etag: rule.etag, id: rule.id, scope: rule.scope, role: rule.role };
}

function cannotChangeOwnAcl() {
  return calendarError(403, "cannotChangeOwnAcl", "Cannot change your own access level.", { domain: "calendar" });
}

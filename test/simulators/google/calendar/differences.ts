import { readOnlyFields } from "./eventShape.ts";
import type { EventCopy, OwnFields, SharedFields } from "./model.ts";

/** The JSON that a write changes: what a copy shows, without what cannot be written. */
export function writableJson(copy: EventCopy): Record<string, unknown> {
  const { extendedShared, ...fields } = copy.event.fields;
  const json: Record<string, unknown> = { ...fields };
  const { extendedPrivate, reminders, colorId, transparency, visibility } = copy.own;
  if (transparency !== undefined) json.transparency = transparency;
  if (visibility !== undefined) json.visibility = visibility;
  if (reminders !== undefined) json.reminders = reminders;
  if (colorId !== undefined) json.colorId = colorId;
  if (extendedPrivate !== undefined || extendedShared !== undefined) {
    json.extendedProperties = {
      ...(extendedPrivate === undefined ? {} : { private: extendedPrivate }),
      ...(extendedShared === undefined ? {} : { shared: extendedShared }),
    };
  }
  return json;
}

/** The part of a body that a write may change. */
export function writablePart(body: Record<string, unknown>): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(body)) if (!readOnlyFields.has(key)) written[key] = value;
  return written;
}

/** Names of shared fields, other than the guest list, in which two events differ. Times differ only if they are others. */
export function differingFields(before: SharedFields, after: SharedFields): Set<string> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete("attendees");
  const differing = new Set<string>();
  for (const name of names) if (!same(before[name], after[name])) differing.add(name);
  return differing;
}

/** Whether what differs between two copies' own fields is only when to be reminded. */
export function onlyRemindersDiffer(before: OwnFields, after: OwnFields): boolean {
  return same({ ...before, reminders: null }, { ...after, reminders: null });
}

/** Whether two JSON values are the same. */
export function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

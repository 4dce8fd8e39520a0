import { anything, flag, integer, listOf, mapOf, object, oneOf, text } from "../shape.ts";

/** The body of calendars.insert, patch and update. */
export const calendarShape = object({
  autoAcceptInvitations: flag,
  conferenceProperties: object({ allowedConferenceSolutionTypes: listOf(text) }),
  dataOwner: text,
  description: text,
  etag: text,
  id: text,
  kind: text,
  labelProperties: object({ eventLabels: listOf(object({ backgroundColor: text, id: text, name: text })) }),
  location: text,
  summary: text,
  timeZone: text,
});
const reminder = object({ method: text, minutes: integer });
/** The body of calendarList.insert. */
export const listEntryShape = object({
  ...(calendarShape.kind === "object" ? calendarShape.fields : {}),
  accessRole: text,
  backgroundColor: text,
  colorId: text,
  defaultReminders: listOf(reminder),
  deleted: flag,
  foregroundColor: text,
  hidden: flag,
  notificationSettings: object({ notifications: listOf(object({ method: text, type: text })) }),
  primary: flag,
  selected: flag,
  summaryOverride: text,
});
/** The body of acl.insert, patch and update. */
export const ruleShape = object({
  etag: text,
  id: text,
  kind: text,
  role: oneOf("none", "freeBusyReader", "reader", "writerWithoutPrivateAccess", "writer", "owner"),
  scope: object({ type: oneOf("default", "user", "group", "domain"), value: text }),
});
/** The body of events.watch and channels.stop. */
export const channelShape = object({
  address: text,
  expiration: anything,
  id: text,
  kind: text,
  params: mapOf(text),
  payload: flag,
  resourceId: text,
  resourceUri: text,
  token: text,
  type: text,
});
/** The body of freebusy.query. */
export const freeBusyShape = object({
  calendarExpansionMax: integer,
  groupExpansionMax: integer,
  items: listOf(object({ id: text })),
  timeMax: text,
  timeMin: text,
  timeZone: text,
});

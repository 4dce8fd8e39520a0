import type { QueryKind, Route } from "../route.ts";
import { deleteRule, getRule, insertRule, listRules, writeRule } from "./acl.ts";
import {
  deleteCalendar,
  deleteListEntry,
  getCalendar,
  getListEntry,
  getSetting,
  insertCalendar,
  insertListEntry,
  listCalendars,
  writeCalendar,
} from "./calendars.ts";
import { stopChannel, watchEvents } from "./channels.ts";
import { listColours } from "./colors.ts";
import { listEvents, listInstances } from "./eventList.ts";
import { eventShape } from "./eventShape.ts";
import { getEvent, importEvent, insertEvent, moveEvent, quickAddEvent, removeEvent, writeEvent } from "./events.ts";
import { queryFreeBusy } from "./freeBusy.ts";
import { calendarShape, channelShape, freeBusyShape, listEntryShape, ruleShape } from "./resourceShapes.ts";

const AUTH = "https://www.googleapis.com/auth/";
const scopes = (...names: string[]) => names.map(name => AUTH + name);
const CALENDARS = scopes("calendar", "calendar.calendars", "calendar.app.created");
const CALENDARS_READ = [...CALENDARS, ...scopes("calendar.readonly", "calendar.calendars.readonly")];
const LIST = scopes("calendar", "calendar.calendarlist");
const LIST_READ = [...LIST, ...scopes("calendar.readonly", "calendar.calendarlist.readonly")];
const CREATED = scopes("calendar.app.created");
const ACL = scopes("calendar", "calendar.acls");
const ACL_LIST = [...ACL, ...scopes("calendar.acls.readonly")];
const ACL_READ = [...ACL_LIST, ...scopes("calendar.readonly")];
const EVENTS = scopes("calendar", "calendar.events", "calendar.events.owned", "calendar.app.created");
const EVENTS_READ = [
  ...EVENTS,
  ...scopes(
    "calendar.readonly",
    "calendar.events.readonly",
    "calendar.events.owned.readonly",
    "calendar.events.public.readonly",
    "calendar.events.freebusy",
  ),
];
const FREE_BUSY = scopes("calendar", "calendar.readonly", "calendar.freebusy", "calendar.events.freebusy");
const SETTINGS = scopes("calendar", "calendar.readonly", "calendar.settings.readonly");

const STOP = [...new Set([...EVENTS_READ, ...ACL_LIST, ...LIST_READ, ...SETTINGS])];

const sending: Record<string, QueryKind> = {
  sendUpdates: ["all", "externalOnly", "none"],
  sendNotifications: "flag",
};
const writing: Record<string, QueryKind> = {
  ...sending,
  conferenceDataVersion: { from: 0, to: 1 },
  eventLabelVersion: { from: 0, to: 1 },
  maxAttendees: { from: 1, to: 10_000 },
  supportsAttachments: "flag",
};
const changing: Record<string, QueryKind> = { ...writing, alwaysIncludeEmail: "flag" };
const reading: Record<string, QueryKind> = {
  alwaysIncludeEmail: "flag",
  maxAttendees: { from: 1, to: 10_000 },
  timeZone: "zone",
};
const paging: Record<string, QueryKind> = { maxResults: { from: 1, to: 2500 }, pageToken: "text" };
const listing: Record<string, QueryKind> = {
  ...reading,
  ...paging,
  eventTypes: ["birthday", "default", "focusTime", "fromGmail", "outOfOffice", "workingLocation"],
  iCalUID: "text",
  orderBy: ["startTime", "updated"],
  privateExtendedProperty: "text",
  q: "text",
  sharedExtendedProperty: "text",
  showDeleted: "flag",
  showHiddenInvitations: "flag",
  singleEvents: "flag",
  syncToken: "text",
  timeMax: "instant",
  timeMin: "instant",
  updatedMin: "instant",
};

const at = (pattern: string) =>
  new RegExp(`^/calendar/v3/${pattern.replaceAll("/", "\\/").replaceAll("*", "([^/]+)")}$`);
const EVENT = at("calendars/*/events/*");
const RULE = at("calendars/*/acl/*");
const CALENDAR = at("calendars/*");
const notifying: Record<string, QueryKind> = { sendNotifications: "flag" };
const aclPaging: Record<string, QueryKind> = {
  maxResults: { from: 1, to: 250 },
  pageToken: "text",
  showDeleted: "flag",
  syncToken: "text",
};

/** The methods of Calendar v3 that this simulator has. */
export const calendarRoutes: Route[] = [
  {
    method: "GET",
    path: at("calendars/*/events"),
    scopes: EVENTS_READ,
    query: listing,
    handle: call => ({ body: listEvents(call) }),
  },
  {
    method: "POST",
    path: at("calendars/*/events"),
    scopes: EVENTS,
    query: writing,
    body: eventShape,
    handle: insertEvent,
  },
  {
    method: "POST",
    path: at("calendars/*/events/import"),
    scopes: EVENTS,
    query: {
      conferenceDataVersion: { from: 0, to: 1 },
      eventLabelVersion: { from: 0, to: 1 },
      supportsAttachments: "flag",
    },
    body: eventShape,
    handle: importEvent,
  },
  {
    method: "POST",
    path: at("calendars/*/events/quickAdd"),
    scopes: EVENTS,
    query: { ...sending, text: "text" },
    required: ["text"],
    handle: quickAddEvent,
  },
  {
    method: "GET",
    path: at("colors"),
    scopes: [
      ...LIST_READ,
      ...scopes(
        "calendar.app.created",
        "calendar.events.freebusy",
        "calendar.events.owned",
        "calendar.events.owned.readonly",
        "calendar.events.public.readonly",
      ),
    ],
    query: {},
    handle: () => ({ body: listColours() }),
  },
  {
    method: "POST",
    path: at("calendars/*/events/watch"),
    scopes: EVENTS_READ,
    query: listing,
    body: channelShape,
    handle: watchEvents,
  },
  { method: "GET", path: EVENT, scopes: EVENTS_READ, query: reading, handle: getEvent },
  {
    method: "PATCH",
    path: EVENT,
    scopes: EVENTS,
    query: changing,
    body: eventShape,
    handle: call => writeEvent(call, false),
  },
  {
    method: "PUT",
    path: EVENT,
    scopes: EVENTS,
    query: changing,
    body: eventShape,
    handle: call => writeEvent(call, true),
  },
  { method: "DELETE", path: EVENT, scopes: EVENTS, query: sending, handle: removeEvent },
  {
    method: "POST",
    path: at("calendars/*/events/*/move"),
    scopes: scopes("calendar", "calendar.events", "calendar.events.owned"),
    query: { ...sending, destination: "text" },
    required: ["destination"],
    handle: moveEvent,
  },
  {
    method: "GET",
    path: at("calendars/*/events/*/instances"),
    scopes: EVENTS_READ,
    query: {
      ...reading,
      ...paging,
      originalStart: "text",
      showDeleted: "flag",
      timeMax: "instant",
      timeMin: "instant",
    },
    handle: call => ({ body: listInstances(call) }),
  },
  {
    method: "POST",
    path: at("freeBusy"),
    scopes: FREE_BUSY,
    query: {},
    body: freeBusyShape,
    handle: call => ({ body: queryFreeBusy(call) }),
  },
  {
    method: "POST",
    path: at("channels/stop"),
    scopes: STOP,
    query: {},
    body: channelShape,
    handle: stopChannel,
  },
  { method: "POST", path: at("calendars"), scopes: CALENDARS, query: {}, body: calendarShape, handle: insertCalendar },
  { method: "GET", path: CALENDAR, scopes: CALENDARS_READ, query: {}, handle: getCalendar },
  {
    method: "PATCH",
    path: CALENDAR,
    scopes: CALENDARS,
    query: {},
    body: calendarShape,
    handle: call => writeCalendar(call, false),
  },
  {
    method: "PUT",
    path: CALENDAR,
    scopes: CALENDARS,
    query: {},
    body: calendarShape,
    handle: call => writeCalendar(call, true),
  },
  { method: "DELETE", path: CALENDAR, scopes: CALENDARS, query: {}, handle: deleteCalendar },
  {
    method: "GET",
    path: at("users/me/calendarList"),
    scopes: LIST_READ,
    query: {
      ...aclPaging,
      minAccessRole: ["freeBusyReader", "owner", "reader", "writer"],
      showHidden: "flag",
    },
    handle: listCalendars,
  },
  {
    method: "POST",
    path: at("users/me/calendarList"),
    scopes: LIST,
    query: { colorRgbFormat: "flag" },
    body: listEntryShape,
    handle: insertListEntry,
  },
  {
    method: "GET",
    path: at("users/me/calendarList/*"),
    scopes: [...LIST_READ, ...CREATED],
    query: {},
    handle: getListEntry,
  },
  {
    method: "DELETE",
    path: at("users/me/calendarList/*"),
    scopes: [...LIST, ...CREATED],
    query: {},
    handle: deleteListEntry,
  },
  {
    method: "GET",
    path: at("users/me/settings"),
    scopes: SETTINGS,
    query: { maxResults: { from: 1, to: 250 }, pageToken: "text", syncToken: "text" },
    handle: getSetting,
  },
  { method: "GET", path: at("users/me/settings/*"), scopes: SETTINGS, query: {}, handle: getSetting },
  { method: "GET", path: at("calendars/*/acl"), scopes: ACL_LIST, query: aclPaging, handle: listRules },
  { method: "POST", path: at("calendars/*/acl"), scopes: ACL, query: notifying, body: ruleShape, handle: insertRule },
  { method: "GET", path: RULE, scopes: ACL_READ, query: {}, handle: getRule },
  {
    method: "PATCH",
    path: RULE,
    scopes: ACL,
    query: notifying,
    body: ruleShape,
    handle: call => writeRule(call, false),
  },
  { method: "PUT", path: RULE, scopes: ACL, query: notifying, body: ruleShape, handle: call => writeRule(call, true) },
  { method: "DELETE", path: RULE, scopes: ACL, query: {}, handle: deleteRule },
];

import { anything, flag, integer, listOf, mapOf, object, oneOf, type Shape, text } from "../shape.ts";

const eventTime = object({ date: text, dateTime: text, timeZone: text });
const person = object({ displayName: text, email: text, id: text, self: flag });

/** An entry of a guest list. */
const attendee = object({
  additionalGuests: integer,
  comment: text,
  displayName: text,
  email: text,
  id: text,
  optional: flag,
  organizer: flag,
  resource: flag,
  responseStatus: oneOf("needsAction", "declined", "tentative", "accepted"),
  self: flag,
});

const conferenceData = object({
  conferenceId: text,
  conferenceSolution: object({ iconUri: text, key: object({ type: text }), name: text }),
  createRequest: object({
    requestId: text,
    conferenceSolutionKey: object({ type: text }),
    status: object({ statusCode: text }),
  }),
  entryPoints: listOf(
    object({
      accessCode: text,
      entryPointFeatures: listOf(text),
      entryPointType: oneOf("video", "phone", "sip", "more"),
      label: text,
      meetingCode: text,
      passcode: text,
      password: text,
      pin: text,
      regionCode: text,
      uri: text,
    }),
  ),
  notes: text,
  parameters: anything,
  signature: text,
});

/** The body of events.insert, import, patch and update: the fields of Schema$Event. */
export const eventShape: Shape = object({
  anyoneCanAddSelf: flag,
  attachments: listOf(object({ fileId: text, fileUrl: text, iconLink: text, mimeType: text, title: text })),
  attendees: listOf(attendee),
  attendeesOmitted: flag,
  birthdayProperties: object({ contact: text, customTypeName: text, type: text }),
  colorId: text,
  conferenceData,
  created: text,
  creator: person,
  description: text,
  end: eventTime,
  endTimeUnspecified: flag,
  etag: text,
  eventLabelId: text,
  eventType: oneOf("default", "outOfOffice", "focusTime", "workingLocation", "birthday", "fromGmail"),
  extendedProperties: object({ private: mapOf(text), shared: mapOf(text) }),
  focusTimeProperties: object({ autoDeclineMode: text, chatStatus: text, declineMessage: text }),
  gadget: anything,
  guestsCanInviteOthers: flag,
  guestsCanModify: flag,
  guestsCanSeeOtherGuests: flag,
  hangoutLink: text,
  htmlLink: text,
  iCalUID: text,
  id: text,
  kind: text,
  location: text,
  locked: flag,
  organizer: person,
  originalStartTime: eventTime,
  outOfOfficeProperties: object({ autoDeclineMode: text, declineMessage: text }),
  privateCopy: flag,
  recurrence: listOf(text),
  recurringEventId: text,
  reminders: object({
    overrides: listOf(object({ method: oneOf("email", "popup"), minutes: integer })),
    useDefault: flag,
  }),
  sequence: integer,
  source: object({ title: text, url: text }),
  start: eventTime,
  status: oneOf("confirmed", "tentative", "cancelled"),
  summary: text,
  transparency: oneOf("opaque", "transparent"),
  updated: text,
  visibility: oneOf("default", "public", "private", "confidential"),
  workingLocationProperties: object({
    customLocation: object({ label: text }),
    homeOffice: anything,
    officeLocation: object({ buildingId: text, deskId: text, floorId: text, floorSectionId: text, label: text }),
    type: oneOf("homeOffice", "officeLocation", "customLocation"),
  }),
});

/** Fields that a write may repeat, as people send back what they read, but that it cannot change. */
export const readOnlyFields = new Set([
  "attendeesOmitted",
  "created",
  "creator",
  "endTimeUnspecified",
  "etag",
  "hangoutLink",
  "htmlLink",
  "iCalUID",
  "id",
  "kind",
  "locked",
  "organizer",
  "originalStartTime",
  "privateCopy",
  "recurringEventId",
  "sequence",
  "updated",
]);

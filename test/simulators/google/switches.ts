/** Where the documents contradict one another, or the world is uneven: what this simulator should do. */
export interface GoogleSwitches {
  /** Whether a patch with status "confirmed" brings a deleted event back. */
  undeleteByPatch: "restore" | "403";
  /** Whether events must match all repeated privateExtendedProperty (and shared) constraints or any. */
  repeatedPrivateProperty: "and" | "or";
  /** Which submission the timestamp filter of Forms responses looks at. */
  formsFilterOn: "first" | "last";
  /** Forms made before the change of 2026-06-30 were published by their creation. */
  formsPublishedByDefault: boolean;
  /** Whether a new form may be answered by anyone as soon as it is published, with no permission given. */
  formsOpenToAnyone: boolean;
  /** Whether organisations let their files be shared, or answered, outside. */
  sharingOutside: boolean;
  /** What the role of a permission to answer reads. */
  publishedRole: "reader" | "publishedReader";
  /** When a Meet link is ready: with the answer, at the next read, or after so many world milliseconds. */
  conferencePending: "immediate" | "nextRead" | { afterMilliseconds: number };
  /** Whether accepting responses while unpublished is refused or quietly forced to false. */
  acceptingUnpublished: "refused" | "forcedFalse";
  /** Whether a new time asks every guest again. */
  resetRepliesOnMove: boolean;
  /** Whether replies that an organizer writes for new guests become needsAction. */
  resetNewReplies: boolean;
  /** Whether an organizer may overwrite what a guest has replied. */
  organizerMaySetReplies: boolean;
  /** What a sync token of another calendar is answered with. */
  foreignSyncToken: 400 | 410;
  /** Whether an event may end when it begins. */
  zeroLengthEvents: "accepted" | "refused";
  /** Whether guests' addresses at gmail.com lose their dots, and those at googlemail.com their domain. */
  rewritesAddresses: boolean;
  /** Whether the name of who made an event is told, which it mostly is not. */
  namesCreators: boolean;
  /** How many guests an event shows at most; of the others it only says that there are some. */
  guestsShown: number;
  /** The status of an answer over quota. */
  quotaStatus: 403 | 429;
  /** Shares (0 to 1) of pushes that come twice or never, and whether they come out of order. */
  pushDuplicate: number;
  pushLoss: number;
  pushShuffle: boolean;
  tokenLifetimeSeconds: number;
  /** Whether the consent screen is published: refresh tokens of one in testing end after a week, and only testers may agree. */
  consentScreen: "published" | "testing";
  /** Who may agree while the screen is in testing. */
  testUsers: string[];
  /** APIs that the project has not switched on. */
  disabledApis: ("calendar" | "drive" | "forms" | "people")[];
  /** Calendars whose free/busy nobody but their owner may read. */
  unreadableFreeBusy: string[];
}

/** What a fresh simulator does. */
export function defaultSwitches(): GoogleSwitches {
  return {
    undeleteByPatch: "restore",
    repeatedPrivateProperty: "and",
    formsFilterOn: "last",
    formsPublishedByDefault: false,
    formsOpenToAnyone: false,
    sharingOutside: true,
    publishedRole: "reader",
    acceptingUnpublished: "refused",
    conferencePending: "nextRead",
    resetRepliesOnMove: false,
    resetNewReplies: true,
    organizerMaySetReplies: false,
    foreignSyncToken: 400,
    zeroLengthEvents: "accepted",
    rewritesAddresses: false,
    namesCreators: false,
    guestsShown: 200,
    quotaStatus: 403,
    pushDuplicate: 0,
    pushLoss: 0,
    pushShuffle: false,
    tokenLifetimeSeconds: 3599,
    consentScreen: "published",
    testUsers: [],
    disabledApis: [],
    unreadableFreeBusy: [],
  };
}

import type { Table } from "./rule.ts";
import { SITUATION } from "./situation.ts";

/** What each step of the session table does, in words. */
const SESSION_STEPS = {
  invite: "make the event, and its guests are invited",
  invite_again: "make an event of the next generation, and its guests are invited; the deleted one keeps its id",
  adopt: "keep that page and meeting belong together; nobody is mailed and nothing is written to it",
  follow: "the page takes over the event's title and time; the event is never written",
  take_back: "keep that page and event belong together again; nobody is invited a second time",
  plan_page: "set the page to planned again",
  tell_restored: "a comment on the page says when the event was brought back",
  cancel_page: "set the page to cancelled, and keep that it ended in Calendar and when",
  tell_deleted: "a comment on the page says when the event was deleted",
  note_ended: "keep that it ended",
  take_over: "the page takes over what people changed in Calendar before, and a comment keeps what gives way",
  cancel_event: "cancel the event, its guests are told, and keep that it ended in Notion and when",
  set_time: "where the page has got another time to come, write that to the event, and everybody on it is mailed",
  merge_fields: "merge title, time, guests and text, each by its own table",
} as const;

export type SessionStep = keyof typeof SESSION_STEPS;

/** A session's page, its event and what both last agreed on: which steps follow. */
export const SESSION_TABLE: Table<typeof SITUATION, SessionStep> = {
  name: "A session",
  dimensions: SITUATION,
  steps: SESSION_STEPS,
  rules: [
    {
      name: "new",
      when: { page: ["planned"], base: ["none"], maker: ["krug"], pageTime: ["ahead"] },
      life: "Krug planned a session, or somebody entered one by hand.",
      leadsTo: ["invite"],
    },
    {
      name: "entered too late",
      when: { page: ["planned"], base: ["none"], maker: ["krug"], pageTime: ["begun", "put_back"] },
      life: "Somebody entered a session that has begun: nobody is invited to that any more.",
      leadsTo: [],
    },
    {
      name: "never invited to",
      when: { page: ["ended", "over"], base: ["none"], maker: ["krug"] },
      life: "A session was cancelled, found no slot or was written down after it was held, before there was an event.",
      leadsTo: [],
    },
    {
      name: "met by themselves",
      when: {
        page: ["planned", "ended", "over"],
        base: ["none"],
        maker: ["people"],
        event: ["live", "restored", "others", "recurring"],
      },
      life: "A group's people put a meeting on the programme's calendar themselves, and it got a page.",
      leadsTo: ["adopt"],
    },
    {
      name: "met by themselves, and gone",
      when: { page: ["planned", "ended", "over"], base: ["none"], maker: ["people"], event: ["unread", "deleted"] },
      life: "A meeting people made was deleted before its page was done, or is not read yet: nobody is invited in its place.",
      leadsTo: [],
    },
    {
      name: "in the trash, without an event",
      when: { page: ["trashed"], base: ["none"] },
      life: "Somebody put a page in the trash that never had an event.",
      leadsTo: [],
    },
    {
      name: "not read yet",
      when: { base: ["agreed", "ended"], event: ["unread"] },
      life: "The calendar was not read since the event was made: its absence proves nothing.",
      leadsTo: [],
    },
    {
      name: "wished back",
      when: { page: ["planned"], base: ["ended"], event: ["live", "deleted", "others"], pageTime: ["ahead"] },
      life: "Somebody set a cancelled session to planned again: a wish said in so many words.",
      leadsTo: ["invite_again"],
    },
    {
      name: "wished back too late",
      when: {
        page: ["planned"],
        base: ["ended"],
        event: ["live", "deleted", "others"],
        pageTime: ["begun", "put_back"],
      },
      life: "Somebody set a cancelled session to planned again after its time.",
      leadsTo: [],
    },
    {
      name: "wished back on both sides",
      when: { page: ["planned"], base: ["ended"], event: ["restored"] },
      life: "Somebody set the page to planned again, and somebody restored the event from Calendar's bin.",
      leadsTo: ["take_back"],
    },
    {
      name: "restored in Calendar",
      when: { page: ["ended"], base: ["ended"], event: ["restored"], eventTime: ["ahead", "unclear"] },
      life: "Somebody restored the event from Calendar's bin: as explicit a wish as one on the page.",
      leadsTo: ["plan_page", "tell_restored"],
    },
    {
      name: "restored after its time",
      when: { page: ["ended"], base: ["ended"], event: ["restored"], eventTime: ["begun", "gone_by"] },
      life: "Somebody restored the event of a session whose time is gone.",
      leadsTo: [],
    },
    {
      name: "restored without a page",
      when: { page: ["over", "trashed"], base: ["ended"], event: ["restored"] },
      life: "Somebody restored the event of a session whose page is in the trash or closed: the event is theirs.",
      leadsTo: [],
    },
    {
      name: "stays ended",
      when: { page: ["ended", "over", "trashed"], base: ["ended"], event: ["live", "deleted", "others"] },
      life: "A session that was cancelled is looked at again, however often.",
      leadsTo: [],
    },
    {
      name: "deleted in Calendar",
      when: { page: ["planned"], base: ["agreed"], event: ["deleted"] },
      life: "Somebody who may deleted the event from the programme's calendar.",
      leadsTo: ["cancel_page", "tell_deleted"],
    },
    {
      name: "ended on both sides",
      when: { page: ["ended", "over", "trashed"], base: ["agreed"], event: ["deleted"] },
      life: "Somebody deleted the event, and somebody ended the page or put it in the trash too.",
      leadsTo: ["note_ended"],
    },
    {
      name: "cancelled in Notion",
      when: { page: ["ended"], base: ["agreed"], event: ["live", "restored"], eventTime: ["ahead", "unclear"] },
      life: "Somebody cancelled the page, or its group came to an end.",
      leadsTo: ["take_over", "cancel_event"],
    },
    {
      name: "page in the trash",
      when: {
        page: ["trashed"],
        base: ["agreed"],
        maker: ["krug"],
        event: ["live", "restored"],
        eventTime: ["ahead", "unclear"],
      },
      life: "Somebody put the page in the trash.",
      leadsTo: ["cancel_event"],
    },
    {
      name: "page of people's meeting in the trash",
      when: {
        page: ["trashed"],
        base: ["agreed"],
        maker: ["people"],
        event: ["live", "restored"],
        eventTime: ["ahead", "unclear"],
      },
      life: "Somebody threw away the page of a meeting people had made: the meeting stays theirs.",
      leadsTo: [],
    },
    {
      name: "ended after it began",
      when: {
        page: ["ended", "trashed"],
        base: ["agreed"],
        event: ["live", "restored"],
        eventTime: ["begun", "gone_by"],
      },
      life: "Somebody cancelled a session that has begun: the past is never touched.",
      leadsTo: [],
    },
    {
      name: "held",
      when: { page: ["over"], base: ["agreed"], event: ["live", "restored"] },
      life: "Somebody wrote down whether it took place.",
      leadsTo: [],
    },
    {
      name: "under way",
      when: { page: ["planned"], base: ["agreed"], event: ["live", "restored"], eventTime: ["begun"] },
      life: "It has begun, and is nobody's to be changed any more.",
      leadsTo: [],
    },
    {
      name: "put in the past",
      when: {
        page: ["planned"],
        base: ["agreed"],
        event: ["live", "restored"],
        eventTime: ["ahead", "unclear"],
        pageTime: ["put_back"],
      },
      life: "Somebody gave the page a time that has gone by: nobody is invited to what has started.",
      leadsTo: [],
    },
    {
      name: "to come",
      when: {
        page: ["planned"],
        base: ["agreed"],
        event: ["live", "restored"],
        eventTime: ["ahead"],
        pageTime: ["ahead", "begun"],
      },
      life: "Nobody changed anything, or somebody renamed, moved or rewrote it on one side or both.",
      leadsTo: ["merge_fields"],
    },
    {
      name: "without a clear time",
      when: {
        page: ["planned"],
        base: ["agreed"],
        event: ["live", "restored"],
        eventTime: ["unclear"],
        pageTime: ["ahead", "begun"],
      },
      life: "Somebody made the event last all day, for days or for no time at all: the page keeps its time and says so, until either side has a time to meet at.",
      leadsTo: ["merge_fields"],
    },
    {
      name: "dragged into the past",
      when: { page: ["planned"], base: ["agreed"], event: ["live", "restored"], eventTime: ["gone_by"] },
      life: "Somebody dragged the event to a time that has gone by: the page keeps its time and says so, until the event is dragged back or the page gets another time.",
      leadsTo: ["set_time"],
    },
    {
      name: "made recurring",
      when: { base: ["agreed", "ended"], event: ["recurring"] },
      life: "Somebody made the event recur: whatever is written to it, all its meetings get, so it is left alone until it is a single one again.",
      leadsTo: [],
    },
    {
      name: "somebody else's, to come",
      when: { page: ["planned"], base: ["agreed"], event: ["others"], eventTime: ["ahead", "unclear"] },
      life: "A group's people meet in an event of their own that only invites the programme's calendar.",
      leadsTo: ["follow"],
    },
    {
      name: "somebody else's, not ours to end",
      when: { page: ["ended", "over", "trashed"], base: ["agreed"], event: ["others"] },
      life: "Somebody ended the page of such a meeting: the event stays its organizer's.",
      leadsTo: [],
    },
    {
      name: "somebody else's, under way",
      when: { page: ["planned"], base: ["agreed"], event: ["others"], eventTime: ["begun", "gone_by"] },
      life: "Such a meeting has begun.",
      leadsTo: [],
    },
  ],
};

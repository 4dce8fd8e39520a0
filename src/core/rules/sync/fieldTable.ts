import type { EventCopy } from "../../domain/event.ts";
import type { Session } from "../../domain/session.ts";
import { MINUTE } from "../../domain/values/time.ts";
import { ruleFor, type Table } from "./rule.ts";

/** How a field of page and event stands against the base. */
const FIELD_CHANGE = {
  field: { title: "title", time: "time" },
  change: {
    none: "changed by nobody",
    notion: "changed in Notion",
    calendar: "changed in Calendar",
    both_alike: "changed on both sides alike",
    clash: "changed on both sides apart",
  },
  order: {
    page_later: "a person edited the page last, in a later minute than the event was changed",
    unknown: "the event was changed later, or it can't be told",
    others: "the event is somebody else's, and never written",
  },
} as const;

const FIELD_STEPS = {
  change_event: "write it to the event, everybody on it is mailed",
  change_page: "write it to the page",
  agree: "keep it as agreed",
  tell: "a comment on the page keeps what gave way",
} as const;

type Field = keyof typeof FIELD_CHANGE.field;
type Order = keyof typeof FIELD_CHANGE.order;
export type FieldStep = keyof typeof FIELD_STEPS;

/** Title and time, each merged by itself: which side is written. */
export const FIELD_TABLE: Table<typeof FIELD_CHANGE, FieldStep> = {
  name: "Its title and time",
  dimensions: FIELD_CHANGE,
  steps: FIELD_STEPS,
  rules: [
    { name: "unchanged", when: { change: ["none"] }, life: "Nobody renamed or moved it.", leadsTo: [] },
    {
      name: "changed in Notion",
      when: { change: ["notion"], order: ["page_later", "unknown"] },
      life: "Somebody renamed the page or gave it another time, or Krug found one.",
      leadsTo: ["change_event", "agree"],
    },
    {
      name: "changed in Notion, with somebody else's event",
      when: { change: ["notion"], order: ["others"] },
      life: "Somebody renamed or moved the page of a meeting that is not the programme's own: the page keeps what they wrote.",
      leadsTo: [],
    },
    {
      name: "changed in Calendar",
      when: { change: ["calendar"] },
      life: "Somebody renamed or dragged the event; Calendar has told its guests already.",
      leadsTo: ["change_page", "agree"],
    },
    {
      name: "changed alike",
      when: { change: ["both_alike"] },
      life: "Somebody made the same change on both sides, or a run ended after writing and before keeping it.",
      leadsTo: ["agree"],
    },
    {
      name: "renamed apart",
      when: { field: ["title"], change: ["clash"], order: ["page_later", "unknown"] },
      life: "Two people gave it different names. The page's counts: the title is Notion's.",
      leadsTo: ["change_event", "agree", "tell"],
    },
    {
      name: "moved apart, the page later",
      when: { field: ["time"], change: ["clash"], order: ["page_later"] },
      life: "Somebody moved the event, and minutes later somebody gave the page another time: the later edit counts.",
      leadsTo: ["change_event", "agree", "tell"],
    },
    {
      name: "moved apart, the event later or at once",
      when: { field: ["time"], change: ["clash"], order: ["unknown"] },
      life: "Two people moved it differently, and the page was not surely the later: guests hold Calendar's mail, so its time counts.",
      leadsTo: ["change_page", "agree", "tell"],
    },
    {
      name: "changed apart, with somebody else's event",
      when: { change: ["clash"], order: ["others"] },
      life: "Somebody changed the page of a meeting that is not the programme's own, and its organizer changed the meeting.",
      leadsTo: ["change_page", "agree", "tell"],
    },
  ],
};

/** Whose value counts where both sides changed a field apart. */
export function ownerOf(field: Field, order: Order): "notion" | "calendar" {
  const { leadsTo } = ruleFor(FIELD_TABLE, { field, change: "clash", order });
  return leadsTo.includes("change_event") ? "notion" : "calendar";
}

/**
 * Whether the page's edit is surely the later one. Notion rounds edit times down to the minute and moves them for Krug's own
 * writing, so only a person's edit in a later minute counts; whatever else can't be told is Calendar's.
 */
export function orderOf(
  page: Pick<Session, "editedAt" | "editedBy">,
  event: Pick<EventCopy, "updatedAt" | "isOthers">,
): Order {
  if (event.isOthers === true) return "others";
  const minute = (at: number) => Math.floor(at / MINUTE);
  const isLater = event.updatedAt > 0 && minute(page.editedAt) > minute(event.updatedAt);
  return page.editedBy === "person" && isLater ? "page_later" : "unknown";
}

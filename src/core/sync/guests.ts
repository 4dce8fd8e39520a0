import type { Guest } from "../event.ts";
import { ruleFor, type Table } from "./rule.ts";

const GUEST = {
  invited: { yes: "invited by Krug before", no: "not invited by Krug" },
  onEvent: { yes: "on the event", no: "not on the event" },
  wanted: { yes: "to be invited now", no: "not to be invited now" },
  reply: { declined_before: "declined, and the page has moved since", other: "any other reply" },
} as const;

const GUEST_STEPS = {
  add: "add them, and they are mailed",
  keep: "they stay, with their reply",
  ask_anew: "they stay and are asked anew",
  remove: "take them off, and they are mailed",
} as const;

/** Each address that is invited, on the event or wanted: whether it stays on the guest list. */
export const GUEST_TABLE: Table<typeof GUEST, keyof typeof GUEST_STEPS> = {
  name: "Each guest",
  dimensions: GUEST,
  steps: GUEST_STEPS,
  rules: [
    {
      name: "comes",
      when: { invited: ["no"], onEvent: ["no"], wanted: ["yes"] },
      life: "Somebody joined the group, or is back from leave.",
      leadsTo: ["add"],
    },
    {
      name: "goes",
      when: { invited: ["yes"], onEvent: ["yes"], wanted: ["no"] },
      life: "A member left the group, or is on leave that day.",
      leadsTo: ["remove"],
    },
    {
      name: "taken off by hand",
      when: { invited: ["yes"], onEvent: ["no"] },
      life: "Somebody took a member off the event: they stay off.",
      leadsTo: [],
    },
    {
      name: "a stranger",
      when: { invited: ["no"], onEvent: ["no"], wanted: ["no"] },
      life: "Nobody asked for them.",
      leadsTo: [],
    },
    {
      name: "stays",
      when: { onEvent: ["yes"], wanted: ["yes"], reply: ["other"] },
      life: "A member was invited, or somebody added them before Krug did.",
      leadsTo: ["keep"],
    },
    {
      name: "declined the former time",
      when: { onEvent: ["yes"], wanted: ["yes"], reply: ["declined_before"] },
      life: "A member declined a time that is no more.",
      leadsTo: ["ask_anew"],
    },
    {
      name: "added by people",
      when: { invited: ["no"], onEvent: ["yes"], wanted: ["no"], reply: ["other"] },
      life: "Somebody invited an expert or a colleague: theirs to keep.",
      leadsTo: ["keep"],
    },
    {
      name: "added by people, declined the former time",
      when: { invited: ["no"], onEvent: ["yes"], wanted: ["no"], reply: ["declined_before"] },
      life: "Whom somebody invited declined a time that is no more.",
      leadsTo: ["ask_anew"],
    },
  ],
};

/**
 * The guest list as it should be, or null when it is so already. Members Krug once invited and who are no longer wanted go;
 * new members come; everybody else stays with their reply. A session that Krug moves is asked anew of those who declined.
 */
export function mergeGuests(
  base: readonly string[],
  current: readonly Guest[],
  wanted: readonly string[],
  isMoved: boolean,
): Guest[] | null {
  const replies = new Map(current.map(guest => [guest.email, guest]));
  const emails = [...new Set([...replies.keys(), ...wanted])];
  const after = emails.flatMap((email): Guest[] => {
    const known = replies.get(email);
    const [step] = ruleFor(GUEST_TABLE, {
      invited: base.includes(email) ? "yes" : "no",
      onEvent: known === undefined ? "no" : "yes",
      wanted: wanted.includes(email) ? "yes" : "no",
      reply: isMoved && known?.reply === "declined" ? "declined_before" : "other",
    }).leadsTo;
    if (step === "keep" && known !== undefined) return [known];
    return step === "add" || step === "ask_anew" ? [{ ...known, email, reply: "needsAction" }] : [];
  });
  const isSame = after.length === current.length && after.every((guest, index) => guest === current[index]);
  return isSame ? null : after;
}

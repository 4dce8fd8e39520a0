import type { Guest } from "../../domain/event.ts";
import { ruleFor, type Table } from "./rule.ts";

const GUEST = {
  invited: { yes: "invited by Krug before", no: "not invited by Krug" },
  onEvent: {
    yes: "on the event",
    former: "on the event under an address Krug invites them under no more",
    no: "not on the event",
  },
  wanted: { yes: "to be invited now", no: "not to be invited now" },
  reply: {
    declined_before: "declined, and the page has moved since",
    declined: "declined this time",
    other: "any other reply",
  },
} as const;

const GUEST_STEPS = {
  add: "add them, and they are mailed",
  keep: "they stay, with their reply",
  ask_anew: "they stay and are asked anew",
  readdress: "their address of now takes the place of the former, with their reply; each of the two gets one mail",
  readdress_anew: "their address of now takes the place of the former and is asked anew; each of the two gets one mail",
  remove: "take them off, and they are mailed",
} as const;

/** Each person, or address that is nobody's, that is invited, on the event or wanted: whether it stays on the guest list. */
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
      when: { invited: ["yes"], onEvent: ["yes", "former"], wanted: ["no"] },
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
      when: { onEvent: ["yes"], wanted: ["yes"], reply: ["declined", "other"] },
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
      name: "has another address",
      when: { onEvent: ["former"], wanted: ["yes"], reply: ["other"] },
      life: "Somebody's page has a new main address: they stay the same person, and keep their place and their reply.",
      leadsTo: ["readdress"],
    },
    {
      name: "has another address, declined",
      when: { onEvent: ["former"], wanted: ["yes"], reply: ["declined"] },
      life: "Somebody said no, and their page has a new main address: nobody is asked the same thing twice.",
      leadsTo: ["keep"],
    },
    {
      name: "has another address, declined the former time",
      when: { onEvent: ["former"], wanted: ["yes"], reply: ["declined_before"] },
      life: "Somebody whose page has a new main address declined a time that is no more.",
      leadsTo: ["readdress_anew"],
    },
    {
      name: "added by people",
      when: { invited: ["no"], onEvent: ["yes", "former"], wanted: ["no"], reply: ["declined", "other"] },
      life: "Somebody invited an expert or a colleague: theirs to keep.",
      leadsTo: ["keep"],
    },
    {
      name: "added by people, declined the former time",
      when: { invited: ["no"], onEvent: ["yes", "former"], wanted: ["no"], reply: ["declined_before"] },
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
      onEvent: known === undefined ? "no" : known.former === undefined ? "yes" : "former",
      wanted: wanted.includes(email) ? "yes" : "no",
      reply: known?.reply !== "declined" ? "other" : isMoved ? "declined_before" : "declined",
    }).leadsTo;
    if (known !== undefined && (step === "readdress" || step === "readdress_anew"))
      return [readdressed(known, step === "readdress" ? known.reply : "needsAction")];
    if (step === "keep" && known !== undefined) return [known];
    return step === "add" || step === "ask_anew" ? [{ ...known, email, reply: "needsAction" }] : [];
  });
  const isSame = after.length === current.length && after.every((guest, index) => guest === current[index]);
  return isSame ? null : after;
}

/** A guest as they are to stand on the list: under the addresses people added, else under their main one in place of a former. */
export function readdressed({ email, as = [], former = [] }: Guest, reply: Guest["reply"]): Guest {
  const others = as.filter(address => !former.includes(address));
  if (others.length > 0) return { email, reply, ...(others.join() === email ? {} : { as: others }) };
  return { email, reply, insteadOf: former[0] };
}

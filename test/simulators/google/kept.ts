import type { Bearer, GoogleState, Mail } from "./state.ts";

const LEFT_OUT = [
  "clock",
  "wallClock",
  "identifiers",
  "switches",
  "outbox",
  "bearers",
  "inviteLimit",
  "listPageLimit",
  "codes",
  "consents",
];

/** What a simulator remembers, apart from its clocks, its limits and its switches. */
export interface KeptGoogle {
  state: Record<string, unknown>;
  outbox: Mail[];
  /** Of people at the user interface: tokens that programs were given end with the process. */
  bearers: Map<string, Bearer>;
  place: { state: number; etag: number };
  refreshTokens: Record<string, string>;
}

/** All of it as one value that `v8.serialize` takes. It shares its objects with the simulator. */
export function keepState(state: GoogleState, refreshTokens: Record<string, string>): KeptGoogle {
  return {
    state: Object.fromEntries(Object.entries(state).filter(([name]) => !LEFT_OUT.includes(name))),
    outbox: state.outbox,
    bearers: new Map([...state.bearers].filter(([, bearer]) => bearer.person)),
    place: state.identifiers.place,
    refreshTokens,
  };
}

/** Lets a simulator remember what was kept, and nothing else. */
export function takeUpState(state: GoogleState, kept: KeptGoogle): void {
  Object.assign(state, kept.state);
  state.bearers = kept.bearers;
  state.identifiers.place = kept.place;
  state.outbox.splice(0, state.outbox.length, ...kept.outbox);
}

import { invalidValue } from "../errors.ts";
import type { GoogleState } from "../state.ts";
import { type Conference, type SharedEvent, type SharedFields, touchAll } from "./model.ts";

interface CreateRequest {
  requestId?: string;
  conferenceSolutionKey?: { type?: string };
}

type Given = { conferenceSolution?: { key?: { type?: string } }; entryPoints?: { uri?: string }[] };

/**
 * The conference after a write: the one asked for or given, the one there was, or none.
 * A request that repeats the last requestId is ignored, and so is all of it unless the call knows conferences.
 */
export function conferenceAfter(
  state: GoogleState,
  before: Conference | null,
  fields: SharedFields,
  version: number,
  mentioned: boolean,
): Conference | null {
  const asked = fields.conferenceData as (Given & { createRequest?: CreateRequest }) | undefined;
  delete fields.conferenceData;
  if (version < 1 || !mentioned) return before;
  if (asked === undefined) return null;
  const request = asked.createRequest;
  if (request === undefined && (asked.conferenceSolution !== undefined || asked.entryPoints !== undefined)) {
    if (asked.conferenceSolution?.key?.type === undefined || !asked.entryPoints?.length) throw invalidConference();
    return { given: { ...asked }, requestId: "", solution: "", code: "", readyAt: 0, settled: true };
  }
  if (request === undefined || request.requestId === before?.requestId) return before;
  const solution = request.conferenceSolutionKey?.type ?? "hangoutsMeet";
  if (request.requestId === undefined || request.requestId === "") throw invalidConference();
  if (solution !== "hangoutsMeet") throw invalidConference();
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const code = [3, 4, 3].map(length => state.identifiers.text(length, letters)).join("-");
  const pending = state.switches.conferencePending;
  let readyAt: number | null = state.clock.now();
  if (pending === "nextRead") readyAt = null;
  else if (pending !== "immediate") readyAt = state.clock.now() + pending.afterMilliseconds;
  return { requestId: request.requestId, solution, code, readyAt, settled: pending === "immediate" };
}

/** Before an event is read: a conference that became ready in the meantime changed the event. */
export function settleConference(state: GoogleState, event: SharedEvent): void {
  const { conference } = event;
  if (conference === null || conference.settled) return;
  if (conference.readyAt === null || conference.readyAt > state.clock.now()) return;
  event.conference = { ...conference, settled: true };
  touchAll(state, event);
}

/** After an event was read: a conference that waited for that is ready the next time. */
export function conferenceWasRead(state: GoogleState, event: SharedEvent): void {
  if (event.conference !== null && event.conference.readyAt === null) {
    event.conference = { ...event.conference, readyAt: state.clock.now() };
  }
}

/** Adds what an event's JSON says of its conference. */
export function renderConference(state: GoogleState, event: SharedEvent, json: Record<string, unknown>): void {
  const conference = event.conference;
  if (conference === null) return;
  if (conference.given !== undefined) {
    const { conferenceSolution, entryPoints } = conference.given as Given;
    json.conferenceData = conference.given;
    if (conferenceSolution?.key?.type === "hangoutsMeet") json.hangoutLink = entryPoints?.[0]?.uri;
    return;
  }
  const ready = conference.readyAt !== null && conference.readyAt <= state.clock.now();
  const createRequest = {
    requestId: conference.requestId,
    conferenceSolutionKey: { type: conference.solution },
    status: { statusCode: ready ? "success" : "pending" },
  };
  if (!ready) {
    json.conferenceData = { createRequest };
    return;
  }
  const uri = `https://meet.google.com/${conference.code}`;
  json.hangoutLink = uri;
  json.conferenceData = {
    createRequest,
    entryPoints: [{ entryPointType: "video", uri, label: uri.slice("https://".length) }],
    conferenceSolution: {
      key: { type: conference.solution },
      name: "Google Meet",
      iconUri:
        "https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png",
    },
    conferenceId: conference.code,
  };
}

function invalidConference() {
  return invalidValue("Invalid conference type value.");
}

import type { Answer, Call } from "../call.ts";
import { formsError, formsNotFound, invalidArgument } from "../errors.ts";
import { openForm } from "./forms.ts";
import type { WatchRecord } from "./model.ts";

type Json = Record<string, unknown>;

const WEEK = 604_800_000;

/** forms.watches.create: for seven days, one for each form and kind of event. */
export function createWatch(call: Call): Answer {
  const { state, caller, body } = call;
  const form = openForm(call);
  const written = (body.watch ?? {}) as {
    id?: string;
    eventType?: string;
    target?: { topic?: { topicName?: string } };
  };
  const id = (body.watchId as string | undefined) ?? state.identifiers.text(24, "abcdefghijklmnopqrstuvwxyz");
  const topicName = written.target?.topic?.topicName;
  if (written.id !== undefined) throw invalidArgument("watch.id must not be set; use watchId.");
  if (!/^[a-z0-9-]{4,63}$/.test(id)) throw invalidArgument("Invalid watchId.");
  if (written.eventType !== "SCHEMA" && written.eventType !== "RESPONSES") {
    throw invalidArgument("watch.eventType is required.");
  }
  if (topicName === undefined || !/^projects\/[^/]+\/topics\/[^/]+$/.test(topicName)) {
    throw invalidArgument("Invalid topic name.");
  }
  for (const watch of liveWatches(call)) {
    if (watch.id === id || watch.eventType === written.eventType) {
      throw formsError(409, "ALREADY_EXISTS", "Requested entity already exists");
    }
  }
  const now = state.clock.now();
  const watch: WatchRecord = {
    id,
    formId: form.id,
    owner: caller.email,
    eventType: written.eventType,
    topicName,
    createTime: now,
    expireTime: now + WEEK,
    state: "ACTIVE",
    errorType: null,
    dirty: false,
  };
  state.watches.set(`${form.id}/${id}`, watch);
  return { body: renderWatch(watch) };
}

/** forms.watches.list */
export function listWatches(call: Call): Answer {
  const watches = liveWatches(call);
  return { body: watches.length === 0 ? {} : { watches: watches.map(renderWatch) } };
}

/** forms.watches.renew: seven more days from now, and active again. */
export function renewWatch(call: Call): Answer {
  const watch = existing(call);
  watch.expireTime = call.state.clock.now() + WEEK;
  watch.state = "ACTIVE";
  watch.errorType = null;
  return { body: renderWatch(watch) };
}

/** forms.watches.delete */
export function deleteWatch(call: Call): Answer {
  const watch = existing(call);
  call.state.watches.delete(`${watch.formId}/${watch.id}`);
  return { body: {} };
}

function liveWatches(call: Call): WatchRecord[] {
  const form = openForm(call);
  const now = call.state.clock.now();
  return [...call.state.watches.values()].filter(watch => watch.formId === form.id && watch.expireTime > now);
}

function existing(call: Call): WatchRecord {
  const watch = liveWatches(call).find(candidate => candidate.id === call.path[1]);
  if (watch === undefined) throw formsNotFound();
  return watch;
}

function renderWatch(watch: WatchRecord): Json {
  return {
    id: watch.id,
    target: { topic: { topicName: watch.topicName } },
    eventType: watch.eventType,
    createTime: new Date(watch.createTime).toISOString(),
    expireTime: new Date(watch.expireTime).toISOString(),
    state: watch.state,
    ...(watch.errorType === null ? {} : { errorType: watch.errorType }),
  };
}

import { randomUUID } from "node:crypto";
import { ApiError, type Call, jsonOf, type Routes } from "./route.ts";
import type { StoredQueue } from "./state.ts";

const view = ({ queue_id, queue_name, consumers }: StoredQueue) => ({
  queue_id,
  queue_name,
  created_on: "2026-12-01T00:00:00Z",
  modified_on: "2026-12-01T00:00:00Z",
  producers: [],
  producers_total_count: 0,
  consumers: consumers.map(consumerView),
  consumers_total_count: consumers.length,
  settings: { delivery_delay: 0, message_retention_period: 345600 },
});

const consumerView = ({ script, settings, deadLetterQueue, consumer_id }: StoredQueue["consumers"][number]) => ({
  consumer_id,
  script,
  script_name: script,
  service: script,
  environment: "production",
  type: "worker",
  settings,
  ...(deadLetterQueue === null ? {} : { dead_letter_queue: deadLetterQueue }),
});

/** Queues and who consumes them; plans that are not paid for have them too, as wrangler's help says of their retention. */
export const queueRoutes: Routes = [
  {
    method: "GET",
    path: /^\/accounts\/[^/]+\/queues$/,
    handle: call => {
      const name = call.query.get("name");
      const isFirst = (call.query.get("page") ?? "1") === "1";
      return isFirst
        ? call.state.queues
            .filter(one => one.accountId === call.account.id && (name === null || one.queue_name === name))
            .map(view)
        : [];
    },
  },
  {
    method: "POST",
    path: /^\/accounts\/[^/]+\/queues$/,
    async handle(call) {
      const { queue_name } = await jsonOf<{ queue_name?: string }>(call.request);
      if (!queue_name || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(queue_name))
        throw new ApiError(400, 11003, "Invalid queue name");
      const { state, account } = call;
      if (state.queues.some(one => one.accountId === account.id && one.queue_name === queue_name))
        throw new ApiError(
          409,
          11009,
          `Queue name '${queue_name}' is already taken. Please use a different name and try again.`,
        );
      const made: StoredQueue = {
        queue_id: randomUUID().replaceAll("-", ""),
        queue_name,
        accountId: account.id,
        consumers: [],
      };
      state.queues.push(made);
      return view(made);
    },
  },
  {
    method: "DELETE",
    path: /^\/accounts\/[^/]+\/queues\/([^/]+)$/,
    handle: call => {
      const queue = queueOf(call);
      call.state.queues = call.state.queues.filter(one => one !== queue);
      return null;
    },
  },
  {
    method: "GET",
    path: /^\/accounts\/[^/]+\/queues\/([^/]+)\/consumers$/,
    handle: call => queueOf(call).consumers.map(consumerView),
  },
  {
    method: "POST",
    path: /^\/accounts\/[^/]+\/queues\/([^/]+)\/consumers$/,
    async handle(call) {
      const queue = queueOf(call);
      const given = await jsonOf<{
        script_name?: string;
        settings?: Record<string, unknown>;
        dead_letter_queue?: string;
      }>(call.request);
      if (queue.consumers.some(({ script }) => script !== given.script_name))
        throw new ApiError(400, 11004, `Queue ${queue.queue_name} already has a consumer`);
      const consumer = {
        consumer_id: randomUUID().replaceAll("-", ""),
        script: given.script_name ?? "",
        settings: given.settings ?? {},
        deadLetterQueue: given.dead_letter_queue ?? null,
      };
      queue.consumers = [consumer];
      return consumerView(consumer);
    },
  },
  {
    method: "PUT",
    path: /^\/accounts\/[^/]+\/queues\/([^/]+)\/consumers\/([^/]+)$/,
    async handle(call) {
      const consumer = queueOf(call).consumers.find(({ consumer_id }) => consumer_id === call.parts[1]);
      if (consumer === undefined) throw new ApiError(404, 11005, "The consumer could not be found");
      const given = await jsonOf<{ settings?: Record<string, unknown>; dead_letter_queue?: string }>(call.request);
      consumer.settings = given.settings ?? {};
      consumer.deadLetterQueue = given.dead_letter_queue ?? null;
      return consumerView(consumer);
    },
  },
];

function queueOf({ state, account, parts }: Call): StoredQueue {
  const found = state.queues.find(
    one => one.accountId === account.id && (one.queue_id === parts[0] || one.queue_name === parts[0]),
  );
  if (found === undefined) throw new ApiError(404, 11000, "The queue could not be found");
  return found;
}

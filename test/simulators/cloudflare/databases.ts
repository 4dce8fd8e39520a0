import { randomUUID } from "node:crypto";
import { unstable_splitSqlQuery as statementsIn } from "wrangler";
import { ApiError, type Call, jsonOf, type Routes } from "./route.ts";
import type { Running } from "./running.ts";
import type { StoredDatabase } from "./state.ts";

const view = ({ uuid, name, createdAt }: StoredDatabase) => ({
  uuid,
  name,
  created_at: createdAt,
  version: "production",
  num_tables: 0,
  file_size: 8192,
  running_in_region: "WEUR",
});

/** D1: databases, and statements that are carried out in the database the Worker uses. */
export function databaseRoutes(running: Running): Routes {
  return [
    {
      method: "GET",
      path: /^\/accounts\/[^/]+\/d1\/database$/,
      handle: ({ state, account, query }) => {
        const name = query.get("name");
        const isFirst = (query.get("page") ?? "1") === "1";
        return isFirst
          ? state.databases
              .filter(one => one.accountId === account.id && (name === null || one.name === name))
              .map(view)
          : [];
      },
    },
    {
      method: "POST",
      path: /^\/accounts\/[^/]+\/d1\/database$/,
      async handle({ state, account, request }) {
        const { name } = await jsonOf<{ name?: string }>(request);
        if (!name || !/^[\w-]{1,64}$/.test(name)) throw new ApiError(400, 7400, "Invalid property: name");
        if (state.databases.some(one => one.accountId === account.id && one.name === name))
          throw new ApiError(400, 7502, `A database with that name already exists`);
        const made = { uuid: randomUUID(), name, accountId: account.id, createdAt: new Date().toISOString() };
        state.databases.push(made);
        return view(made);
      },
    },
    {
      method: "GET",
      path: /^\/accounts\/[^/]+\/d1\/database\/([^/]+)$/,
      handle: call => view(databaseOf(call)),
    },
    {
      method: "DELETE",
      path: /^\/accounts\/[^/]+\/d1\/database\/([^/]+)$/,
      handle: call => {
        const { uuid } = databaseOf(call);
        call.state.databases = call.state.databases.filter(one => one.uuid !== uuid);
        return null;
      },
    },
    {
      method: "POST",
      path: /^\/accounts\/[^/]+\/d1\/database\/([^/]+)\/export$/,
      async handle(call) {
        const { uuid, name } = databaseOf(call);
        const id = randomUUID();
        call.state.exports.set(id, await running.dump(uuid));
        const signed_url = new URL(`/_sim/exports/${id}`, call.request.url).href;
        return {
          success: true,
          messages: [],
          status: "complete",
          at_bookmark: id,
          type: "export",
          result: { filename: `${name}.sql`, signed_url },
        };
      },
    },
    {
      method: "POST",
      path: /^\/accounts\/[^/]+\/d1\/database\/([^/]+)\/query$/,
      async handle(call) {
        const { uuid } = databaseOf(call);
        const { sql, params = [] } = await jsonOf<{ sql?: string; params?: unknown[] }>(call.request);
        const results = [];
        for (const statement of statementsIn(sql ?? ""))
          results.push(await carriedOut(running, uuid, statement, params));
        return results;
      },
    },
  ];
}

function databaseOf({ state, account, parts }: Call): StoredDatabase {
  const found = state.databases.find(({ uuid, accountId }) => uuid === parts[0] && accountId === account.id);
  if (found === undefined) throw new ApiError(404, 7404, "The database could not be found");
  return found;
}

async function carriedOut(running: Running, uuid: string, statement: string, params: unknown[]) {
  try {
    return await running.query(uuid, statement, params);
  } catch (error) {
    throw new ApiError(400, 7500, error instanceof Error ? error.message : String(error));
  }
}

import { randomUUID } from "node:crypto";
import { ApiError, type Call, jsonOf, type Routes } from "./route.ts";
import {
  type AssetUpload,
  type StoredBinding,
  type StoredModule,
  type StoredScript,
  type StoredVersion,
  versionOf,
} from "./state.ts";

const SCRIPT = /^\/accounts\/[^/]+\/workers\/scripts\/([^/]+)$/;
const under = (path: string) => new RegExp(`^/accounts/[^/]+/workers/scripts/([^/]+)/${path}$`);

/** Workers: what is uploaded, its secrets, its schedules and where it answers. */
export const workerRoutes: Routes = [
  {
    method: "GET",
    path: /^\/accounts\/[^/]+\/workers\/services\/([^/]+)$/,
    handle: call => {
      const script = scriptOf(call, 10090);
      const created_on = script.deployments[0]?.at;
      return {
        id: script.name,
        default_environment: {
          environment: "production",
          created_on,
          script: { id: script.name, last_deployed_from: "wrangler" },
        },
      };
    },
  },
  {
    method: "GET",
    path: /^\/accounts\/[^/]+\/workers\/workers\/([^/]+)$/,
    handle: call => {
      const { name, isOnSubdomain, deployments } = scriptOf(call);
      const url = `https://${name}.${call.account.subdomain}.workers.dev`;
      return {
        id: name,
        name,
        created_on: deployments[0]?.at,
        subdomain: { enabled: isOnSubdomain, previews_enabled: false, ...(isOnSubdomain ? { url } : {}) },
        observability: { enabled: true },
        tags: [],
        logpush: false,
        tail_consumers: [],
      };
    },
  },
  { method: "PUT", path: SCRIPT, handle: uploaded },
  { method: "GET", path: under("versions/([^/]+)"), handle: versionSeen },
  { method: "DELETE", path: SCRIPT, handle: deleted },
  { method: "DELETE", path: /^\/accounts\/[^/]+\/workers\/services\/([^/]+)$/, handle: deleted },
  { method: "POST", path: under("assets-upload-session"), handle: assetSession },
  { method: "POST", path: /^\/accounts\/[^/]+\/workers\/assets\/upload$/, handle: assetsCome },
  {
    method: "GET",
    path: under("subdomain"),
    handle: call => ({ enabled: scriptOf(call).isOnSubdomain, previews_enabled: false }),
  },
  {
    method: "POST",
    path: under("subdomain"),
    async handle(call) {
      const script = scriptOf(call);
      const { enabled } = await jsonOf<{ enabled?: boolean }>(call.request);
      script.isOnSubdomain = enabled === true;
      return { enabled: script.isOnSubdomain, previews_enabled: false };
    },
  },
  {
    method: "GET",
    path: /^\/accounts\/[^/]+\/workers\/subdomain$/,
    handle: ({ account }) => {
      if (account.subdomain === null)
        throw new ApiError(404, 10007, "This account does not have a workers.dev subdomain yet");
      return { subdomain: account.subdomain };
    },
  },
  {
    method: "PUT",
    path: under("schedules"),
    async handle(call) {
      const script = scriptOf(call);
      const crons = await jsonOf<{ cron: string }[]>(call.request);
      script.schedules = crons.map(({ cron }) => cron);
      return { schedules: crons };
    },
  },
  {
    method: "GET",
    path: under("schedules"),
    handle: call => ({ schedules: scriptOf(call).schedules.map(cron => ({ cron })) }),
  },
  {
    method: "GET",
    path: under("secrets"),
    handle: call => Object.keys(scriptOf(call).secrets).map(name => ({ name, type: "secret_text" })),
  },
  {
    method: "PUT",
    path: under("secrets"),
    async handle(call) {
      const script = scriptOf(call);
      const { name, text } = await jsonOf<{ name: string; text: string }>(call.request);
      script.secrets[name] = text;
      return { name, type: "secret_text" };
    },
  },
  {
    method: "PATCH",
    path: under("secrets-bulk"),
    async handle(call) {
      const script = scriptOf(call);
      const { secrets } = await jsonOf<{ secrets: Record<string, { text: string } | null> }>(call.request);
      for (const [name, secret] of Object.entries(secrets))
        if (secret === null) delete script.secrets[name];
        else script.secrets[name] = secret.text;
      return Object.keys(script.secrets).map(name => ({ name, type: "secret_text" }));
    },
  },
  { method: "GET", path: under("settings"), handle: call => settingsView(scriptOf(call)) },
  { method: "PATCH", path: under("settings"), handle: settingsChanged },
  { method: "PATCH", path: under("script-settings"), handle: call => settingsView(scriptOf(call)) },
  {
    method: "GET",
    path: under("deployments"),
    handle: call => ({
      deployments: [...scriptOf(call).deployments].reverse().map(({ id, versionId, at }) => ({
        id,
        created_on: at,
        source: "wrangler",
        strategy: "percentage",
        versions: [{ version_id: versionId, percentage: 100 }],
      })),
    }),
  },
  { method: "POST", path: under("deployments"), handle: versionDeployed },
  { method: "POST", path: under("versions"), handle: versionUploaded },
  {
    method: "GET",
    path: under("versions"),
    handle: call => ({ items: [...scriptOf(call).versions.keys()].map(id => ({ id })) }),
  },
  { method: "GET", path: /^\/accounts\/[^/]+\/workers\/durable_objects\/namespaces$/, handle: () => [] },
  { method: "GET", path: /^\/accounts\/[^/]+\/storage\/kv\/namespaces$/, handle: () => [] },
];

/** @throws ApiError 404 where no Worker has the name */
function scriptOf({ state, account, parts }: Call, code = 10007): StoredScript {
  const script = state.scripts.get(parts[0] ?? "");
  if (script === undefined || script.accountId !== account.id)
    throw new ApiError(404, code, "This Worker does not exist on your account.");
  return script;
}

/** What a queue hands its messages to goes only by force. @throws ApiError 400 */
function deleted(call: Call): null {
  const { name } = scriptOf(call);
  const consumes = call.state.queues.some(({ consumers }) => consumers.some(({ script }) => script === name));
  if (consumes && call.query.get("force") !== "true")
    throw new ApiError(400, 10064, "Cannot delete this Worker as it is a consumer for a Queue");
  for (const queue of call.state.queues) queue.consumers = queue.consumers.filter(({ script }) => script !== name);
  call.state.scripts.delete(name);
  return null;
}

interface Metadata {
  main_module?: string;
  bindings?: StoredBinding[];
  compatibility_date?: string;
  compatibility_flags?: string[];
  keep_bindings?: string[];
  limits?: { cpu_ms?: number };
  assets?: { jwt?: string; config?: Record<string, unknown> };
}

/** An upload that counts at once. */
async function uploaded(call: Call): Promise<unknown> {
  const { state, account, parts } = call;
  const [name = ""] = parts;
  const version = await readVersion(call);
  const before = state.scripts.get(name);
  const script: StoredScript = before ?? {
    name,
    accountId: account.id,
    versions: new Map(),
    secrets: {},
    schedules: [],
    isOnSubdomain: false,
    deployments: [],
  };
  state.scripts.set(name, script);
  script.versions.set(version.id, version);
  const { id: deployment_id, at } = deployed(script, version.id);
  return {
    id: name,
    tag: version.id,
    etag: version.id,
    deployment_id,
    version_id: version.id,
    startup_time_ms: 20,
    created_on: at,
    modified_on: at,
    has_modules: true,
    handlers: ["fetch", "queue", "scheduled"],
    entry_point: version.mainModule,
  };
}

/** An upload that counts once it is deployed. */
async function versionUploaded(call: Call): Promise<unknown> {
  const script = scriptOf(call);
  const version = await readVersion(call);
  script.versions.set(version.id, version);
  return {
    id: version.id,
    number: script.versions.size,
    startup_time_ms: 20,
    metadata: { created_on: new Date().toISOString(), has_preview: false },
    resources: { script: { handlers: ["fetch", "queue", "scheduled"] }, bindings: version.bindings },
  };
}

/** One version, as the API tells of it. @throws ApiError 404 where the Worker has none of this id */
function versionSeen(call: Call): unknown {
  const { versions, secrets } = scriptOf(call);
  const version = versions.get(call.parts[1] ?? "");
  if (version === undefined) throw new ApiError(404, 10172, "The version could not be found");
  const secretBindings = Object.keys(secrets).map(name => ({ name, type: "secret_text" }));
  return {
    id: version.id,
    number: [...versions.keys()].indexOf(version.id) + 1,
    metadata: { created_on: new Date().toISOString(), author_email: call.state.email, source: "wrangler" },
    annotations: {},
    resources: {
      bindings: [...version.bindings, ...secretBindings],
      script: { etag: version.id, handlers: ["fetch", "queue", "scheduled"], last_deployed_from: "wrangler" },
      script_runtime: {
        compatibility_date: version.compatibilityDate,
        compatibility_flags: version.compatibilityFlags,
        usage_model: "standard",
      },
    },
  };
}

async function versionDeployed(call: Call): Promise<unknown> {
  const script = scriptOf(call);
  const { versions = [] } = await jsonOf<{ versions?: { version_id: string; percentage: number }[] }>(call.request);
  const [only] = versions;
  if (only === undefined || versions.length > 1 || only.percentage !== 100)
    throw new ApiError(400, 10174, "One version has to get all of the traffic here.");
  if (!script.versions.has(only.version_id)) throw new ApiError(404, 10172, "The version could not be found");
  return { id: deployed(script, only.version_id).id };
}

function deployed(script: StoredScript, versionId: string): StoredScript["deployments"][number] {
  const deployment = { id: randomUUID(), versionId, at: new Date().toISOString() };
  script.deployments.push(deployment);
  return deployment;
}

async function readVersion(call: Call): Promise<StoredVersion> {
  const { uploads } = call.state;
  const form = await call.request.formData();
  const metadata = JSON.parse(await textOf(form.get("metadata"))) as Metadata;
  const modules: StoredModule[] = [];
  for (const [part, value] of form.entries())
    if (part !== "metadata" && value instanceof Blob)
      modules.push({ name: part, type: value.type, content: new Uint8Array(await value.arrayBuffer()) });
  if (!modules.some(module => module.name === metadata.main_module))
    throw new ApiError(400, 10021, `No such module "${metadata.main_module}".`);
  if (metadata.limits?.cpu_ms !== undefined && !call.account.isPaid)
    throw new ApiError(
      400,
      100328,
      "CPU limits are not supported for the Free plan. Switch to a paid plan to set CPU limits.",
    );
  const bindings = inherited(call, metadata.bindings ?? []);
  holdBindings(call, bindings);
  const upload = metadata.assets?.jwt === undefined ? undefined : uploads.get(metadata.assets.jwt);
  return {
    id: randomUUID(),
    mainModule: metadata.main_module ?? "",
    modules,
    bindings,
    compatibilityDate: metadata.compatibility_date ?? "",
    compatibilityFlags: metadata.compatibility_flags ?? [],
    assets: upload === undefined ? {} : filesOf(upload),
  };
}

/** Bindings that are to be as they were are those of the version before. @throws ApiError 400 where there were none */
function inherited({ state, parts }: Call, bindings: readonly StoredBinding[]): StoredBinding[] {
  const script = state.scripts.get(parts[0] ?? "");
  const before = script === undefined ? [] : versionOf(script).bindings;
  return bindings.map(binding => {
    if (binding.type !== "inherit") return binding;
    const found = before.find(({ name }) => name === binding.name);
    if (found === undefined)
      throw new ApiError(400, 10057, `Binding "${binding.name}" is to be inherited, but there was none`);
    return found;
  });
}

/** What a binding leads to has to be there. @throws ApiError 400 */
function holdBindings({ state, account }: Call, bindings: readonly StoredBinding[]): void {
  for (const { type, id, queue_name } of bindings) {
    if (type === "d1" && !state.databases.some(one => one.uuid === id && one.accountId === account.id))
      throw new ApiError(400, 10181, `D1 binding 'DB' references database '${id}' which was not found.`);
    if (type === "queue" && !state.queues.some(one => one.queue_name === queue_name && one.accountId === account.id))
      throw new ApiError(400, 10159, `Queue "${queue_name}" does not exist.`);
  }
}

async function settingsChanged(call: Call): Promise<unknown> {
  const script = scriptOf(call);
  const form = await call.request.formData();
  const settings = JSON.parse(await textOf(form.get("settings"))) as { bindings?: StoredBinding[] };
  const secrets: Record<string, string> = {};
  for (const binding of settings.bindings ?? []) {
    if (binding.type !== "secret_text") continue;
    const text = binding.text ?? script.secrets[binding.name];
    if (typeof text === "string") secrets[binding.name] = text;
  }
  script.secrets = secrets;
  return settingsView(script);
}

function settingsView(script: StoredScript) {
  const { bindings, compatibilityDate, compatibilityFlags } = versionOf(script);
  return {
    bindings: [...bindings, ...Object.keys(script.secrets).map(name => ({ name, type: "secret_text" }))],
    compatibility_date: compatibilityDate,
    compatibility_flags: compatibilityFlags,
    tags: [],
    logpush: false,
    usage_model: "standard",
  };
}

async function textOf(part: string | File | null): Promise<string> {
  if (part === null) throw new ApiError(400, 10021, "A part of the upload is missing");
  return typeof part === "string" ? part : part.text();
}

async function assetSession({ state, request, parts }: Call): Promise<unknown> {
  const { manifest = {} } = await jsonOf<{ manifest?: AssetUpload["manifest"] }>(request);
  const [script = ""] = parts;
  const token = tokenOf({ session: randomUUID() });
  state.uploads.set(token, { script, manifest, files: new Map() });
  const wanted = [...new Set(Object.values(manifest).map(({ hash }) => hash))];
  return { jwt: token, buckets: wanted.length === 0 ? [] : [wanted] };
}

async function assetsCome({ state, request }: Call): Promise<Response> {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const upload = state.uploads.get(token);
  if (upload === undefined) throw new ApiError(403, 10000, "Authentication error");
  for (const [hash, value] of (await request.formData()).entries())
    upload.files.set(hash, new Uint8Array(Buffer.from(await textOf(value), "base64")));
  const isWhole = Object.values(upload.manifest).every(({ hash }) => upload.files.has(hash));
  return Response.json(
    { success: true, errors: [], messages: [], result: isWhole ? { jwt: token } : {} },
    { status: isWhole ? 201 : 202 },
  );
}

/** A token that reads as a JWT does. */
function tokenOf(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256", typ: "JWT" })}.${part(payload)}.${randomUUID()}`;
}

/** Files by their paths. */
function filesOf({ manifest, files }: AssetUpload): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(manifest).map(([path, { hash }]) => [path, files.get(hash) ?? new Uint8Array()]),
  );
}

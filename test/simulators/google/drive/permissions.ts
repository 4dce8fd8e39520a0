import { isEmail } from "../calendar/eventDraft.ts";
import type { Answer, Call } from "../call.ts";
import { calendarError } from "../errors.ts";
import type { FormRecord, PermissionRecord } from "../forms/model.ts";
import { domainOf, type GoogleState, isConsumer, post } from "../state.ts";

type Json = Record<string, unknown>;

const ALL_FILES = ["drive", "drive.readonly"].map(name => `https://www.googleapis.com/auth/${name}`);
const PUBLISHED = "published";

/** permissions.create: shares a form's file, or with the view "published" lets people answer it. */
export function createPermission(call: Call): Answer {
  const { state, caller, query, body } = call;
  const form = openFile(call, true);
  const view = (body.view as string | undefined) ?? null;
  const { role } = body as { role?: string };
  if (view !== null && view !== PUBLISHED) throw invalid(`Invalid value: ${view}`, "permission.view");
  if (view === PUBLISHED && role !== "reader") throw invalid("The published view takes the reader role.");
  if (!["reader", "commenter", "writer"].includes(role ?? "")) throw required("permission.role");
  const permission: PermissionRecord = { ...granteeOf(state, body), role: role as PermissionRecord["role"], view };
  refuseOutside(state, form, permission);
  const id = idOf(permission);
  form.permissions.set(id, permission);
  const mails = !query.has("sendNotificationEmail") || query.flag("sendNotificationEmail");
  if (permission.type === "user" && mails && permission.email !== caller.email) {
    post(state, {
      at: state.clock.now(),
      to: permission.email ?? "",
      kind: "sharing",
      eventId: null,
      summary: form.info.documentTitle,
      organizer: form.owner,
      start: null,
      actor: caller.email,
    });
  }
  return { body: shown(call, render(state, id, permission)) };
}

/** permissions.list: those of the published view only where they are asked for. */
export function listPermissions(call: Call): Answer {
  const { state, query } = call;
  const form = openFile(call, false);
  const view = query.text("includePermissionsForView");
  if (view !== null && view !== PUBLISHED) throw invalid(`Invalid value: ${view}`, "includePermissionsForView");
  const found = [...form.permissions].filter(([, one]) => one.view === null || view === PUBLISHED);
  const permissions = [ownerOf(state, form), ...found.map(([id, one]) => render(state, id, one))];
  return { body: { kind: "drive#permissionList", permissions: permissions.map(one => shown(call, one)) } };
}

/** permissions.get */
export function getPermission(call: Call): Answer {
  const [id, permission] = existing(call, openFile(call, false));
  return { body: shown(call, render(call.state, id, permission)) };
}

/** permissions.delete */
export function deletePermission(call: Call): Answer {
  const form = openFile(call, true);
  form.permissions.delete(existing(call, form)[0]);
  return { status: 204, body: null };
}

/** Whether somebody, or nobody in particular, may answer a form; forms from before publishing had settings are open by their link. */
export function mayAnswer(state: GoogleState, form: FormRecord, email: string | null): boolean {
  if (form.publishState === null) return true;
  const who = email !== null && state.accounts.has(email) ? email : null;
  if (who !== null && mayEdit(form, who)) return true;
  return [...form.permissions.values()].some(permission => {
    if (permission.type === "anyone") return true;
    if (who === null) return false;
    if (permission.type === "user") return permission.email === who;
    return permission.domain === domainOf(who) && !isConsumer(who);
  });
}

/** Whether somebody may edit a form: its owner, and whoever it was shared with as a writer. */
export function mayEdit(form: FormRecord, email: string): boolean {
  if (form.owner === email || form.editors.has(email)) return true;
  return [...form.permissions.values()].some(one => one.email === email && one.role === "writer");
}

/** The file a path names. A token for single files alone does not know of those another program made. */
function openFile(call: Call, isForWriting: boolean): FormRecord {
  const { state, caller } = call;
  const id = call.path[0] ?? "";
  const form = state.forms.get(id);
  const seesAll = ALL_FILES.some(scope => caller.scopes.has(scope));
  if (form === undefined || !mayEdit(form, caller.email) || !(seesAll || form.isMadeByApp))
    throw calendarError(404, "notFound", `File not found: ${id}.`, { locationType: "parameter", location: "fileId" });
  if (isForWriting && caller.scopes.size > 0 && !canWrite(caller.scopes))
    throw calendarError(403, "insufficientPermissions", "Request had insufficient authentication scopes.");
  return form;
}

function canWrite(scopes: ReadonlySet<string>): boolean {
  return ["drive", "drive.file"].some(name => scopes.has(`https://www.googleapis.com/auth/${name}`));
}

function granteeOf(state: GoogleState, body: Json): Pick<PermissionRecord, "type" | "domain" | "email"> {
  const { type, domain, emailAddress } = body as { type?: string; domain?: string; emailAddress?: string };
  switch (type) {
    case "anyone":
      if (domain !== undefined || emailAddress !== undefined)
        throw invalid("Anyone takes neither a domain nor an address.");
      return { type, domain: null, email: null };
    case "domain": {
      if (domain === undefined || domain === "") throw required("permission.domain");
      const name = domain.toLowerCase();
      const isKnown = [...state.accounts.keys()].some(email => domainOf(email) === name && !isConsumer(email));
      if (!isKnown) throw calendarError(400, "invalidSharingRequest", "Bad Request. User message: no such domain.");
      return { type, domain: name, email: null };
    }
    case "user": {
      if (emailAddress === undefined || emailAddress === "") throw required("permission.emailAddress");
      const email = emailAddress.toLowerCase();
      if (!isEmail(email) || !state.accounts.has(email))
        throw calendarError(
          400,
          "invalidSharingRequest",
          `Bad Request. User message: there is no Google account for ${email}.`,
        );
      return { type, domain: null, email };
    }
    case "group":
      throw calendarError(400, "invalidSharingRequest", "Bad Request. User message: no such group.");
    case undefined:
      throw required("permission.type");
    default:
      throw invalid(`Invalid value: ${type}`, "permission.type");
  }
}

function refuseOutside(state: GoogleState, form: FormRecord, { type, domain, email }: PermissionRecord): void {
  if (state.switches.sharingOutside) return;
  const whose = domain ?? (email === null ? null : domainOf(email));
  if (type !== "anyone" && whose === domainOf(form.owner)) return;
  throw calendarError(
    403,
    "publishOutNotPermitted",
    "The organization's policy does not let this item be shared with people outside of it.",
  );
}

/** One grantee has one permission in each view; Drive's ids of people and domains are numbers that stay. */
function idOf({ type, domain, email, view }: PermissionRecord): string {
  const whose = domain ?? email ?? "";
  let hash = 7n;
  for (const letter of `${type} ${whose}`) hash = (hash * 131n + BigInt(letter.codePointAt(0) ?? 0)) % 10n ** 20n;
  const plain = type === "anyone" ? "anyoneWithLink" : `${hash}${type === "domain" ? "k" : ""}`;
  return view === null ? plain : `${plain}.published`;
}

function existing(call: Call, form: FormRecord): [string, PermissionRecord] {
  const id = call.path[1] ?? "";
  const permission = form.permissions.get(id);
  if (permission === undefined) throw calendarError(404, "notFound", `Permission not found: ${id}.`);
  return [id, permission];
}

function ownerOf(state: GoogleState, form: FormRecord): Json {
  const owner: PermissionRecord = { type: "user", role: "owner", domain: null, email: form.owner, view: null };
  return render(state, idOf(owner), owner);
}

function render(state: GoogleState, id: string, { type, role, domain, email, view }: PermissionRecord): Json {
  return {
    kind: "drive#permission",
    id,
    type,
    role: view === PUBLISHED ? state.switches.publishedRole : role,
    ...(view === null ? {} : { view }),
    ...(domain === null ? {} : { domain, displayName: domain }),
    ...(email === null ? {} : { emailAddress: email }),
    ...(type === "user" ? { deleted: false, pendingOwner: false } : { allowFileDiscovery: false }),
  };
}

/** Drive answers with a few fields alone unless others are asked for. */
function shown(call: Call, permission: Json): Json {
  if (call.query.has("fields")) return permission;
  const { kind, id, type, role } = permission;
  return { kind, id, type, role };
}

function invalid(message: string, location?: string) {
  return calendarError(400, "invalid", message, location === undefined ? {} : { locationType: "parameter", location });
}

function required(location: string) {
  return calendarError(400, "required", `The permission ${location.replace("permission.", "")} field is required.`, {
    locationType: "parameter",
    location,
  });
}

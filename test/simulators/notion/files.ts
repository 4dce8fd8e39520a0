import { bodyFails, invalid } from "./apiError.ts";
import type { Call } from "./call.ts";
import { asArray, asId, asObject, asString, type Fields, onlyKeys } from "./check.ts";

/** The files of a files property: external ones by address, uploaded ones by their upload. @throws 400. */
export function parseFiles(call: Call, value: unknown, path: string): Fields[] {
  return asArray(value, path).map((item, index) => {
    const at = `${path}[${index}]`;
    const given = asObject(item, at);
    onlyKeys(given, at, ["name", "type", "external", "file", "file_upload"]);
    const file = parseFile(call, given, at);
    const address = (file[file.type as string] as { url: string }).url;
    const name =
      given.name === undefined
        ? ((file.uploadName as string | undefined) ?? address)
        : asString(given.name, `${at}.name`, 100);
    return { name, type: file.type, [file.type as string]: file[file.type as string] };
  });
}

/** A file object of a request as it is read back: `external` stays, an upload becomes a `file` that expires in an hour. */
export function parseFile(call: Call, given: Fields, path: string): Fields {
  if (given.external !== undefined) {
    const external = asObject(given.external, `${path}.external`);
    return { type: "external", external: { url: asString(external.url, `${path}.external.url`, 2000) } };
  }
  const expiry = new Date(call.workspace.clock.now() + 3_600_000).toISOString();
  if (given.file_upload !== undefined) {
    const id = asId(asObject(given.file_upload, `${path}.file_upload`).id, `${path}.file_upload.id`);
    const upload = call.workspace.fileUploads.get(id);
    if (upload === undefined) throw call.workspace.notFound("file_upload", id);
    if (upload.status !== "uploaded")
      throw invalid(`File upload ${id} has status ${upload.status} and cannot be attached.`);
    const url = `https://files.example.org/${id}/${encodeURIComponent(upload.filename ?? "file")}`;
    return { type: "file", file: { url, expiry_time: expiry }, uploadName: upload.filename ?? undefined };
  }
  if (given.file !== undefined) {
    const file = asObject(given.file, `${path}.file`);
    return { type: "file", file: { url: asString(file.url, `${path}.file.url`), expiry_time: expiry } };
  }
  throw bodyFails(`${path}.external`, "defined", undefined);
}

// The address of one of Notion's own icons reads back as its name and colour.
const OWN_ICON = /^https:\/\/www\.notion\.so\/icons\/(.+)_([a-z]+)\.svg$/;
const ICON_KEYS = ["type", "emoji", "external", "file", "file_upload", "custom_emoji", "icon"];

/** An icon of a request as it is read back; null takes it away. @throws 400. */
export function parseIcon(call: Call, value: unknown, path: string): Fields | null {
  if (value === null) return null;
  const given = asObject(value, path);
  onlyKeys(given, path, ICON_KEYS);
  if (given.emoji !== undefined) return { type: "emoji", emoji: asString(given.emoji, `${path}.emoji`) };
  if (given.icon !== undefined) {
    const icon = asObject(given.icon, `${path}.icon`);
    return { type: "icon", icon: { name: asString(icon.name, `${path}.icon.name`), color: icon.color ?? "gray" } };
  }
  if (given.custom_emoji !== undefined) return { type: "custom_emoji", custom_emoji: given.custom_emoji };
  const file = withoutName(parseFile(call, given, path));
  const own = OWN_ICON.exec((file.external as { url: string } | undefined)?.url ?? "");
  return own === null ? file : { type: "icon", icon: { name: own[1], color: own[2] } };
}

/** A cover of a request as it is read back; null takes it away. @throws 400. */
export function parseCover(call: Call, value: unknown, path: string): Fields | null {
  if (value === null) return null;
  const given = asObject(value, path);
  onlyKeys(given, path, ["type", "external", "file", "file_upload"]);
  return withoutName(parseFile(call, given, path));
}

function withoutName(file: Fields): Fields {
  const { uploadName: _, ...rest } = file;
  return rest;
}

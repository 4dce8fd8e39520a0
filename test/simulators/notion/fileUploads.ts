import { bodyFails, invalid } from "./apiError.ts";
import type { Call, Routes } from "./call.ts";
import { asOneOf, asString, type Fields, onlyKeys, pathId } from "./check.ts";
import { page as pageOfList } from "./paging.ts";
import type { FileUpload } from "./records.ts";
import { exactIso, minuteIso } from "./times.ts";

const LIVES = 3_600_000;
const STATUSES = ["pending", "uploaded", "expired", "failed"] as const;

function uploadView(call: Call, upload: FileUpload): Fields {
  const status = statusNow(call, upload);
  const author = call.workspace.users.get(upload.createdBy);
  return {
    object: "file_upload",
    id: upload.id,
    created_time: minuteIso(upload.createdAt),
    created_by: { id: upload.createdBy, type: author?.type ?? "bot" },
    last_edited_time: minuteIso(upload.createdAt),
    expiry_time: upload.expiresAt === null ? null : minuteIso(upload.expiresAt),
    ...(status === "pending" ? { upload_url: `https://api.notion.com/v1/file_uploads/${upload.id}/send` } : {}),
    in_trash: false,
    status,
    filename: upload.filename,
    content_type: upload.contentType,
    content_length: upload.contentLength,
    ...(upload.importResult === null ? {} : { file_import_result: upload.importResult }),
    ...(call.modern ? {} : { archived: false }),
  };
}

function statusNow(call: Call, upload: FileUpload): FileUpload["status"] {
  return upload.status === "pending" && upload.expiresAt !== null && upload.expiresAt <= call.workspace.clock.now()
    ? "expired"
    : upload.status;
}

// Notion fetches an external address by itself; it is done by the time somebody asks.
function finishImport(call: Call, upload: FileUpload): void {
  if (upload.externalUrl === null || upload.status !== "pending") return;
  upload.status = "uploaded";
  upload.importResult = { type: "success", success: {}, imported_time: exactIso(call.workspace.clock.now()) };
}

const BY_ENDING: Record<string, string> = {
  pdf: "application/pdf",
  txt: "text/plain",
  png: "image/png",
  jpg: "image/jpeg",
};

function create(call: Call): unknown {
  const { workspace, body, actor } = call;
  onlyKeys(body, "body", ["mode", "filename", "content_type", "number_of_parts", "external_url"]);
  const mode =
    body.mode === undefined
      ? "single_part"
      : asOneOf(body.mode, "body.mode", ["single_part", "multi_part", "external_url"] as const);
  if (mode === "external_url" && body.external_url === undefined)
    throw bodyFails("body.external_url", "defined", undefined);
  const filename = body.filename === undefined ? null : asString(body.filename, "body.filename", 900);
  const now = workspace.clock.now();
  const upload: FileUpload = {
    id: workspace.ids.uuid(),
    createdAt: now,
    createdBy: actor.id,
    expiresAt: now + LIVES,
    status: "pending",
    mode,
    filename,
    contentType:
      body.content_type === undefined
        ? (BY_ENDING[filename?.split(".").at(-1) ?? ""] ?? null)
        : asString(body.content_type, "body.content_type"),
    contentLength: null,
    importResult: null,
    externalUrl: body.external_url === undefined ? null : asString(body.external_url, "body.external_url"),
  };
  workspace.fileUploads.set(upload.id, upload);
  return uploadView(call, upload);
}

function wanted(call: Call): FileUpload {
  const id = pathId(call.params[0], "file_upload_id");
  const upload = call.workspace.fileUploads.get(id);
  if (upload === undefined) throw call.workspace.notFound("file_upload", id);
  finishImport(call, upload);
  return upload;
}

// The dispatcher hands a multipart body over as `__file`: its name, type and size.
function send(call: Call): unknown {
  const upload = wanted(call);
  if (statusNow(call, upload) !== "pending")
    throw invalid(`File upload has status ${statusNow(call, upload)}, expected pending.`);
  const file = call.body.__file as { size: number; type: string } | undefined;
  if (file === undefined) throw bodyFails("body.file", "defined", undefined);
  upload.contentLength = (upload.contentLength ?? 0) + file.size;
  upload.contentType ??= file.type;
  if (upload.mode === "single_part") upload.status = "uploaded";
  return uploadView(call, upload);
}

function complete(call: Call): unknown {
  const upload = wanted(call);
  if (upload.mode !== "multi_part") throw invalid("Only multi_part file uploads are completed.");
  upload.status = "uploaded";
  return uploadView(call, upload);
}

function list(call: Call): unknown {
  const wantedStatus = call.query.get("status");
  if (wantedStatus !== null && !(STATUSES as readonly string[]).includes(wantedStatus)) {
    throw invalid(`query failed validation: query.status should be one of ${STATUSES.join(", ")}.`);
  }
  for (const upload of call.workspace.fileUploads.values()) finishImport(call, upload);
  const newestFirst = [...call.workspace.fileUploads.values()].reverse();
  const found = newestFirst.filter(upload => wantedStatus === null || statusNow(call, upload) === wantedStatus);
  return pageOfList(call, found, "file_upload", upload => uploadView(call, upload));
}

export const fileUploadRoutes: Routes = [
  ["POST", "file_uploads", create],
  ["GET", "file_uploads", list],
  ["GET", "file_uploads/:id", call => uploadView(call, wanted(call))],
  ["POST", "file_uploads/:id/send", send],
  ["POST", "file_uploads/:id/complete", complete],
];

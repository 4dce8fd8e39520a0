import { drive_v3 } from "googleapis/build/src/apis/drive/v3.js";
import type { Responders } from "../core/domain/form.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { type GoogleAccess, GoogleClient, optionsOf } from "./client.ts";
import { type GoogleAuth, responseOf } from "./signIn.ts";

export const DRIVE_SCOPE = "https://www.googleapis.com/auth/drive.file";

/** Why nobody could be let in: the organisation forbids it, the file is another sign-in's, or this one may not ask. */
type NotGiven = "refused" | "unreachable" | "unasked";

/** Google Drive as the adapter uses it: who may answer a form is a permission of its file. */
export class GoogleDrive {
  readonly #api: GoogleClient<drive_v3.Drive>;

  /** `auth` signs in when it is first needed. */
  constructor({ auth, ...access }: Omit<GoogleAccess, "auth"> & { auth: () => Promise<GoogleAuth> }) {
    this.#api = new GoogleClient(access, async () => new drive_v3.Drive(optionsOf({ ...access, auth: await auth() })));
  }

  /**
   * Who may answer a form, people and groups left out; or why that can't be known.
   * @throws Failure `in_doubt` while Drive does not answer: no run is to wait for it.
   */
  async responders(formId: string): Promise<Responders[] | Exclude<NotGiven, "refused">> {
    try {
      const { permissions } = await this.#api.call(
        client =>
          client.permissions.list({
            fileId: formId,
            includePermissionsForView: "published",
            supportsAllDrives: true,
            pageSize: 100,
            fields: "permissions(id,type,role,view,domain)",
          }),
        "read",
      );
      return (permissions ?? []).flatMap(({ type, role, view, domain }): Responders[] => {
        const isToAnswer = view === "published" && (role === "reader" || role === "publishedReader");
        if (!isToAnswer) return [];
        if (type === "anyone") return [{ type }];
        return type === "domain" && domain ? [{ type, domain: domain.toLowerCase() }] : [];
      });
    } catch (error) {
      const why = reasonOf(error);
      return why === "refused" ? "unreachable" : why;
    }
  }

  /**
   * Lets people answer a form that is published; null when they may, otherwise why not. Mails nobody.
   * @throws Failure `in_doubt` while Drive does not answer
   */
  async letIn(formId: string, wanted: Responders): Promise<NotGiven | null> {
    try {
      await this.#api.call(
        client =>
          client.permissions.create({
            fileId: formId,
            sendNotificationEmail: false,
            supportsAllDrives: true,
            fields: "id",
            requestBody: { role: "reader", view: "published", ...wanted },
          }),
        "write",
      );
      return null;
    } catch (error) {
      return reasonOf(error);
    }
  }
}

/** What a failed call to Drive means for the form. @throws Failure `in_doubt` where it means nothing yet */
function reasonOf(error: unknown): NotGiven {
  if (!(error instanceof Failure)) throw error;
  if (error.kind === "gone") return "unreachable";
  // A token without the scope, a project without the service, an account that may not stand for the person.
  if (error.kind === "unauthorised") return "unasked";
  const said = JSON.stringify(responseOf(error.cause).data ?? "");
  const isSwitchedOff = /accessNotConfigured|SERVICE_DISABLED/.test(said);
  if (isSwitchedOff) return "unasked";
  const isOnlySlow = error.kind !== "rejected" && !/sharingRateLimitExceeded/.test(said);
  if (!isOnlySlow) return "refused";
  throw new Failure("in_doubt", "google", error.message, { status: error.status, cause: error });
}

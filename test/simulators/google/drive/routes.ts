import type { Route } from "../route.ts";
import { flag, object, text } from "../shape.ts";
import { createPermission, deletePermission, getPermission, listPermissions } from "./permissions.ts";

const AUTH = "https://www.googleapis.com/auth/";
const WRITE = ["drive", "drive.file"].map(name => AUTH + name);
const READ = [...WRITE, ...["drive.readonly", "drive.metadata", "drive.metadata.readonly"].map(name => AUTH + name)];

const at = (pattern: string) => new RegExp(`^/drive/v3/files${pattern.replaceAll("*", "([^/:]+)")}$`);
const DRIVES = { supportsAllDrives: "flag", supportsTeamDrives: "flag", useDomainAdminAccess: "flag" } as const;
const permission = object({
  allowFileDiscovery: flag,
  domain: text,
  emailAddress: text,
  expirationTime: text,
  role: text,
  type: text,
  view: text,
});

/** The methods of Drive v3 that say who may open or answer a file. */
export const driveRoutes: Route[] = [
  {
    method: "POST",
    path: at("/*/permissions"),
    scopes: WRITE,
    query: {
      ...DRIVES,
      emailMessage: "text",
      enforceSingleParent: "flag",
      moveToNewOwnersRoot: "flag",
      sendNotificationEmail: "flag",
      transferOwnership: "flag",
    },
    body: permission,
    handle: createPermission,
  },
  {
    method: "GET",
    path: at("/*/permissions"),
    scopes: READ,
    query: { ...DRIVES, includePermissionsForView: "text", pageSize: { from: 1, to: 100 }, pageToken: "text" },
    handle: listPermissions,
  },
  { method: "GET", path: at("/*/permissions/*"), scopes: READ, query: DRIVES, handle: getPermission },
  {
    method: "DELETE",
    path: at("/*/permissions/*"),
    scopes: WRITE,
    query: { ...DRIVES, enforceExpansiveAccess: "flag" },
    handle: deletePermission,
  },
];

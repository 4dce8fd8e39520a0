import { ApiError } from "./apiError.ts";
import type { Call, Routes } from "./call.ts";
import { pathId } from "./check.ts";
import { page } from "./paging.ts";
import type { User, Workspace } from "./workspace.ts";

/** The full user object of a person or a bot, as it stands in values and mentions. */
function userView(workspace: Workspace, user: User): Record<string, unknown> {
  if (user.type === "person") {
    return {
      object: "user",
      id: user.id,
      name: user.name,
      avatar_url: user.avatarUrl,
      type: "person",
      person: { email: user.email },
    };
  }
  return {
    object: "user",
    id: user.id,
    name: user.name,
    avatar_url: user.avatarUrl,
    type: "bot",
    bot: {
      owner: { type: "workspace", workspace: true },
      workspace_name: workspace.name,
      workspace_id: workspace.id,
      workspace_limits: { max_file_upload_size_in_bytes: 5242880 },
    },
  };
}

/** A user as it stands in created_by and last_edited_by of objects: only the id. */
export function partialUser(id: string): { object: "user"; id: string } {
  return { object: "user", id };
}

/** A user as it stands in a column that says who made or edited a row: a bot says of itself nothing but that it is one. */
export function authorView(workspace: Workspace, id: string): Record<string, unknown> {
  const user = workspace.users.get(id);
  const view = userOrPartial(workspace, id);
  return user?.type === "bot" ? { ...view, bot: {} } : view;
}

/** The full user object, or the partial one when nobody has that id. */
export function userOrPartial(workspace: Workspace, id: string): Record<string, unknown> {
  const user = workspace.users.get(id);
  return user === undefined ? partialUser(id) : userView(workspace, user);
}

function retrieve(call: Call): unknown {
  const id = pathId(call.params[0], "user_id");
  const user = call.workspace.users.get(id);
  if (user === undefined) {
    throw new ApiError(
      404,
      "object_not_found",
      `Could not find user with ID: ${id}. Make sure your integration has capabilities to read user information. With those capabilities, only members and guests in the integration's workspace are visible.`,
      { additionalData: { integration_id: call.workspace.botUserId } },
    );
  }
  return listedView(call, user);
}

// The users endpoints said, at the older version, whether the e-mail is verified; users elsewhere never did.
function listedView(call: Call, user: User): Record<string, unknown> {
  const view = userView(call.workspace, user);
  if (call.modern || user.type === "bot") return view;
  return { ...view, person: { email: user.email, email_verified: true } };
}

function list(call: Call): unknown {
  const all = [...call.workspace.users.values()];
  const peopleFirst = [...all.filter(user => user.type === "person"), ...all.filter(user => user.type === "bot")];
  return page(call, peopleFirst, "user", user => listedView(call, user));
}

export const userRoutes: Routes = [
  ["GET", "users", list],
  ["GET", "users/me", call => userView(call.workspace, call.actor)],
  ["GET", "users/:id", retrieve],
];

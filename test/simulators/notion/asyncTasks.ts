import type { Call, Routes } from "./call.ts";
import { type Fields, pathId } from "./check.ts";

/** Work that a request allowed to go on after its answer. */
export interface AsyncTask {
  id: string;
  createdAt: number;
  /** What the request would have been answered with. */
  result: Fields;
}

/** Operations that take `allow_async`, and their names. */
const OPERATIONS: Record<string, string> = {
  "POST pages": "create_page",
  "PATCH pages/:id": "update_page",
  "PATCH pages/:id/markdown": "update_page_markdown",
};

/** The task by which a request that allows it is answered (202); null for all others. The work is done by the time it is asked for. */
export function taskFor(call: Call, operation: string, result: Fields): Fields | null {
  const name = OPERATIONS[operation];
  if (call.body.allow_async !== true || name === undefined) return null;
  const { workspace } = call;
  const task = { id: workspace.ids.uuid(), createdAt: workspace.clock.now(), result };
  workspace.asyncTasks.set(task.id, { ...task, name });
  return { ...head(task, name), status: "queued", poll_after_seconds: 1 };
}

function head({ id, createdAt }: AsyncTask, name: string): Fields {
  return {
    object: "async_task",
    id,
    status_url: `https://api.notion.com/v1/async_tasks/${id}`,
    created_time: new Date(createdAt).toISOString(),
    operation: { surface: "rest", name },
  };
}

function retrieve(call: Call): unknown {
  const id = pathId(call.params[0], "task_id");
  const task = call.workspace.asyncTasks.get(id);
  if (task === undefined) throw call.workspace.notFound("async_task", id);
  return { ...head(task, task.name), status: "succeeded", result: task.result };
}

export const asyncTaskRoutes: Routes = [["GET", "async_tasks/:id", retrieve]];

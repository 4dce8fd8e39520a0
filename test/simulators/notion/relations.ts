import { keepHistory } from "./history.ts";
import type { Page, Property, User } from "./records.ts";
import type { Workspace } from "./workspace.ts";

/** Sets a relation of a row and, for two-way relations, the other side in every page gained or lost. */
export function setRelation(workspace: Workspace, page: Page, property: Property, ids: string[], actor: User): void {
  const before = (page.values.get(property.id) ?? []) as string[];
  page.values.set(property.id, ids);
  const synced = property.relation?.syncedPropertyId ?? null;
  if (synced === null) return;
  const now = new Set(ids);
  const then = new Set(before);
  for (const id of before)
    if (!now.has(id)) change(workspace, id, synced, actor, list => list.filter(each => each !== page.id));
  for (const id of ids) {
    if (!then.has(id))
      change(workspace, id, synced, actor, list => (list.includes(page.id) ? list : [...list, page.id]));
  }
}

function change(
  workspace: Workspace,
  id: string,
  propertyId: string,
  actor: User,
  edit: (list: string[]) => string[],
): void {
  const page = workspace.pages.get(id);
  if (page === undefined) return;
  keepHistory(workspace, page);
  page.values.set(propertyId, edit((page.values.get(propertyId) ?? []) as string[]));
  workspace.touch(page, actor);
  const data = { updated_properties: [encodeURIComponent(propertyId)] };
  const entity = { id: page.id, type: "page" };
  workspace.changed({ type: "page.properties_updated", entity, parent: page.parent, authorId: actor.id, data });
}

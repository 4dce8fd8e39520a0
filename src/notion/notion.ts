import type { Unforeseen } from "../core/domain/values/guarded.ts";
import type { SourceKey } from "../core/domain/values/row.ts";
import { Boxes } from "./boxes.ts";
import { type NotionAccess, NotionClient } from "./client.ts";
import { Pages, Table } from "./pages.ts";
import { type SourceMap, Tables } from "./workspace.ts";

/** Notion, as Krug's integration. */
export class Notion {
  readonly tables: Tables;
  readonly pages: Pages;
  readonly boxes: Boxes;
  /** What was read so far and could not be understood. */
  readonly unread: readonly Unforeseen[];
  readonly client: NotionClient;

  constructor(access: NotionAccess) {
    this.client = new NotionClient(access);
    this.unread = this.client.unread;
    this.tables = new Tables(this.client);
    this.pages = new Pages(this.client);
    this.boxes = new Boxes(this.client);
  }

  /** One of the tables, with its columns as they are known. */
  table(source: SourceKey, map: SourceMap): Table {
    return new Table(this.client, source, map);
  }
}

import type { Row, SourceKey } from "../../src/core/domain/values/row.ts";
import { Table } from "../../src/notion/pages.ts";
import { COORDINATOR, type Playground } from "./playground.ts";

/** A table as the coordinator sees it in Notion. */
export function readTable(playground: Playground, source: SourceKey): Promise<Row[]> {
  const api = {
    call: <T>(use: (client: never) => Promise<T>) => use(playground.notionOf(COORDINATOR) as never),
    botId: null,
    unread: [],
  };
  return new Table(api as never, source, playground.workspace[source]).list();
}

/** One page of a table; undefined when it is not there. */
export async function readPage(playground: Playground, source: SourceKey, id: string): Promise<Row | undefined> {
  return (await readTable(playground, source)).find(row => row.id === id);
}

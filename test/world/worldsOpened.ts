import type { LocalD1 } from "./d1.ts";
import type { Playground } from "./playground.ts";

const databases: WeakRef<LocalD1>[] = [];
const playgrounds: WeakRef<Playground>[] = [];

export function noteDatabase(database: LocalD1): void {
  databases.push(new WeakRef(database));
}

export function forgetDatabase(database: LocalD1): void {
  databases.splice(0, databases.length, ...databases.filter(one => one.deref() !== database));
}

export function notePlayground(playground: Playground): void {
  playgrounds.push(new WeakRef(playground));
}

/** The databases and worlds opened since this was last asked, as far as they are still held by anybody. */
export function worldsOpened(): { databases: LocalD1[]; playgrounds: Playground[] } {
  return {
    databases: databases.splice(0).flatMap(one => one.deref() ?? []),
    playgrounds: playgrounds.splice(0).flatMap(one => one.deref() ?? []),
  };
}

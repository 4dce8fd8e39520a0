/** What is kept under a key; made and kept the first time it is asked for. Under a weak map's object it is kept as long as that is. */
export function keptIn<K, V>(
  kept: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => NoInfer<V>,
): V {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}

/** How often each comes. */
export function timesOf<K>(things: Iterable<K>): Map<K, number> {
  const times = new Map<K, number>();
  for (const thing of things) times.set(thing, (times.get(thing) ?? 0) + 1);
  return times;
}

/** All values of each key, in their order. Where the values themselves say the key, `Map.groupBy` does the same. */
export function listedBy<K, V>(pairs: Iterable<readonly [K, V]>): Map<K, V[]> {
  const lists = new Map<K, V[]>();
  for (const [key, value] of pairs) keptIn(lists, key, () => []).push(value);
  return lists;
}

import { Failure } from "../../core/domain/values/failure.ts";
import { keptIn } from "../../core/domain/values/maps.ts";
import type { PushContext } from "./pushContext.ts";

/** What a run has read of the texts, by file: a round writes hundreds of pages in one language. */
const readBy = new WeakMap<object, Map<string, Promise<unknown>>>();

/** A file of texts that stand beside the script (src/text/assets), read once a run. @throws Failure where there are none. */
export function readTexts<T>({ texts }: Pick<PushContext, "texts">, file: string): Promise<T> {
  if (texts === undefined) throw new Failure("rejected", "store", "the texts of pages are not at hand");
  const files = keptIn(readBy, texts, () => new Map());
  return keptIn(files, file, () => texts(file).then(text => JSON.parse(text))) as Promise<T>;
}

/**
 * What stands in the deployed Worker for `@formatjs/icu-skeleton-parser` (wrangler.toml, `alias`): by it a message says how a number or a
 * date is written, and no message does.
 */

export function parseNumberSkeletonFromString(): never {
  leftOut();
}

export function parseNumberSkeleton(): never {
  leftOut();
}

export function parseDateTimeSkeleton(): never {
  leftOut();
}

function leftOut(): never {
  throw new Error("@formatjs/icu-skeleton-parser is left out of the deployed Worker (wrangler.toml, alias)");
}

import fc from "fast-check";
import { beforeEach } from "vitest";
import { pieceTried } from "./pieces.ts";

const skipped = pieceTried()?.skipped ?? [];

/** A mutant is noticed in the first world that fails; a smaller one need not be looked for. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

beforeEach(({ task, skip }) => {
  if (skipped.some(title => task.name.includes(title))) skip();
});

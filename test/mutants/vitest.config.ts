import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { pieceTried } from "./pieces.ts";

const { tests = [], without = [] } = pieceTried() ?? {};

/** A mutant is done with as soon as one test fails: those come first that are quick to. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => tests.findIndex(path => moduleId.includes(path));
    return files.sort((a, b) => place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** The tests of one piece, without workerd: a mutant is switched on in the process that runs the test. */
export default defineConfig({
  test: {
    include: tests.map(path => (path.endsWith(".ts") ? path : `${path}/**/*.test.ts`)),
    exclude: [...without],
    setupFiles: ["test/fixedSeed.ts", "test/unforeseen.setup.ts", "test/mutants/mutants.setup.ts"],
    // One worker a mutant, not one a file: most of the time goes into starting them.
    isolate: false,
    // How long a test may take is Stryker's to say: it knows how long each takes by itself.
    testTimeout: 20 * 60_000,
    sequence: { sequencer: QuickFirst },
  },
});

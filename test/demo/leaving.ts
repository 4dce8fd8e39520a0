import { EXIT } from "../../src/cli/front.ts";

/** What is to be undone when the process ends, however early it is told to. */
export interface Leaving {
  /** Has something done when the process ends; what came last is undone first. */
  onLeave(undo: () => unknown): void;
  /** Undoes everything, once; whoever asks again waits for the same. */
  leave(): Promise<void>;
  /** From here on there is nothing more to be done, and who ends the process breaks nothing off. */
  isThere(): void;
}

const PATIENCE_MS = 8_000;

/**
 * From here on Ctrl-C, and being told to end, undo everything before the process ends: with code 130 where something was broken off,
 * else with 0.
 */
export function leaving(): Leaving {
  const undos: (() => unknown)[] = [];
  let gone: Promise<void> | null = null;
  let code: number = EXIT.interrupted;
  const undoAll = async () => {
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      try {
        await undo();
      } catch (error) {
        const { code: why, message } = error as NodeJS.ErrnoException;
        // Ctrl-C tells all processes at once: one that was still being begun may be gone already.
        if (why !== "EPIPE") console.error(`Not everything could be undone: ${message}`);
      }
    }
  };
  const leave = () => {
    gone ??= undoAll();
    return gone;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (gone !== null) return;
      setTimeout(() => process.exit(1), PATIENCE_MS).unref();
      void leave().then(() => process.exit(code));
    });
  return {
    onLeave: undo => {
      undos.push(undo);
      // What comes up while everything goes down is undone as well.
      if (gone !== null) gone = gone.then(undoAll);
    },
    leave,
    isThere: () => {
      code = 0;
    },
  };
}

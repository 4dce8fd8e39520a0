import type { Readable, Writable } from "node:stream";
import { isCancel, log, password, select, spinner, text } from "@clack/prompts";
import type { Question, Screen } from "./dialogue.ts";

/** Lines alone, for where nobody can be asked: a script, a pipe, `--yes`. */
export function linesAlone(print: (line: string) => void, printError: (line: string) => void): Screen {
  return {
    canAsk: false,
    answer: () => Promise.resolve(null),
    begin: title => print(`\n${title}`),
    tell: print,
    warn: printError,
    async waiting(says, act) {
      print(`${says} …`);
      return act();
    },
  };
}

/** A terminal in which questions are asked. */
export function terminal(input: Readable, output: Writable): Screen {
  const streams = { input, output };
  return {
    canAsk: true,
    async answer(question) {
      if (question.help !== undefined) log.message(question.help, streams);
      return answered(question, streams);
    },
    begin: title => log.step(title, streams),
    tell: line => log.message(line, streams),
    warn: line => log.warn(line, streams),
    async waiting(says, act) {
      const wheel = spinner(streams);
      wheel.start(says);
      try {
        const done = await act();
        wheel.stop(says);
        return done;
      } catch (error) {
        wheel.error(says);
        throw error;
      }
    },
  };
}

async function answered(question: Question<unknown>, streams: { input: Readable; output: Writable }) {
  const ending = new AbortController();
  let fromElsewhere: string | null = null;
  void question.elsewhere?.().then(answer => {
    fromElsewhere = answer;
    ending.abort();
  });
  const asked = { message: question.says, signal: ending.signal, ...streams };
  const answer = await prompted(question, asked);
  if (fromElsewhere !== null) return fromElsewhere;
  return isCancel(answer) ? null : String(answer ?? "");
}

function prompted({ choices, isSecret, suggested }: Question<unknown>, asked: { message: string }) {
  if (choices !== undefined)
    return select({
      ...asked,
      options: choices.map(({ value, label, hint }) => ({ value, label, ...(hint === undefined ? {} : { hint }) })),
      ...(suggested === undefined ? {} : { initialValue: suggested }),
    });
  if (isSecret) return password(asked);
  return text({ ...asked, ...(suggested === undefined ? {} : { placeholder: suggested, defaultValue: suggested }) });
}

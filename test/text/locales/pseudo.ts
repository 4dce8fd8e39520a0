import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { printAST } from "@formatjs/icu-messageformat-parser/printer.js";

/** What stands round each message of the pseudo-language. */
const OPEN = "⟦";
const CLOSE = "⟧";
const ACCENTS: Readonly<Record<string, string>> = {
  a: "à",
  e: "ê",
  i: "ï",
  o: "ö",
  u: "ü",
  y: "ÿ",
  A: "À",
  E: "Ê",
  O: "Ö",
  U: "Ü",
};

/** A message as the pseudo-language says it: between brackets, its vowels accented, what is put in left as it is. */
export function pseudo(message: string): string {
  const elements = parse(message, { ignoreTag: true, shouldParseSkeletons: false });
  return `${OPEN}${printAST(elements.map(accented))}${CLOSE}`;
}

function accented(element: MessageFormatElement): MessageFormatElement {
  if (element.type === TYPE.literal)
    return { ...element, value: element.value.replace(/[a-zA-Z]/g, letter => ACCENTS[letter] ?? letter) };
  if (element.type !== TYPE.plural && element.type !== TYPE.select) return element;
  const options = Object.fromEntries(
    Object.entries(element.options).map(([word, option]) => [word, { ...option, value: option.value.map(accented) }]),
  );
  return { ...element, options } as MessageFormatElement;
}

/** What of a text is in no message: all that stands outside of the brackets. */
export function outsideMessages(text: string): string {
  let depth = 0;
  let outside = "";
  for (const letter of text) {
    if (letter === OPEN) depth += 1;
    if (depth === 0) outside += letter;
    if (letter === CLOSE) depth = Math.max(0, depth - 1);
  }
  return outside;
}

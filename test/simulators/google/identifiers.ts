/** Makes ids that look like Google's and are the same for the same seed. */
export class Identifiers {
  #state: number;
  #etag = 3_500_000_000_000_000;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Where it stands: what it gives next follows from it. */
  get place(): { state: number; etag: number } {
    return { state: this.#state, etag: this.#etag };
  }

  set place({ state, etag }: { state: number; etag: number }) {
    this.#state = state;
    this.#etag = etag;
  }

  /** A number in [0, 1), from mulberry32. */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A string of `length` characters of an alphabet. */
  text(length: number, alphabet = LETTERS_AND_DIGITS): string {
    let result = "";
    for (let index = 0; index < length; index += 1) result += alphabet[Math.floor(this.random() * alphabet.length)];
    return result;
  }

  eventId(): string {
    return this.text(26, BASE32HEX);
  }

  hex(length: number): string {
    return this.text(length, HEX);
  }

  /** A quoted etag that was never given before. */
  etag(): string {
    this.#etag += 2_000;
    return `"${this.#etag}"`;
  }
}

const LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const BASE32HEX = "0123456789abcdefghijklmnopqrstuv";
const HEX = "0123456789abcdef";

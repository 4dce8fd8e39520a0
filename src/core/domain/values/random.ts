// What it decides: nothing; it gives the rules that draw lots numbers that a seed fixes.
// Idea: the seed's characters are mixed into four 32-bit words, which a small counter-based generator then stirs.
// Source: MurmurHash3's mixing steps; sfc32 of PractRand (Chris Doty-Humphrey, public domain).
// Cost: a few integer operations a number. Not for secrets.

export interface Random {
  /** Uniform, 0 inclusive to 1 exclusive. */
  next(): number;
  /** A whole number, 0 to `limit` - 1. */
  below(limit: number): number;
}

/** A generator that gives the same numbers for the same seed, on every machine. */
export function randomOf(seed: string): Random {
  let [a, b, c] = [mix(seed, 0x9e3779b9), mix(seed, 0x243f6a88), mix(seed, 0xb7e15162)];
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  for (let turn = 0; turn < 12; turn += 1) next();
  return { next, below: limit => Math.floor(next() * limit) };
}

/** The same items in an order the generator draws; every order is equally likely. The input stays as it is. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

function mix(text: string, start: number): number {
  let hash = start ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return hash ^ (hash >>> 16);
}

/** Random numbers that are the same for the same seed. */
export interface Random {
  /** From 0 to 1, 1 excluded. */
  uniform(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** Of the normal distribution. */
  normal(mean: number, deviation: number): number;
}

/** Chris Doty-Humphrey's sfc32, started from a text. */
export function randomOf(seed: string): Random {
  const state = new Uint32Array(4);
  for (let index = 0; index < seed.length; index += 1)
    state[index % 4] = Math.imul((state[index % 4] ?? 0) ^ (seed.charCodeAt(index) + index), 0x01000193);
  state[3] = 1;
  const next = () => {
    const [a = 0, b = 0, c = 0, counter = 0] = state;
    const sum = (a + b + counter) >>> 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum;
  };
  for (let round = 0; round < 20; round += 1) next();
  const uniform = () => next() / 2 ** 32;
  let spare: number | null = null;
  const standard = () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return {
    uniform,
    whole: (low, high) => low + Math.floor(uniform() * (high - low + 1)),
    normal: (mean, deviation) => mean + deviation * standard(),
  };
}

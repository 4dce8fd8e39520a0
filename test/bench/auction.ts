/** The last step's bids are so near what anything is worth, in points. */
const LAST_STEP = 0.2;
const FIRST_STEP = 8;

/**
 * No division of so many people into pairs and triads has more points than this: half the sum of prices at which nobody wants anybody
 * for less. `score` gives whole points up to 32,767 or null, the same both ways.
 *
 * Source: Bertsekas, "The auction algorithm", Annals of Operations Research 14, 1988, with falling steps; that the prices bound the sum is
 * weak duality, and holds however well they were bid. Cost: half a minute for 10,000 people, and a number of two bytes for each two of them.
 */
export function auctionBound(count: number, score: (a: number, b: number) => number | null): number {
  const points = new Int16Array(count * count).fill(-1);
  for (let a = 0; a < count; a += 1)
    for (let b = a + 1; b < count; b += 1) {
      const worth = score(a, b) ?? -1;
      points[a * count + b] = worth;
      points[b * count + a] = worth;
    }
  const price = new Float64Array(count);
  for (let step = FIRST_STEP; step >= LAST_STEP; step = step > LAST_STEP ? Math.max(LAST_STEP, step / 4) : 0)
    bid(points, price, step);
  let sum = 0;
  for (let a = 0; a < count; a += 1) sum += Math.max(0, bestOf(points, price, a).most) + price[a]!;
  return Math.ceil(sum / 2);
}

/** Everybody bids for the one who leaves them most, by what that is more than the next and a step, until everybody has somebody. */
function bid(points: Int16Array, price: Float64Array, step: number): void {
  const count = price.length;
  const owner = new Int32Array(count).fill(-1);
  const waiting = Array.from({ length: count }, (_, person) => person);
  for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) {
    const { who, most, next } = bestOf(points, price, person);
    if (who < 0 || !Number.isFinite(next)) continue;
    price[who]! += most - next + step;
    const before = owner[who]!;
    owner[who] = person;
    if (before >= 0) waiting.push(before);
  }
}

function bestOf(points: Int16Array, price: Float64Array, person: number) {
  const start = person * price.length;
  let [who, most, next] = [-1, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let other = 0; other < price.length; other += 1) {
    const worth = points[start + other]!;
    if (worth < 0) continue;
    const left = worth - price[other]!;
    if (left <= next) continue;
    if (left > most) [who, most, next] = [other, left, most];
    else next = left;
  }
  return { who, most, next };
}

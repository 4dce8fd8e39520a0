// What it decides: nothing; it gives the arithmetic in which every number but 0 can be divided by.
// Idea: for a prime p the numbers modulo p; for p^d polynomials of degree under d modulo one that has no factors, found
//   by trying.
// Source: Lidl and Niederreiter, "Finite Fields", 1997, chapter 1. Cost: q^2 steps for each polynomial tried, few are.

/** Numbers 0 to q-1; 0 and 1 are what they are elsewhere. */
export interface Field {
  add(a: number, b: number): number;
  multiply(a: number, b: number): number;
}

/**
 * The field of q elements; null when there is none, which is so unless q is a power of a prime.
 *
 * An element is written as a number whose digits to the base p are its coefficients. With 4 elements 2 + 3 = 1, 2 * 2 = 3.
 */
export function fieldOf(q: number): Field | null {
  const p = smallestFactor(q);
  const degree = Math.round(Math.log(q) / Math.log(p));
  if (q < 2 || p ** degree !== q) return null;
  if (degree === 1) return { add: (a, b) => (a + b) % p, multiply: (a, b) => (a * b) % p };
  for (let rest = 1; rest < q; rest += 1) {
    const field = polynomials(p, degree, digits(rest, p, degree));
    if (hasNoZeroDivisor(field, q)) return field;
  }
  return null;
}

function smallestFactor(q: number): number {
  for (let factor = 2; factor * factor <= q; factor += 1) if (q % factor === 0) return factor;
  return q;
}

/** Polynomials modulo x^degree + rest. */
function polynomials(p: number, degree: number, rest: readonly number[]): Field {
  const value = (list: readonly number[]) => list.reduceRight((sum, digit) => sum * p + digit, 0);
  return {
    add: (a, b) => {
      const other = digits(b, p, degree);
      return value(digits(a, p, degree).map((digit, place) => (digit + other[place]!) % p));
    },
    multiply: (a, b) => {
      const product = Array<number>(2 * degree - 1).fill(0);
      for (const [i, x] of digits(a, p, degree).entries())
        for (const [j, y] of digits(b, p, degree).entries()) product[i + j] = (product[i + j]! + x * y) % p;
      for (let top = product.length - 1; top >= degree; top -= 1)
        for (const [place, digit] of rest.entries()) {
          const at = top - degree + place;
          product[at] = (product[at]! + (p - digit) * product[top]!) % p;
        }
      return value(product.slice(0, degree));
    },
  };
}

function hasNoZeroDivisor(field: Field, q: number): boolean {
  for (let a = 1; a < q; a += 1) for (let b = a; b < q; b += 1) if (field.multiply(a, b) === 0) return false;
  return true;
}

function digits(value: number, base: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => Math.floor(value / base ** place) % base);
}

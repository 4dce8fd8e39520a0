// What it decides: which column each row gets, so that the sum of edgeWeights is greatest; each column is given once at most.
// Idea: shortest augmenting paths over reduced edgeWeights; the prices of rows and columns it ends with prove the optimum.
// Source: Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems",
//   Computing 38, 1987; Kuhn, 1955. Cost: rows^2 x columns, 0.1 to 0.4 Y (docs/what-is-tried.md#benches) for
//   1,000 x 1,000.

interface Assignment {
  /** The column of each row. */
  columns: Int32Array;
  /** For every row and column: rowPrice + columnPrice >= worth, and equal where the row got the column. */
  rowPrices: Float64Array;
  columnPrices: Float64Array;
}

/**
 * The assignment of greatest total worth, every row with a column; `worth` is row after row.
 *
 * Whole numbers up to 2^50 in sum are exact.
 *
 * @throws RangeError when there are more rows than columns
 */
export function assign(rows: number, columns: number, worth: Float64Array): Assignment {
  if (rows > columns) throw new RangeError(`${rows} rows need as many columns, not ${columns}`);
  const rowPrices = new Float64Array(rows);
  const columnPrices = new Float64Array(columns);
  const rowOf = new Int32Array(columns).fill(-1);
  const from = new Int32Array(columns);
  const slack = new Float64Array(columns);
  const reached = new Uint8Array(columns);
  const tree = new Int32Array(columns);
  for (let root = 0; root < rows; root += 1) {
    slack.fill(Number.POSITIVE_INFINITY);
    reached.fill(0);
    // The first row's price covers its best worth; slack then is how far a column is from being tight.
    let [row, column, depth, size] = [root, -1, 0, 0];
    do {
      let nearest = -1;
      let least = Number.POSITIVE_INFINITY;
      const start = row * columns;
      const offset = depth + rowPrices[row]!;
      for (let other = 0; other < columns; other += 1) {
        if (reached[other] === 1) continue;
        const distance = offset + columnPrices[other]! - worth[start + other]!;
        if (distance < slack[other]!) {
          slack[other] = distance;
          from[other] = column;
        }
        if (slack[other]! < least) {
          least = slack[other]!;
          nearest = other;
        }
      }
      depth = least;
      column = nearest;
      reached[column] = 1;
      tree[size] = column;
      size += 1;
      row = rowOf[column]!;
    } while (row >= 0);
    rowPrices[root]! -= depth;
    for (let place = 0; place < size - 1; place += 1) {
      const passed = tree[place]!;
      rowPrices[rowOf[passed]!]! -= depth - slack[passed]!;
      columnPrices[passed]! += depth - slack[passed]!;
    }
    for (let end = column; end >= 0; ) {
      const before = from[end]!;
      rowOf[end] = before < 0 ? root : rowOf[before]!;
      end = before;
    }
  }
  const given = new Int32Array(rows);
  for (let column = 0; column < columns; column += 1) if (rowOf[column]! >= 0) given[rowOf[column]!] = column;
  return { columns: given, rowPrices, columnPrices };
}

// What it decides: which column each row gets where a column has several places, each worth no more than the one before.
// Idea: one row after the other takes the best path: a free place, or one that is freed by rows moving on.
// Source: successive shortest paths with prices (Tomizawa, "On some techniques useful for solution of transportation network
//   problems", Networks 1, 1971). Cost: rows^2 x columns at most, 1 Y for 600 rows and 400 columns.

/**
 * The column of each row, so that the sum of edgeWeights and of the places taken is greatest; -1 for a row that is better in none.
 *
 * `worth` is row after row, -Infinity where a row must not be in a column. `places` are what a column's first, second …
 * row add to the sum, falling; a row in no column adds 0.
 */
export function assignPlaces(rows: number, places: readonly (readonly number[])[], worth: Float64Array): Int32Array {
  const nowhere = places.length;
  const columns = nowhere + 1;
  const state: State = {
    columns,
    worthOf: (row, column) => (column === nowhere ? 0 : worth[row * nowhere + column]!),
    nextPlace: (column, taken) => (column === nowhere ? 0 : (places[column]![taken] ?? Number.NEGATIVE_INFINITY)),
    held: Array.from({ length: columns }, () => []),
    columnPrice: Float64Array.from({ length: columns }, (_, column) => places[column]?.[0] ?? 0),
    rowPrice: new Float64Array(rows),
    distance: new Float64Array(columns),
    from: new Int32Array(columns),
    isDone: new Uint8Array(columns),
  };
  for (let row = 0; row < rows; row += 1) take(state, row);
  const given = new Int32Array(rows).fill(-1);
  for (const [column, held] of state.held.entries())
    if (column !== nowhere) for (const row of held) given[row] = column;
  return given;
}

interface State {
  columns: number;
  worthOf(row: number, column: number): number;
  /** What the next place of a column adds when `taken` are taken; -Infinity when there is none. */
  nextPlace(column: number, taken: number): number;
  /** The rows of each column. */
  held: number[][];
  columnPrice: Float64Array;
  rowPrice: Float64Array;
  distance: Float64Array;
  /** The row through which a column was reached. */
  from: Int32Array;
  isDone: Uint8Array;
}

/** A new row comes in; others move on along the path that costs least. */
function take(state: State, root: number): void {
  const { columns, held, columnPrice, rowPrice, distance, isDone } = state;
  distance.fill(Number.POSITIVE_INFINITY);
  isDone.fill(0);
  let price = Number.NEGATIVE_INFINITY;
  for (let column = 0; column < columns; column += 1)
    price = Math.max(price, state.worthOf(root, column) + columnPrice[column]!);
  rowPrice[root] = price;
  reach(state, root, 0);
  const done: number[] = [];
  let end = -1;
  let total = Number.POSITIVE_INFINITY;
  for (;;) {
    const column = nearestColumn(state);
    if (column < 0 || distance[column]! >= total) break;
    isDone[column] = 1;
    done.push(column);
    const free = distance[column]! + columnPrice[column]! - state.nextPlace(column, held[column]!.length);
    if (free < total) {
      total = free;
      end = column;
    }
    for (const row of held[column]!) reach(state, row, distance[column]!);
  }
  rowPrice[root]! -= total;
  for (const column of done) {
    const less = Math.max(0, total - distance[column]!);
    columnPrice[column]! -= less;
    for (const row of held[column]!) rowPrice[row]! -= less;
  }
  moveAlong(state, root, end);
}

function reach(state: State, row: number, start: number): void {
  const { columns, columnPrice, rowPrice, distance, isDone, from } = state;
  const offset = start + rowPrice[row]!;
  for (let column = 0; column < columns; column += 1) {
    if (isDone[column] === 1) continue;
    const far = offset - state.worthOf(row, column) - columnPrice[column]!;
    if (far < distance[column]!) {
      distance[column] = far;
      from[column] = row;
    }
  }
}

function nearestColumn({ columns, distance, isDone }: State): number {
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let column = 0; column < columns; column += 1)
    if (isDone[column] === 0 && distance[column]! < least) {
      least = distance[column]!;
      nearest = column;
    }
  return nearest;
}

/** Each row on the path goes into the column it reached, out of the one it was in. */
function moveAlong({ held, from }: State, root: number, end: number): void {
  for (let column = end; ; ) {
    const row = from[column]!;
    const before = row === root ? -1 : held.findIndex(rows => rows.includes(row));
    held[column]!.push(row);
    if (before < 0) return;
    held[before]!.splice(held[before]!.indexOf(row), 1);
    column = before;
  }
}

/** Values of a digit that are told apart in one go. */
const BASE = 65_536;

/**
 * Numbers of rows in the order of their first digits, where these are equal of their second, and so on. Each digit is
 * sorted by counting, the last one first: several times as fast as rows are compared.
 * @param rows how many there are
 * @param digits of each row: whole numbers from 0 on
 */
export function radixOrder(rows: number, digits: readonly ArrayLike<number>[]): Uint32Array {
  let order: Uint32Array = Uint32Array.from({ length: rows }, (_, row) => row);
  for (const places of [...digits].reverse()) {
    let largest = 0;
    for (let row = 0; row < rows; row++) largest = Math.max(largest, places[row]);
    for (let unit = 1; unit <= largest; unit *= BASE) order = sortedBy(order, places, unit, largest);
  }
  return order;
}

/** Rows that are equal keep their order. */
function sortedBy(order: Uint32Array, places: ArrayLike<number>, unit: number, largest: number): Uint32Array {
  const valueOf = (row: number): number => Math.floor(places[row] / unit) % BASE;
  const starts = new Uint32Array(Math.min(BASE, Math.floor(largest / unit) + 1) + 1);
  for (const row of order) starts[valueOf(row) + 1] += 1;
  for (let value = 1; value < starts.length; value++) starts[value] += starts[value - 1];
  const sorted = new Uint32Array(order.length);
  for (const row of order) sorted[starts[valueOf(row)]++] = row;
  return sorted;
}

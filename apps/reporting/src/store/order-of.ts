/** What rows are ordered by: where each stands, from 0 to the size, which is not reached. */
export interface Digit {
  size: number;
  place: (row: number) => number;
}

/**
 * Numbers of rows in the order of their first digits, where these are equal of their second, and so on.
 * @param rows how many there are
 * @param digits whole numbers
 */
export function orderOf(rows: number, digits: readonly Digit[]): number[] {
  const numbers = Array.from({ length: rows }, (_, row) => row);
  // All digits of a row, and its own number, as one: such are sorted several times as fast as rows are compared.
  if (digits.reduce((all, { size }) => all * size, rows) <= Number.MAX_SAFE_INTEGER) {
    const each = Float64Array.from(
      numbers,
      (row) => digits.reduce((all, { size, place }) => all * size + place(row), 0) * rows + row,
    );
    return Array.from(each.sort(), (one) => one % rows);
  }
  const compare = (a: number, b: number): number => {
    for (const { place } of digits) {
      const difference = place(a) - place(b);
      if (difference !== 0) return difference;
    }
    return a - b;
  };
  return numbers.sort(compare);
}

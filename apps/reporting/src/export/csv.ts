import type { Cell, ExportTable } from './export-table';

/** Beginnings by which spreadsheets take a text for a formula, those of full width included. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const SPECIAL = /[",\r\n]/;

/**
 * A table as CSV (RFC 4180): every record has as many fields as there are columns, the facts before the heading
 * included.
 */
export async function* csvOf({ title, facts, columns, rows }: ExportTable): AsyncGenerator<Uint8Array, void> {
  const wide = (cells: readonly Cell[]): Cell[] => [...cells, ...columns.slice(cells.length).map(() => null)];
  const before = [['Customer Service Report', title], ...facts, [], columns].map((cells) =>
    line(wide(cells)),
  );
  yield Buffer.from(before.join(''));
  for await (const part of rows) yield Buffer.from(part.map(line).join(''));
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(field).join(',')}\r\n`;
}

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

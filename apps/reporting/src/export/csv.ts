import type { Cell, ExportTable } from './export-table';

/** Beginnings by which spreadsheets take a text for a formula, those of full width included. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const SPECIAL = /[",\r\n]/;
/** Either of them: most texts are neither, and are asked once. */
const UNSAFE = new RegExp(`${FORMULA.source}|${SPECIAL.source}`);

/** Characters of a chunk at least: each is a message of its own on its way. */
const CHUNK = 128 * 1024;

/**
 * A table as CSV (RFC 4180): every record has as many fields as there are columns, the facts before the heading
 * included.
 * @param byteOrderMark whether it begins with one, by which spreadsheet programs know UTF-8
 */
export async function* csvOf(
  { title, facts, columns, rows }: ExportTable,
  byteOrderMark = false,
): AsyncGenerator<Uint8Array, void> {
  const wide = (cells: readonly Cell[]): Cell[] => [...cells, ...columns.slice(cells.length).map(() => null)];
  const before = [['Customer Service Report', title], ...facts, [], columns].map((cells) =>
    line(wide(cells)),
  );
  let text = (byteOrderMark ? '\uFEFF' : '') + before.join('');
  for await (const part of rows) {
    for (const cells of part) text += line(cells);
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text.length > 0) yield Buffer.from(text);
}

function line(cells: readonly Cell[]): string {
  let text = '';
  for (let at = 0; at < cells.length; at++) text += at === 0 ? field(cells[at]) : `,${field(cells[at])}`;
  return `${text}\r\n`;
}

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.text;
  if (typeof cell !== 'string') return String(cell);
  if (!UNSAFE.test(cell)) return cell;
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Cell, ExportTable } from './export-table';

/** Rows of a sheet at most; a sheet can hold 1,048,576 with its heading. */
const SHEET_ROWS = 1_000_000;
/** Characters of a cell at most. */
const CELL_CHARACTERS = 32_767;
/** Spreadsheets count days from this one. */
const SHEET_EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/**
 * A table as an XLSX workbook: a sheet with the facts, then the rows, a new sheet after each million. Texts are
 * typed as texts, so that none is ever a formula. Nothing is held but the part at hand.
 */
export async function* xlsxOf(table: ExportTable, sheetRows = SHEET_ROWS): AsyncGenerator<Uint8Array, void> {
  const { title, facts, columns, count } = table;
  const sheets = Math.max(1, Math.ceil(count / sheetRows));
  const names = Array.from({ length: sheets }, (_, at) => (sheets === 1 ? title : `${title} ${at + 1}`));
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  const add = (path: string, text: string): void => zip.addBuffer(Buffer.from(XML + text), path);
  add('[Content_Types].xml', contentTypes(sheets + 1));
  add('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]));
  add('xl/workbook.xml', workbook(['About', ...names]));
  add('xl/styles.xml', STYLES);
  const targets = Array.from({ length: sheets + 1 }, (_, at): [string, string] => [
    'worksheet',
    `worksheets/sheet${at + 1}.xml`,
  ]);
  add('xl/_rels/workbook.xml.rels', relations([...targets, ['styles', 'styles.xml']]));
  add('xl/worksheets/sheet1.xml', sheet([['Customer Service Report', title], ...facts].map(row).join('')));
  const rows = new RowParts(table.rows);
  const bodies = names.map(() => Readable.from(sheetBody(columns, rows, sheetRows)));
  bodies.forEach((body, at) => zip.addReadStream(body, `xl/worksheets/sheet${at + 2}.xml`));
  zip.end();
  try {
    for await (const chunk of output) yield chunk as Uint8Array;
  } finally {
    for (const body of bodies) body.destroy();
    await rows.end();
  }
}

/** The rows, a sheet's worth after another. */
class RowParts {
  private readonly parts: AsyncIterator<readonly (readonly Cell[])[]>;
  private left: readonly (readonly Cell[])[] = [];

  constructor(rows: AsyncIterable<readonly (readonly Cell[])[]>) {
    this.parts = rows[Symbol.asyncIterator]();
  }

  /** At most so many of the next rows; none at the end. */
  async take(most: number): Promise<readonly (readonly Cell[])[]> {
    while (this.left.length === 0) {
      const next = await this.parts.next();
      if (next.done === true) return [];
      this.left = next.value;
    }
    const taken = this.left.slice(0, most);
    this.left = this.left.slice(most);
    return taken;
  }

  async end(): Promise<void> {
    await this.parts.return?.();
  }
}

async function* sheetBody(
  columns: readonly string[],
  rows: RowParts,
  sheetRows: number,
): AsyncGenerator<Buffer, void> {
  yield Buffer.from(`${XML}<worksheet xmlns="${SHEETS}"><sheetData>${row(columns)}`);
  for (let room = sheetRows; room > 0;) {
    const part = await rows.take(room);
    if (part.length === 0) break;
    room -= part.length;
    yield Buffer.from(part.map(row).join(''));
  }
  yield Buffer.from('</sheetData></worksheet>');
}

function row(cells: readonly Cell[]): string {
  return `<row>${cells.map(cellOf).join('')}</row>`;
}

function cellOf(cell: Cell): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c s="1"><v>${(cell.clockMs - SHEET_EPOCH_MS) / DAY_MS}</v></c>`;
  if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell.slice(0, CELL_CHARACTERS))}</t></is></c>`;
}

/** What XML has no character for is left out; what reads like the escape of a character is escaped itself. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"\r]/g, (one) => `&#${one.charCodeAt(0)};`);
}

function sheet(rows: string): string {
  return `<worksheet xmlns="${SHEETS}"><sheetData>${rows}</sheetData></worksheet>`;
}

function workbook(names: readonly string[]): string {
  const sheets = names.map(
    (name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `<workbook xmlns="${SHEETS}" xmlns:r="${RELATIONS}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const all = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = Array.from(
    { length: sheets },
    (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${type}.worksheet+xml"/>`,
  );
  return (
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${parts.join('')}</Types>`
  );
}

/** Style 0 is a cell like any other, 1 a date with its time. */
const STYLES =
  `<styleSheet xmlns="${SHEETS}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>` +
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>';

import {
  DomainError,
  read,
  ReconciledItemInput,
  RECONCILED_MOST,
  type FieldFault,
  type ReconcileHouseInput,
} from '@daybook/contracts';

const COLUMNS = ['fulfillmentId', 'status', 'trackingNumber', 'carrier', 'happenedAt'];

/** A house's list, in whatever form it was given. @throws DomainError `fulfillment.list_invalid` */
export function houseListOf({ items, csv }: ReconcileHouseInput): ReconciledItemInput[] {
  if (items !== undefined) return items;
  const [head = [], ...lines] = linesOf(csv ?? '');
  if (!head.includes('fulfillmentId') || !head.includes('status'))
    refuse([{ field: 'csv', message: 'must begin with a line that names its columns' }]);
  const unknown = head.find((column) => !COLUMNS.includes(column));
  if (unknown !== undefined)
    refuse([{ field: 'csv', message: `has a column that nobody knows: ${unknown}` }]);
  if (lines.length > RECONCILED_MOST)
    refuse([{ field: 'csv', message: `must have at most ${RECONCILED_MOST} lines` }]);
  return lines.map((cells, at) => {
    const given = Object.fromEntries(
      head.flatMap((column, index) => {
        const cell = cells[index]?.trim() ?? '';
        return cell === '' ? [] : [[column, cell]];
      }),
    );
    const { value, faults } = read(ReconciledItemInput, given);
    if (faults.length > 0 || cells.length > head.length) {
      refuse([
        ...faults.map(({ field, message }) => ({ field: `csv.${at}.${field}`, message })),
        ...(cells.length > head.length
          ? [{ field: `csv.${at}`, message: 'has more cells than columns' }]
          : []),
      ]);
    }
    return value;
  });
}

/** The cells of each line of a CSV (RFC 4180) that is not empty. */
function linesOf(csv: string): string[][] {
  const lines: string[][] = [[]];
  let rest = csv.replace(/^\ufeff/, '');
  while (rest !== '') {
    const [whole = '', quoted, plain, end = ''] =
      /^[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^,\r\n]*))(,|\r?\n|$)/.exec(rest) ?? [];
    if (whole === '') refuse([{ field: 'csv', message: 'has a quote that does not end' }]);
    lines.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (end.endsWith('\n')) lines.push([]);
  }
  return lines.filter((cells) => cells.some((cell) => cell.trim() !== ''));
}

function refuse(errors: FieldFault[]): never {
  throw new DomainError('fulfillment.list_invalid', { errors });
}

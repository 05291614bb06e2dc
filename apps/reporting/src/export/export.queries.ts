import {
  accessLevelLabels,
  DomainError,
  exportFormats,
  extentOf,
  reportFilters,
  type AccessRow,
  type Actor,
  type Catalog,
  type ExportPart,
  type ExportQuery,
} from '@daybook/contracts';
import type { ByteStream } from '@daybook/messaging';
import type { Period } from '../report/period';
import { factsOf } from '../report/detail-view';
import type { ReportSources } from '../report/report-sources';
import type { ReportQueries } from '../report/report.queries';
import type { Snapshot } from '../completeness/completeness.service';
import { sumOf } from '../store/model/report-store';
import { csvOf } from './csv';
import { seenMembers } from '../report/seen-members';
import { filterLines } from './filter-lines';
import { localTimes } from './local-times';
import type { Cell, ExportTable, LocalTime } from './export-table';
import { xlsxOf } from './xlsx';
import type { DetailRow } from '../store/model/detail-row';
import type { ActivityFilter } from '../store/model/activity-filter';

/** Rows read in one statement. */
const PART = 4_000;
/** Rows of the custom-field summary at most. */
const FIELD_ROWS = 1_000_000;

/** Where an export is made, and of which period, whenever it is made: it is the same file each time. */
export interface ExportPlan {
  position: number;
  period: Period;
}

/** An export that is about to be made. */
export interface ExportFile extends ByteStream {
  filename: string;
  /** How many rows it will have. */
  count: number;
}

/** What all rows of one export are of. */
interface ExportScope extends Snapshot {
  filter: ActivityFilter;
  zone: string;
}

/** Parts of the report as files. */
export class ExportQueries {
  constructor(
    private readonly from: ReportSources,
    private readonly report: ReportQueries,
  ) {}

  /** What can be refused is refused before the first byte. @throws DomainError `request.forbidden` and the report's own */
  async export(query: ExportQuery, actor: Actor): Promise<ByteStream> {
    return this.from.snapshots.retried(async () => this.file(query, actor, await this.plan(query, actor)));
  }

  /** The export of this moment. @throws DomainError `request.forbidden` and the report's own */
  async plan(query: ExportQuery, actor: Actor): Promise<ExportPlan> {
    accessTo(query.part, actor);
    const period = this.from.period(query);
    return { period, position: (await this.from.snapshots.newest(query.minPosition)).position };
  }

  /** The file, made as its chunks are asked for. @param written told how many rows each part of them has */
  async file(
    query: ExportQuery,
    actor: Actor,
    { position, period }: ExportPlan,
    written: (rows: number) => void = () => undefined,
  ): Promise<ExportFile> {
    const { part, format, timeZone: zone = 'UTC' } = query;
    const snapshot = await this.from.snapshots.at(position);
    const { value: filter } = await this.from.filter(query, actor, accessTo(part, actor), snapshot, period);
    const table = await this.table(query, actor, { ...snapshot, filter, zone });
    const counted = { ...table, rows: counting(table.rows, written) };
    return {
      contentType: exportFormats[format],
      filename: `customer-service-${part}-${position}.${format}`,
      count: table.count,
      chunks: format === 'csv' ? csvOf(counted, query.byteOrderMark) : xlsxOf(counted),
    };
  }

  private async table(query: ExportQuery, actor: Actor, at: ExportScope): Promise<ExportTable> {
    const { part } = query;
    const made = await this.rowsOf(part, query, actor, at);
    const local = localTimes(at.zone);
    const facts: [string, Cell][] = [
      ['From', at.filter.from === null ? 'the beginning' : local(at.filter.from)],
      ['To', at.filter.to === null ? 'the end' : local(at.filter.to)],
      ['Time Zone', at.zone],
      ...(await filterLines(this.from.lookup, { ...query }, await seenMembers(this.from, actor))),
      ['Position', at.position],
      ['Completeness', at.completeness.state],
      ['Rows', made.count],
    ];
    return { title: titles[part], facts, ...made };
  }

  private async rowsOf(
    part: ExportPart,
    query: ExportQuery,
    actor: Actor,
    at: ExportScope,
  ): Promise<Pick<ExportTable, 'columns' | 'count' | 'rows'>> {
    switch (part) {
      case 'actions':
        return this.actions(query, actor, at);
      case 'custom-fields': {
        const { value: found } = await this.from.store.customFields(at.filter, at.position, FIELD_ROWS);
        const rows = found.map((row) => [row.username, row.fieldName, row.fieldValue, row.total]);
        return whole(['Username', 'Field Name', 'Field Value', 'Total'], rows);
      }
      case 'details': {
        const count = sumOf((await this.from.store.actions(at.filter, at.position)).value);
        return { columns: DETAIL_COLUMNS, count, rows: this.details(at, count) };
      }
    }
  }

  /** A column for each currency: different ones never share one. */
  private async actions(
    query: ExportQuery,
    actor: Actor,
    at: ExportScope,
  ): Promise<Pick<ExportTable, 'columns' | 'count' | 'rows'>> {
    const asked = Object.fromEntries(reportFilters.map(({ parameter }) => [parameter, query[parameter]]));
    const period = { from: at.filter.from, to: at.filter.to };
    const { items } = (await this.report.actionsAt(asked, actor, at, period)).value;
    await this.from.snapshots.confirm(at);
    const currencies = [
      ...new Set(items.flatMap(({ amounts = [] }) => amounts.map((a) => a.currency))),
    ].sort();
    const rows = items.map(({ action, label, total, amounts = [] }) => [
      action,
      label,
      total,
      ...currencies.map((currency) => amounts.find((a) => a.currency === currency)?.amount ?? null),
    ]);
    return whole(['Key', 'Action', 'Total', ...currencies.map((currency) => `Amount ${currency}`)], rows);
  }

  /**
   * Nothing is held while the receiver takes its time. A file that would not hold as many rows as it says breaks off
   * instead of ending well.
   */
  private async *details(at: ExportScope, count: number): AsyncGenerator<Cell[][], void> {
    let written = 0;
    const local = localTimes(at.zone);
    for await (const rows of this.from.store.parts(at.filter, at.position, PART)) {
      yield rows.map((row) => detailCells(row, this.from.catalog, local));
      written += rows.length;
    }
    await this.from.snapshots.confirm(at);
    if (written !== count) throw new Error(`${written} rows were found, not ${count}`);
  }
}

/** @throws DomainError `request.forbidden` */
function accessTo(part: ExportPart, actor: Actor): AccessRow {
  const access = part === 'actions' ? 'report.view' : 'report.details';
  if (extentOf(actor, access) === 'no') {
    throw new DomainError('request.forbidden', { detail: 'This access level exports totals only.' });
  }
  return access;
}

async function* counting(
  rows: ExportTable['rows'],
  written: (rows: number) => void,
): AsyncGenerator<readonly (readonly Cell[])[], void> {
  for await (const part of rows) {
    yield part;
    written(part.length);
  }
}

const titles: Readonly<Record<ExportPart, string>> = {
  actions: 'Action Summary',
  'custom-fields': 'Custom Fields',
  details: 'Details',
};

const DETAIL_COLUMNS = [
  'Username',
  'Customer',
  'Action',
  'Message',
  'Access Level',
  'Date Created',
  'Is Note',
  'Order Number',
  'Customer ID',
  'ID',
];

function detailCells(row: DetailRow, catalog: Catalog, local: (time: string) => LocalTime): Cell[] {
  const { event, customerName, isNote } = row;
  const { username, customerId, label, message } = factsOf(row, catalog);
  return [
    username,
    customerId === null ? null : (customerName ?? ''),
    label,
    message,
    event.actorlevel === undefined ? null : accessLevelLabels[event.actorlevel],
    local(event.time),
    isNote,
    event.data.context.orderNumber ?? null,
    customerId,
    event.id,
  ];
}

/** A table whose rows are all there already. */
function whole(
  columns: readonly string[],
  all: readonly (readonly Cell[])[],
): Pick<ExportTable, 'columns' | 'count' | 'rows'> {
  async function* inParts(): AsyncGenerator<readonly (readonly Cell[])[], void> {
    for (let at = 0; at < all.length; at += PART) yield await Promise.resolve(all.slice(at, at + PART));
  }
  return { columns, count: all.length, rows: inParts() };
}

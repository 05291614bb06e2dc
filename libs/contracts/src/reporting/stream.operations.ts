import { defineOperation } from '../operation';
import { ReportQuery } from './report.inputs';
import { report } from './report';
import { Flag, OneOf } from '../fields';

/** Parts of the report that can be taken away. */
export const exportParts = ['actions', 'custom-fields', 'details'] as const;
/** A part of the report that can be taken away. */
export type ExportPart = (typeof exportParts)[number];

/** What they are written as, with their media types. */
export const exportFormats = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
/** What an export is written as. */
export type ExportFormat = keyof typeof exportFormats;

/** What is to be taken away, and as what. */
export class ExportQuery extends ReportQuery {
  @OneOf(exportParts, 'Which part of the report. Affiliates get actions only.')
  part!: ExportPart;

  @OneOf(
    Object.keys(exportFormats),
    'csv: RFC 4180, UTF-8. xlsx: a spreadsheet; a new sheet begins after each million rows. Texts that a spreadsheet would take for formulas begin with an apostrophe in csv.',
  )
  format!: ExportFormat;

  @Flag('Whether a csv begins with a byte order mark, by which spreadsheet programs know UTF-8.', {
    optional: true,
    default: false,
  })
  byteOrderMark?: boolean;
}

/** The filter of what is told live. */
export class LiveQuery extends ReportQuery {}

export const ExportReport = defineOperation({
  ...report,
  name: 'reporting.export',
  http: 'GET /reports/customer-service/export',
  summary: 'Take a part of the report away as a file',
  description:
    'The rows of the same filter at one position; filter, position, completeness and number of rows stand before them. Written down in the audit as an export.',
  input: ExportQuery,
  output: null,
  transport: 'stream',
  streams: Object.values(exportFormats).map((type) => type.split(';')[0]),
  errors: ['reporting.range_invalid', 'reporting.position_not_reached', 'reporting.took_too_long'],
});

export const FollowReport = defineOperation({
  ...report,
  name: 'reporting.live',
  http: 'GET /reports/customer-service/live',
  summary: 'Follow the report as it grows',
  description:
    'Server-sent events. Event `position`, at most twice a second: `{position, changed: [{action, added}], completeness}`, where `changed` tells how many actions of the filter came in since the event before. What is missed is asked for again: totals with minPosition. With `anew` the report was made anew from the journals, and everything is to be asked for again. Comments are heartbeats. The stream ends after ten minutes at most and is to be opened again.',
  input: LiveQuery,
  output: null,
  transport: 'stream',
  streams: ['text/event-stream'],
  errors: ['reporting.range_invalid', 'reporting.position_not_reached', 'reporting.too_many_followers'],
});

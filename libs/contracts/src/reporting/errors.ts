import type { ErrorTable } from '../error-table';

/** Errors of the reporting service. */
export const reportingErrors = {
  'reporting.not_found': { status: 404, title: 'Not found' },
  'reporting.saved_name_taken': { status: 409, title: 'Another saved report of yours has that name' },
  'reporting.too_many_exports': { status: 429, title: 'Too many exports of yours are not finished yet' },
  'reporting.export_not_ready': { status: 409, title: 'The file is not ready' },
  'reporting.export_expired': { status: 410, title: 'The file was removed' },
  'reporting.export_broken': { status: 500, title: 'The export could not be made' },
  'reporting.too_many_followers': { status: 503, title: 'Too many follow the report already' },
  'reporting.cursor_of_another_filter': { status: 400, title: 'The cursor belongs to another filter' },
  'reporting.range_invalid': { status: 400, title: 'The date range cannot be used' },
  'reporting.position_gone': {
    status: 410,
    title: 'The report was made anew since; ask for the first page again',
  },
  'reporting.position_not_reached': { status: 503, title: 'The report has not reached that position yet' },
  'reporting.took_too_long': { status: 504, title: 'The report took too long' },
} as const satisfies ErrorTable;

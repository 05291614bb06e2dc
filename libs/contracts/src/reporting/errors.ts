import type { ErrorTable } from '../error-table';

/** Errors of the reporting service. */
export const reportingErrors = {
  'reporting.not_found': [404, 'Not found'],
  'reporting.saved_name_taken': [409, 'Another saved report of yours has that name'],
  'reporting.too_many_exports': [429, 'Too many exports of yours are not finished yet'],
  'reporting.export_not_ready': [409, 'The file is not ready'],
  'reporting.export_expired': [410, 'The file was removed'],
  'reporting.export_broken': [500, 'The export could not be made'],
  'reporting.too_many_followers': [503, 'Too many follow the report already'],
  'reporting.cursor_of_another_filter': [400, 'The cursor belongs to another filter'],
  'reporting.range_invalid': [400, 'The date range cannot be used'],
  'reporting.position_gone': [410, 'The report was made anew since; ask for the first page again'],
  'reporting.position_not_reached': [503, 'The report has not reached that position yet'],
  'reporting.took_too_long': [504, 'The report took too long'],
} as const satisfies ErrorTable;

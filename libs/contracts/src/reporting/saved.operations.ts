import { defineOperation, type AnyOperation } from '../operation';
import { page, PageQuery } from '../paging';
import { ChangeSavedReportInput, CreateSavedReportInput, SavedReportIdInput } from './saved.inputs';
import { SavedReportView } from './saved.views';

const tag = 'customer service report';

export const CreateSavedReport = defineOperation({
  name: 'reporting.save',
  kind: 'command',
  http: 'POST /reports/customer-service/saved',
  status: 201,
  summary: 'Save a filter under a name',
  tag,
  input: CreateSavedReportInput,
  output: SavedReportView,
  access: 'report.view',
  errors: ['reporting.saved_name_taken', 'reporting.range_invalid'],
});

export const ListSavedReports = defineOperation({
  name: 'reporting.list_saved',
  kind: 'query',
  http: 'GET /reports/customer-service/saved',
  summary: 'List the saved reports: your own and the shared ones',
  description: 'By name. Who may not see the Details sees only their own.',
  tag,
  input: PageQuery,
  output: page(SavedReportView),
  access: 'report.view',
  errors: ['request.cursor_invalid'],
});

export const GetSavedReport = defineOperation({
  name: 'reporting.get_saved',
  kind: 'query',
  http: 'GET /reports/customer-service/saved/{id}',
  summary: 'Read a saved report',
  tag,
  input: SavedReportIdInput,
  output: SavedReportView,
  access: 'report.view',
  ifMatch: 'none',
  errors: ['reporting.not_found'],
});

export const ChangeSavedReport = defineOperation({
  name: 'reporting.change_saved',
  kind: 'command',
  http: 'PATCH /reports/customer-service/saved/{id}',
  summary: 'Change a saved report',
  description: 'Its owner may; a shared one admin and cs_admin too.',
  tag,
  input: ChangeSavedReportInput,
  output: SavedReportView,
  access: 'report.view',
  ifMatch: 'accepted',
  errors: ['reporting.not_found', 'reporting.saved_name_taken', 'reporting.range_invalid'],
});

export const DeleteSavedReport = defineOperation({
  name: 'reporting.delete_saved',
  kind: 'command',
  http: 'DELETE /reports/customer-service/saved/{id}',
  summary: 'Delete a saved report',
  description: 'Its owner may; a shared one admin and cs_admin too.',
  tag,
  input: SavedReportIdInput,
  output: null,
  access: 'report.view',
  ifMatch: 'accepted',
  errors: ['reporting.not_found'],
});

/** The calls about saved reports. */
export const savedReportOperations: readonly AnyOperation[] = [
  CreateSavedReport,
  ListSavedReports,
  GetSavedReport,
  ChangeSavedReport,
  DeleteSavedReport,
];

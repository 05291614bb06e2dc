import { defineOperation } from '../operation';
import { page, PageQuery } from '../paging';
import { ChangeSavedReportInput, CreateSavedReportInput, SavedReportIdInput } from './saved.inputs';
import { SavedReportView } from './saved.views';
import { report } from './report';

export const CreateSavedReport = defineOperation({
  ...report,
  name: 'reporting.save',
  http: 'POST /reports/customer-service/saved',
  status: 201,
  summary: 'Save a filter under a name',
  input: CreateSavedReportInput,
  output: SavedReportView,
  errors: ['reporting.saved_name_taken', 'reporting.range_invalid'],
});

export const ListSavedReports = defineOperation({
  ...report,
  name: 'reporting.list_saved',
  http: 'GET /reports/customer-service/saved',
  summary: 'List the saved reports: your own and the shared ones',
  description: 'By name. Who may not see the Details sees only their own.',
  input: PageQuery,
  output: page(SavedReportView),
  errors: ['request.cursor_invalid'],
});

export const GetSavedReport = defineOperation({
  ...report,
  name: 'reporting.get_saved',
  http: 'GET /reports/customer-service/saved/{id}',
  summary: 'Read a saved report',
  input: SavedReportIdInput,
  output: SavedReportView,
  errors: ['reporting.not_found'],
});

export const ChangeSavedReport = defineOperation({
  ...report,
  name: 'reporting.change_saved',
  http: 'PATCH /reports/customer-service/saved/{id}',
  summary: 'Change a saved report',
  description: 'Its owner may; a shared one admin and cs_admin too.',
  input: ChangeSavedReportInput,
  output: SavedReportView,
  ifMatch: 'accepted',
  errors: ['reporting.not_found', 'reporting.saved_name_taken', 'reporting.range_invalid'],
});

export const DeleteSavedReport = defineOperation({
  ...report,
  name: 'reporting.delete_saved',
  http: 'DELETE /reports/customer-service/saved/{id}',
  summary: 'Delete a saved report',
  description: 'Its owner may; a shared one admin and cs_admin too.',
  input: SavedReportIdInput,
  output: null,
  ifMatch: 'accepted',
  errors: ['reporting.not_found'],
});

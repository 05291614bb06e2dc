import { defineOperation } from '../operation';
import { listOf, page } from '../paging';
import { CompletenessView } from './completeness.views';
import { ReportFilterView } from './filters.views';
import { AgentsView, BreakdownView, SeriesView } from './breakdown.views';
import {
  ActionSummaryQuery,
  BreakdownQuery,
  NoReportQuery,
  ReportDetailsQuery,
  ReportQuery,
  SeriesQuery,
} from './report.inputs';
import { ActionSummaryView, FieldSummaryView, ReportDetailsView } from './report.views';
import { CustomerActivityQuery } from './timeline.inputs';
import { TimelineItemView } from './timeline.views';
import { report } from './report';

const refusals = [
  'reporting.range_invalid',
  'reporting.position_not_reached',
  'reporting.took_too_long',
] as const;

export const ReadActionSummary = defineOperation({
  ...report,
  name: 'reporting.actions',
  http: 'GET /reports/customer-service/actions',
  summary: 'Count the actions by kind',
  description:
    'The Action Summary. A cs_agent and a sales_rep count their own actions, an affiliate those of its campaigns.',
  input: ActionSummaryQuery,
  output: ActionSummaryView,
  errors: refusals,
});

export const ReadFieldSummary = defineOperation({
  ...report,
  name: 'reporting.custom_fields',
  http: 'GET /reports/customer-service/custom-fields',
  summary: 'Count how often each user set an order custom field to a value',
  description: "At an order's creation or later.",
  input: ReportQuery,
  output: FieldSummaryView,
  access: 'report.details',
  errors: refusals,
});

export const ReadReportDetails = defineOperation({
  ...report,
  name: 'reporting.details',
  http: 'GET /reports/customer-service/details',
  summary: 'List the actions that a total counts',
  description:
    'Newest first, at the position of the first page: the rows of all pages count up to its total exactly.',
  input: ReportDetailsQuery,
  output: ReportDetailsView,
  access: 'report.details',
  errors: [
    ...refusals,
    'reporting.cursor_of_another_filter',
    'reporting.position_gone',
    'request.cursor_invalid',
  ],
});

export const ReadSeries = defineOperation({
  ...report,
  name: 'reporting.series',
  http: 'GET /reports/customer-service/series',
  summary: 'Count the actions over time',
  description:
    'One total for each step of the period, in the time zone asked for, those without actions included. 10,000 steps at most.',
  input: SeriesQuery,
  output: SeriesView,
  errors: refusals,
});

export const ReadBreakdown = defineOperation({
  ...report,
  name: 'reporting.by',
  http: 'GET /reports/customer-service/by',
  summary: 'Count the actions by one dimension',
  description:
    'The largest totals first. An action of an order with several products counts for each of them, and once in the total. By user only for who may see the Details.',
  input: BreakdownQuery,
  output: BreakdownView,
  errors: refusals,
});

export const ReadAgents = defineOperation({
  ...report,
  name: 'reporting.agents',
  http: 'GET /reports/customer-service/agents',
  summary: 'Tell what each user did of what a manager asks for',
  description:
    'Only what people did who sign in; those who did something else of the filter stand with zeros.',
  input: ReportQuery,
  output: AgentsView,
  access: 'report.details',
  errors: refusals,
});

export const ListReportFilters = defineOperation({
  ...report,
  name: 'reporting.filters',
  http: 'GET /reports/customer-service/filters',
  summary: "List the report's filters with the values that occur",
  input: NoReportQuery,
  output: listOf(ReportFilterView),
});

export const ReadCompleteness = defineOperation({
  ...report,
  name: 'reporting.completeness',
  http: 'GET /reports/customer-service/completeness',
  summary: 'Tell up to where the report holds everything, and what it lacks',
  input: NoReportQuery,
  output: CompletenessView,
});

export const ListCustomerActivity = defineOperation({
  name: 'reporting.customer_activity',
  http: 'GET /customers/{id}/activity',
  summary: "List a customer's activity",
  description: 'The timeline, newest first; in legacy mode what is not yet part of it, as it came.',
  input: CustomerActivityQuery,
  output: page(TimelineItemView),
  access: 'activity.view',
  errors: ['reporting.not_found', 'reporting.range_invalid', 'request.cursor_invalid'],
});

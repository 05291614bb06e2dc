import { Controller } from '@nestjs/common';
import {
  ListCustomerActivity,
  ListReportFilters,
  ReadActionSummary,
  ReadAgents,
  ReadBreakdown,
  ReadCompleteness,
  ReadFieldSummary,
  ReadReportDetails,
  ReadSeries,
  type ActionSummaryQuery,
  type ActionSummaryView,
  type AgentsView,
  type BreakdownQuery,
  type BreakdownView,
  type Call,
  type CompletenessView,
  type CustomerActivityQuery,
  type FieldSummaryView,
  type NoReportQuery,
  type Page,
  type ReportDetailsQuery,
  type ReportDetailsView,
  type ReportFilterView,
  type ReportQuery,
  type SeriesQuery,
  type SeriesView,
  type TimelineItemView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { BreakdownQueries } from './report/breakdown.queries';
import { FilterValuesQueries } from './report/filter-values.queries';
import { ReportQueries } from './report/report.queries';
import { TimelineQueries } from './timeline/timeline.queries';

/** The report and the timeline. */
@Controller()
export class ReportingController {
  constructor(
    private readonly report: ReportQueries,
    private readonly breakdowns: BreakdownQueries,
    private readonly filters: FilterValuesQueries,
    private readonly timeline: TimelineQueries,
  ) {}

  @Handles(ReadActionSummary)
  actions(query: ActionSummaryQuery, { actor }: Call): Promise<ActionSummaryView> {
    return this.report.actions(query, actor);
  }

  @Handles(ReadFieldSummary)
  customFields(query: ReportQuery, { actor }: Call): Promise<FieldSummaryView> {
    return this.report.customFields(query, actor);
  }

  @Handles(ReadReportDetails)
  details(query: ReportDetailsQuery, { actor }: Call): Promise<ReportDetailsView> {
    return this.report.details(query, actor);
  }

  @Handles(ReadSeries)
  series(query: SeriesQuery, { actor }: Call): Promise<SeriesView> {
    return this.breakdowns.series(query, actor);
  }

  @Handles(ReadBreakdown)
  by(query: BreakdownQuery, { actor }: Call): Promise<BreakdownView> {
    return this.breakdowns.by(query, actor);
  }

  @Handles(ReadAgents)
  agents(query: ReportQuery, { actor }: Call): Promise<AgentsView> {
    return this.breakdowns.agents(query, actor);
  }

  @Handles(ListReportFilters)
  listFilters(_query: NoReportQuery, { actor }: Call): Promise<{ items: ReportFilterView[] }> {
    return this.filters.list(actor);
  }

  @Handles(ReadCompleteness)
  completeness(): Promise<CompletenessView> {
    return this.report.completeness();
  }

  @Handles(ListCustomerActivity)
  customerActivity(query: CustomerActivityQuery, { actor }: Call): Promise<Page<TimelineItemView>> {
    return this.timeline.list(query, actor);
  }
}

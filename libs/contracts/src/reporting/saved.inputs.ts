import { filterQueryClass, reportFilters, type ReportFilterValues } from '../report';
import { Flag, Id, Name, Part } from '../fields';

/** The filter of a saved report: the parameters of the report's calls, from the same list. */
export const SavedReportFilter = filterQueryClass(reportFilters, 'SavedReportFilter');

const FILTER = "As the report's calls take it. A preset moves with the day on which the report is asked for.";

/** A filter to be kept under a name. */
export class CreateSavedReportInput {
  @Name("Unlike any other of the same user's, whatever its capitals.", { min: 1, max: 120 })
  name!: string;

  @Flag('Whether everybody who may see the Details sees it.', { optional: true, default: false })
  shared?: boolean;

  @Part(SavedReportFilter, FILTER)
  filter!: ReportFilterValues;
}

/** Names one saved report. */
export class SavedReportIdInput {
  @Id()
  id!: string;
}

/** What is to be changed of a saved report; a filter is changed as a whole. */
export class ChangeSavedReportInput extends SavedReportIdInput {
  @Name({ optional: true, min: 1, max: 120 })
  name?: string;

  @Flag({ optional: true })
  shared?: boolean;

  @Part(SavedReportFilter, FILTER, { optional: true })
  filter?: ReportFilterValues;
}

import { ReportFilterQuery } from '../report';
import { reportBuckets, reportDimensions, type ReportBucket } from '../report/breakdowns';
import type { MessageLanguage } from '../activity';
import { Cursor, Flag, OneOf, Whole } from '../fields';
import { MessageLanguageField } from './message-language';

/** What every call of the report takes: all filters, and the least position of the answer. */
export class ReportQuery extends ReportFilterQuery {
  @Whole(
    'The answer stands at this position or later; 503 reporting.position_not_reached where that takes longer than two seconds.',
    { optional: true, min: 0, max: Number.MAX_SAFE_INTEGER },
  )
  minPosition?: number;
}

/** Parameters of the calls that can show the period before beside each total. */
export class ComparedReportQuery extends ReportQuery {
  @OneOf(
    ['previous'],
    'previous: beside each total that of the period before. Of a preset: the same preset one step earlier (today: yesterday; this_month: the whole month before). Of from and to: as many whole months before where both begin a month in the time zone asked for, as many whole days where both begin a day (one of 23 or 25 hours counts as a day), else exactly as long. It ends where the period begins.',
    { optional: true },
  )
  compare?: 'previous';
}

/** The Action Summary's parameters. */
export class ActionSummaryQuery extends ComparedReportQuery {
  @Flag('Also the actions that did not occur, with a total of zero.', { optional: true, default: false })
  includeZero?: boolean;

  @Flag('Also how many different customers and orders each total is about. Costs more than the totals.', {
    optional: true,
    default: false,
  })
  distinct?: boolean;
}

/** The Details' parameters: any of the report, and a page. */
export class ReportDetailsQuery extends ReportQuery {
  @Whole('How many items at most.', { optional: true, min: 1, max: 200, default: 50 })
  limit?: number;

  @Cursor(
    'The nextCursor of the answer before this one, with the same filter. It keeps the position and period of the first page, so that the rows count up to its total.',
    { optional: true },
  )
  cursor?: string;

  @MessageLanguageField()
  language?: MessageLanguage;
}

/** Parameters of the totals over time. */
export class SeriesQuery extends ComparedReportQuery {
  @OneOf(
    reportBuckets,
    'Length of a step. Days, weeks (from Monday) and months begin at midnight of the time zone asked for; a day may have 23 or 25 hours.',
  )
  bucket!: ReportBucket;
}

/** Parameters of the totals by one dimension. */
export class BreakdownQuery extends ComparedReportQuery {
  @OneOf(reportDimensions, 'What to count by: any dimension that there is a filter for.')
  dimension!: string;

  @Whole('How many rows at most, the largest first.', { optional: true, min: 1, max: 10_000, default: 1000 })
  limit?: number;
}

/** Nothing to ask for. */
export class NoReportQuery {}

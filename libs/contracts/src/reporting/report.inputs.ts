import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { ReportFilterQuery } from '../report';

/** What every call of the report takes: all filters, and the least position of the answer. */
export class ReportQuery extends ReportFilterQuery {
  @IsOptional()
  @IsInt()
  @Min(0)
  @JSONSchema({
    description:
      'The answer stands at this position or later; 503 reporting.position_not_reached where that takes longer than two seconds.',
  })
  minPosition?: number;
}

/** The Action Summary's parameters. */
export class ActionSummaryQuery extends ReportQuery {
  @IsOptional()
  @IsBoolean()
  @JSONSchema({ description: 'Also the actions that did not occur, with a total of zero.', default: false })
  includeZero?: boolean;

  @IsOptional()
  @IsBoolean()
  @JSONSchema({
    description:
      'Also how many different customers and orders each total is about. Costs more than the totals.',
    default: false,
  })
  distinct?: boolean;
}

/** The Details' parameters: any of the report, and a page. */
export class ReportDetailsQuery extends ReportQuery {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  @JSONSchema({ description: 'How many items at most.', default: 50 })
  limit?: number;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  @JSONSchema({
    description:
      'The nextCursor of the answer before this one, with the same filter. It keeps the position and period of the first page, so that the rows count up to its total.',
  })
  cursor?: string;
}

/** Nothing to ask for. */
export class NoReportQuery {}

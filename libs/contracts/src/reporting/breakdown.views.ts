import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../money';
import { agentMeasures, type AgentMeasureKey } from '../report/agent-measures';
import { CompletenessView } from './completeness.views';
import { ReportPeriodView } from './report.views';

/** One step of the totals over time. */
export class SeriesStepView {
  @IsRFC3339()
  @JSONSchema({ description: 'Included; with the offset of the time zone asked for.' })
  start!: string;

  @IsRFC3339()
  @JSONSchema({ description: 'Not included; the start of the next step.' })
  end!: string;

  @IsInt()
  @Min(0)
  total!: number;
}

/** Totals over a period. */
export class SeriesPartView {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SeriesStepView)
  @JSONSchema({ description: 'In the order of time, without a gap; the first and last cut at the period.' })
  items!: SeriesStepView[];

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'The sum of all steps.' })
  total!: number;
}

/** Totals over time. */
export class SeriesView extends SeriesPartView {
  @IsOptional()
  @ValidateNested()
  @Type(() => SeriesPartView)
  @JSONSchema({ description: 'The period before, with steps of its own; with compare=previous.' })
  previous?: SeriesPartView;

  @IsOptional()
  @ValidateNested()
  @Type(() => ReportPeriodView)
  @JSONSchema({ description: 'Which period that is.' })
  previousPeriod?: ReportPeriodView;

  @ValidateNested()
  @Type(() => CompletenessView)
  completeness!: CompletenessView;
}

/** The total of one value of a dimension. */
export class BreakdownRowView {
  @IsOptional()
  @IsString()
  @JSONSchema({
    description: "As the dimension's parameter takes it; absent for the actions that have no value.",
  })
  value?: string;

  @IsString()
  @JSONSchema({ description: 'What the value is called now.' })
  label!: string;

  @IsInt()
  @Min(0)
  total!: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'The total of the period before; with compare=previous.' })
  previous?: number;
}

/** Totals by one dimension. */
export class BreakdownView {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => BreakdownRowView)
  items!: BreakdownRowView[];

  @IsBoolean()
  @JSONSchema({ description: 'Whether rows beyond the limit are left out.' })
  truncated!: boolean;

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'How many actions there are, each counted once.' })
  total!: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'The same of the period before; with compare=previous.' })
  previous?: number;

  @IsOptional()
  @ValidateNested()
  @Type(() => ReportPeriodView)
  @JSONSchema({ description: 'Which period that is.' })
  previousPeriod?: ReportPeriodView;

  @ValidateNested()
  @Type(() => CompletenessView)
  completeness!: CompletenessView;
}

/** What one user did: a number for each measure. */
export class AgentRowView {
  @IsString()
  userId!: string;

  @IsString()
  @JSONSchema({ description: 'What the user is called now.' })
  username!: string;

  notes!: number;
  saves!: number;
  cancels!: number;
  refunds!: number;
  reships!: number;
  casesResolved!: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Money)
  @JSONSchema({ description: 'What the refunds gave back, one exact sum a currency.' })
  refunded!: Money[];

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'All actions of the user in the filter, of whatever kind.' })
  total!: number;
}

for (const { key, description } of agentMeasures) {
  const property: AgentMeasureKey = key;
  IsInt()(AgentRowView.prototype, property);
  Min(0)(AgentRowView.prototype, property);
  (JSONSchema({ description }) as PropertyDecorator)(AgentRowView.prototype, property);
}

/** What each user did, the busiest first. */
export class AgentsView {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AgentRowView)
  items!: AgentRowView[];

  @ValidateNested()
  @Type(() => CompletenessView)
  completeness!: CompletenessView;
}

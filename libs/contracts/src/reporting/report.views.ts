import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { accessLevels, type AccessLevel } from '../actor';
import { Money } from '../money';
import { CompletenessView } from './completeness.views';

/** How many different customers and orders a total is about; there when asked for. */
export class DistinctCountsView {
  @IsOptional()
  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'Different customers among them; with distinct=true.' })
  customers?: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'Different orders among them; with distinct=true.' })
  orders?: number;
}

/** The period before, where it was asked for. */
export class ReportPeriodView {
  @IsRFC3339()
  @JSONSchema({ description: 'Included.' })
  from!: string;

  @IsRFC3339()
  @JSONSchema({ description: 'Not included.' })
  to!: string;
}

/** One row of the Action Summary. */
export class ActionTotalView extends DistinctCountsView {
  @IsString()
  @JSONSchema({
    description: "The report action's key, as parameter `action` takes it.",
    examples: ['rebill_success'],
  })
  action!: string;

  @IsString()
  @JSONSchema({ description: 'The words the report shows for it.', examples: ['Rebill Success'] })
  label!: string;

  @IsInt()
  @Min(0)
  @JSONSchema({ description: '# of records affected by the action.' })
  total!: number;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Money)
  @JSONSchema({
    description:
      'What the actions moved, one exact sum a currency; there where the action moves money. What was not told has no part in it.',
  })
  amounts?: Money[];

  @IsOptional()
  @IsIn(['in', 'out'])
  @JSONSchema({ description: 'Whether the money came from the customers or went back to them.' })
  money?: 'in' | 'out';

  @IsOptional()
  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'The total of the period before; with compare=previous.' })
  previous?: number;
}

/** The Action Summary: in the report's own order of actions. */
export class ActionSummaryView extends DistinctCountsView {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ActionTotalView)
  items!: ActionTotalView[];

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'The sum of all rows.' })
  total!: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'The total of the period before; with compare=previous.' })
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

/** One row of the custom-field summary. */
export class FieldTotalView {
  @IsString()
  @JSONSchema({ description: 'The user who did the actions.' })
  username!: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'The user; absent where no user or API User did it.' })
  userId?: string;

  @IsString()
  @JSONSchema({ description: 'The order custom field that was set.' })
  fieldName!: string;

  @IsString()
  @JSONSchema({ description: 'The value it was set to.' })
  fieldValue!: string;

  @IsInt()
  @Min(1)
  @JSONSchema({ description: 'How often that user has set the field to that value.' })
  total!: number;
}

/** The custom-field summary: the largest totals first. */
export class FieldSummaryView {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FieldTotalView)
  items!: FieldTotalView[];

  @IsBoolean()
  @JSONSchema({ description: 'Whether rows beyond the first 10,000 are left out.' })
  truncated!: boolean;

  @ValidateNested()
  @Type(() => CompletenessView)
  completeness!: CompletenessView;
}

/** The customer of an action. */
export class ActionCustomerView {
  @IsUUID()
  id!: string;

  @IsString()
  @JSONSchema({ description: 'What the customer is called now; empty where nobody said, or it was erased.' })
  name!: string;
}

/** One row of the Details. */
export class ActionDetailView {
  @IsUUID()
  id!: string;

  @IsString()
  @JSONSchema({ description: 'Who did it, by the name of today; System and Customer where no user did.' })
  username!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => ActionCustomerView)
  @JSONSchema({ description: 'Absent where the action is about no customer.' })
  customer?: ActionCustomerView;

  @IsString()
  @JSONSchema({ description: "The report action's key." })
  action!: string;

  @IsString()
  @JSONSchema({ description: 'What was actually done: the words the report shows.' })
  label!: string;

  @IsString()
  @JSONSchema({ description: "The activity's key in the catalog." })
  type!: string;

  @IsString()
  @JSONSchema({ description: 'The note that a person typed, or what the system says of the act.' })
  message!: string;

  @IsOptional()
  @IsIn(accessLevels)
  @JSONSchema({ description: 'The access level, at that time, of the user who did it.' })
  accessLevel?: AccessLevel;

  @IsRFC3339()
  @JSONSchema({ description: 'When it was done.' })
  dateCreated!: string;

  @IsRFC3339()
  @JSONSchema({ description: 'When it was recorded.' })
  dateRecorded!: string;

  @IsBoolean()
  @JSONSchema({ description: 'Whether a person typed the message.' })
  isNote!: boolean;

  @IsOptional()
  @IsUUID()
  orderId?: string;

  @IsOptional()
  @IsString()
  orderNumber?: string;
}

/** A page of the Details. */
export class ReportDetailsView {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ActionDetailView)
  items!: ActionDetailView[];

  @IsOptional()
  @IsString()
  nextCursor?: string;

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'How many rows all pages have together.' })
  total!: number;

  @ValidateNested()
  @Type(() => CompletenessView)
  completeness!: CompletenessView;
}

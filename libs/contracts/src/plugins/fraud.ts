import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../money';
import { definePluginCall } from './plugin';
import { PluginAddress, PluginAnswer } from './plugin-fields';
import { PluginOrderLine } from './tax';

/** What a fraud plugin can say. */
export const fraudVerdicts = ['accept', 'review', 'reject'] as const;
/** One of them. */
export type FraudVerdict = (typeof fraudVerdicts)[number];

/** Who orders. */
export class FraudBuyer {
  @IsString()
  @Length(1, 200)
  name!: string;

  @IsOptional()
  @IsEmail()
  email?: string;

  @IsOptional()
  @IsString()
  @Length(3, 40)
  phone?: string;
}

/** Asks how likely an order that is about to be paid is a fraud. */
export class FraudScoreRequest {
  @IsUUID()
  customerId!: string;

  @IsUUID()
  campaignId!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => FraudBuyer)
  buyer?: FraudBuyer;

  @IsOptional()
  @ValidateNested()
  @Type(() => PluginAddress)
  @JSONSchema({ description: 'Where it is shipped to; absent where nothing is.' })
  address?: PluginAddress;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => PluginOrderLine)
  lines!: PluginOrderLine[];

  @ValidateNested()
  @Type(() => Money)
  @JSONSchema({ description: 'Sum of the lines, before tax.' })
  amount!: Money;
}

/** How likely. */
export class FraudScoreAnswer extends PluginAnswer {
  @IsIn(fraudVerdicts)
  verdict!: FraudVerdict;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  @JSONSchema({ description: 'Percent, higher is riskier.' })
  score?: number;
}

/** Scores an order. */
export const ScoreFraud = definePluginCall({
  plugin: 'fraud',
  path: '/score',
  summary: 'Score an order that is about to be paid',
  description: 'While it is not answered the order waits; an order without a score is paid nevertheless.',
  request: FraudScoreRequest,
  answer: FraudScoreAnswer,
});

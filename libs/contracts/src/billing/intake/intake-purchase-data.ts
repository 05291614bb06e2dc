import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { IsMoment } from '../../moment';
import { Money } from '../../money';
import { IntakeDiscount } from './intake-data';
import { RepeatedPurchaseReference } from './intake-references';

/** Data of `consent.received` and `consent.denied`: what the customer answered when asked for consent to be billed. */
export class ConsentData extends RepeatedPurchaseReference {}

/** Data of `purchase.renewed`: the purchase goes on for another term. */
export class PurchaseRenewedData extends RepeatedPurchaseReference {
  @JSONSchema({ description: 'The last cycle from now on, counted from 1; absent: as before.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  finalCycle?: number;

  @JSONSchema({ description: 'The discount that applied, if any.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => IntakeDiscount)
  discount?: IntakeDiscount;

  @JSONSchema({ description: 'When the next cycle falls due (RFC 3339).' })
  @IsOptional()
  @IsMoment()
  nextBillAt?: string;
}

/** Data of `purchase.updated`: what is billed, or when, was changed at the engine. What is left out stays. */
export class PurchaseUpdatedData extends RepeatedPurchaseReference {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  quantity?: number;

  @JSONSchema({ description: "Price of one unit for a cycle, in the order's currency." })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  unitPrice?: Money;

  @JSONSchema({ description: 'When the next cycle falls due (RFC 3339).' })
  @IsOptional()
  @IsMoment()
  nextBillAt?: string;

  @JSONSchema({ description: 'Names of other fields that changed, such as `paymentMethod`; no values.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 60, { each: true })
  otherFields?: string[];
}

import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
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
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../../card-number';
import { Money } from '../../money';
import { CatalogItemInput } from './campaigns.inputs';

export const intervalUnits = ['day', 'month'] as const;
export type IntervalUnit = (typeof intervalUnits)[number];

/** A trial before the first full cycle. */
export class TrialTerms {
  @JSONSchema({ description: 'Length of the trial in days' })
  @IsInt()
  @Min(1)
  @Max(365)
  days!: number;

  @JSONSchema({ description: 'What the trial costs for one unit; may be 0.00' })
  @ValidateNested()
  @Type(() => Money)
  price!: Money;
}

/** How often a recurring price point is billed. */
export class CycleTerms {
  @IsIn(intervalUnits)
  unit!: IntervalUnit;

  @JSONSchema({ description: 'Days or months between two billings' })
  @IsInt()
  @Min(1)
  @Max(365)
  count!: number;

  @JSONSchema({ description: 'The last cycle, counted from 1; absent: until cancelled' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  finalCycle?: number;
}

/** A price point of a product: sold once, or by cycles with or without a trial. */
export class PricePointInput {
  @JSONSchema({
    description: 'Id of the price point; absent: a new one. One that is left out of a change is retired',
  })
  @IsOptional()
  @IsUUID()
  id?: string;

  @IsString()
  @Length(1, 100)
  name!: string;

  @JSONSchema({ description: 'Price of one unit for one cycle, or once. Price = quantity × unit price' })
  @ValidateNested()
  @Type(() => Money)
  unitPrice!: Money;

  @JSONSchema({ description: 'Only together with `cycle`' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TrialTerms)
  trial?: TrialTerms;

  @JSONSchema({ description: 'Absent: sold once' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CycleTerms)
  cycle?: CycleTerms;
}

/** An option of a product, such as a size or a colour. */
export class ProductOptionInput {
  @JSONSchema({
    description: 'Id of the option; absent: a new one. One that is left out of a change is retired',
  })
  @IsOptional()
  @IsUUID()
  id?: string;

  @IsString()
  @Length(1, 100)
  name!: string;

  @JSONSchema({ description: "Stock keeping unit where it differs from the product's" })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  sku?: string;
}

/** Creates a product. Errors: `billing.name_taken`, `billing.price_point_invalid`. */
export class CreateProductInput {
  @IsString()
  @Length(1, 100)
  name!: string;

  @JSONSchema({ description: 'Stock keeping unit, as fulfillment houses know it' })
  @IsString()
  @Length(1, 60)
  sku!: string;

  @JSONSchema({
    description: 'Whether it is shipped; false for what is only delivered as a service',
    default: true,
  })
  @IsOptional()
  @IsBoolean()
  shipped?: boolean;

  @JSONSchema({
    description: 'The membership at the membership plugin that comes with a subscription to it',
    type: ['string', 'null'],
    examples: ['Gold club'],
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @NoCardNumber()
  membershipName?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ProductOptionInput)
  options?: ProductOptionInput[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => PricePointInput)
  pricePoints!: PricePointInput[];
}

/** Changes, retires or reinstates a product; orders and purchases already made keep their terms. Errors: `billing.not_found`, `billing.name_taken`, `billing.price_point_invalid`, `request.stale`. */
export class ChangeProductInput extends CatalogItemInput {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @IsOptional()
  @IsString()
  @Length(1, 60)
  sku?: string;

  @IsOptional()
  @IsBoolean()
  shipped?: boolean;

  @JSONSchema({
    description:
      'The membership at the membership plugin that comes with a subscription to it from now on; null: none',
    type: ['string', 'null'],
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @NoCardNumber()
  membershipName?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ProductOptionInput)
  options?: ProductOptionInput[];

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => PricePointInput)
  pricePoints?: PricePointInput[];

  @JSONSchema({ description: 'A retired product is not sold any more; its purchases go on' })
  @IsOptional()
  @IsBoolean()
  retired?: boolean;
}

import { Type } from 'class-transformer';
import {
  IsBoolean,
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
import { Money } from '../../money';
import { CatalogItemInput } from './campaigns.inputs';

const percent = 'Percent taken off the price of a line; either this or `amountOff`';
const amount = "Taken off the price of a line, in the campaign's base currency; never below nothing";
const occurrences = 'How many billings of the line it holds for, the sale included';

/** Creates a discount. Errors: `billing.name_taken`, `billing.discount_invalid`. */
export class CreateDiscountInput {
  @IsString()
  @Length(1, 100)
  name!: string;

  @JSONSchema({ description: percent })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  percentOff?: number;

  @JSONSchema({ description: amount })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  amountOff?: Money;

  @JSONSchema({ description: occurrences })
  @IsInt()
  @Min(1)
  @Max(1000)
  occurrences!: number;
}

/**
 * Changes, retires or reinstates a discount. Errors: `billing.not_found`, `billing.name_taken`,
 * `billing.discount_invalid`, `request.stale`.
 */
export class ChangeDiscountInput extends CatalogItemInput {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @JSONSchema({ description: `${percent}, whose place it takes` })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  percentOff?: number;

  @JSONSchema({ description: `${amount}. Takes the place of \`percentOff\`` })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  amountOff?: Money;

  @JSONSchema({ description: occurrences })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  occurrences?: number;

  @JSONSchema({ description: 'No new order gets a retired discount' })
  @IsOptional()
  @IsBoolean()
  retired?: boolean;
}

/** A discount: what is taken off a line's price, and how often. */
export class DiscountView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @IsString()
  name!: string;

  @JSONSchema({ description: 'Percent taken off the price of a line' })
  @IsOptional()
  @IsInt()
  percentOff?: number;

  @JSONSchema({ description: 'Taken off the price of a line' })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  amountOff?: Money;

  @JSONSchema({ description: occurrences })
  @IsInt()
  occurrences!: number;

  @IsBoolean()
  retired!: boolean;
}

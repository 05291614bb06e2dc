import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../../money';
import { CycleTerms, TrialTerms } from './products.inputs';

/** An option of a product. */
export class ProductOptionView {
  @IsUUID()
  id!: string;

  @IsString()
  name!: string;

  @IsOptional()
  @IsString()
  sku?: string;

  @IsBoolean()
  retired!: boolean;
}

/** A price point of a product. */
export class PricePointView {
  @IsUUID()
  id!: string;

  @IsString()
  name!: string;

  @ValidateNested()
  @Type(() => Money)
  unitPrice!: Money;

  @IsOptional()
  @ValidateNested()
  @Type(() => TrialTerms)
  trial?: TrialTerms;

  @JSONSchema({ description: 'Absent: sold once' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CycleTerms)
  cycle?: CycleTerms;

  @IsBoolean()
  retired!: boolean;
}

/** A product with its options and price points. */
export class ProductView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @IsString()
  name!: string;

  @IsString()
  sku!: string;

  @IsBoolean()
  shipped!: boolean;

  @JSONSchema({ description: 'The membership that comes with a subscription to it' })
  @IsOptional()
  @IsString()
  membershipName?: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ProductOptionView)
  options!: ProductOptionView[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PricePointView)
  pricePoints!: PricePointView[];

  @IsBoolean()
  retired!: boolean;
}

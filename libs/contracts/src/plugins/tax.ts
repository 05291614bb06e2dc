import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../money';
import { definePluginCall } from './plugin';
import { PluginAddress, PluginAnswer, PluginCode } from './plugin-fields';

/** A line of an order, as plugins get it. */
export class PluginOrderLine {
  @IsString()
  @Length(1, 100)
  sku!: string;

  @IsInt()
  @Min(1)
  quantity!: number;

  @ValidateNested()
  @Type(() => Money)
  @JSONSchema({ description: 'quantity × unit price, before tax.' })
  price!: Money;
}

/** Asks for the tax of an order that is about to be paid. */
export class TaxCalculationRequest {
  @IsUUID()
  customerId!: string;

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
  @JSONSchema({ description: 'Sum of the lines: what is taxed.' })
  amount!: Money;
}

/** The tax of an order. */
export class TaxCalculationAnswer extends PluginAnswer {
  @ValidateNested()
  @Type(() => Money)
  @JSONSchema({
    description:
      'Added to the amount. In its currency, with no more fraction digits than that has, and not more than the amount itself: anything else is not believed.',
  })
  tax!: Money;
}

/** Asks the tax service to book the tax of an order that was paid. */
export class TaxCollectionRequest {
  @IsUUID()
  orderId!: string;

  @ValidateNested()
  @Type(() => Money)
  @JSONSchema({ description: 'What was paid, tax included.' })
  paid!: Money;

  @ValidateNested()
  @Type(() => Money)
  tax!: Money;
}

/** Whether the tax is booked. */
export class TaxCollectionAnswer extends PluginAnswer {
  @IsBoolean()
  collected!: boolean;

  @IsOptional()
  @PluginCode('Why it is not.')
  responseCode?: string;
}

/** Calculates the tax of an order. */
export const CalculateTax = definePluginCall({
  plugin: 'tax',
  path: '/calculate',
  summary: 'Calculate the tax of an order that is about to be paid',
  description: 'While it is not answered the order waits; an order whose tax is not known is paid without.',
  request: TaxCalculationRequest,
  answer: TaxCalculationAnswer,
});

/** Books the tax of an order. */
export const CollectTax = definePluginCall({
  plugin: 'tax',
  path: '/collect',
  summary: 'Book the tax of an order that was paid',
  request: TaxCollectionRequest,
  answer: TaxCollectionAnswer,
});

import { IsISO31661Alpha2, IsOptional, IsString, Length, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../../card-number';

/** Where an order is shipped to. Personal data: in events it stands in `personal.shippingAddress` only. */
export class ShippingAddress {
  @JSONSchema({ description: 'Who receives there, where it is not the customer.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @NoCardNumber()
  recipient?: string;

  @JSONSchema({ description: 'Street and number.' })
  @IsString()
  @Length(1, 200)
  @NoCardNumber()
  line1!: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  @NoCardNumber()
  line2?: string;

  @IsString()
  @Length(1, 100)
  @NoCardNumber()
  city!: string;

  @JSONSchema({ description: 'State, province or region.' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @NoCardNumber()
  state?: string;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  @NoCardNumber()
  postalCode?: string;

  @JSONSchema({ description: 'ISO 3166-1 alpha-2, upper case.', examples: ['US'] })
  @IsISO31661Alpha2()
  @Matches(/^[A-Z]{2}$/, { message: 'country must be in upper case' })
  country!: string;
}

import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO31661Alpha2,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { IsMoment } from '../../moment';
import { PageQuery } from '../../paging';
import { IsPhoneSearch } from '../../phone-search';
import { orderStatuses, type OrderStatus } from './orders.inputs';

/**
 * Searches orders, newest first. Every condition given must hold. A name, e-mail address or phone number is that of the
 * order's buyer, or of the customer as it is now (the 200 who fit best).
 */
export class SearchOrdersInput extends PageQuery {
  @JSONSchema({ description: 'The order number, or how it begins' })
  @IsOptional()
  @IsString()
  @Length(1, 30)
  orderNumber?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  campaignId?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  productId?: string[];

  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(orderStatuses, { each: true })
  status?: OrderStatus[];

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @Matches(/^\d{4}$/, { message: 'cardLast4 must be four digits' })
  cardLast4?: string;

  @JSONSchema({
    description:
      'Words of the buyer’s or recipient’s name, or how they begin; typing errors in the customer’s are forgiven',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string;

  @JSONSchema({ description: 'An e-mail address of the buyer, or how it begins' })
  @IsOptional()
  @IsString()
  @Length(1, 254)
  email?: string;

  @JSONSchema({ description: 'A phone number of the buyer in any format, or its last digits, four at least' })
  @IsOptional()
  @IsPhoneSearch()
  phone?: string;

  @JSONSchema({ description: 'Words of the street lines it is shipped to, or how they begin' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  address?: string;

  @JSONSchema({ description: 'The city it is shipped to, or how it begins' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  city?: string;

  @JSONSchema({ description: 'The state, province or region it is shipped to, or how it begins' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  state?: string;

  @JSONSchema({ description: 'The postal code it is shipped to, or how it begins' })
  @IsOptional()
  @IsString()
  @Length(1, 20)
  postalCode?: string;

  @JSONSchema({
    description: 'The country it is shipped to, ISO 3166-1 alpha-2, upper case',
    examples: ['US'],
  })
  @IsOptional()
  @IsISO31661Alpha2()
  @Matches(/^[A-Z]{2}$/, { message: 'country must be in upper case' })
  country?: string;

  @JSONSchema({ description: 'Ordered at or after (RFC 3339)' })
  @IsOptional()
  @IsMoment()
  from?: string;

  @JSONSchema({ description: 'Ordered before (RFC 3339)' })
  @IsOptional()
  @IsMoment()
  to?: string;
}

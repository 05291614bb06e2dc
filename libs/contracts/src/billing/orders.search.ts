import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { IsMoment } from '../moment';
import { PageQuery } from '../paging';
import { orderStatuses, type OrderStatus } from './orders.inputs';

/** Searches orders, newest first. Every condition given must hold. */
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

  @JSONSchema({ description: 'Ordered at or after (RFC 3339)' })
  @IsOptional()
  @IsMoment()
  from?: string;

  @JSONSchema({ description: 'Ordered before (RFC 3339)' })
  @IsOptional()
  @IsMoment()
  to?: string;
}

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
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { ShippingAddress } from '../billing/orders/shipping-address';
import { fulfillmentStatuses, type FulfillmentStatus } from './fulfillments.inputs';

/** One item of a parcel. */
export class FulfillmentItemView {
  @IsUUID()
  id!: string;

  @IsUUID()
  productId!: string;

  @IsString()
  productName!: string;

  @IsString()
  sku!: string;

  @IsInt()
  quantity!: number;

  @IsInt()
  orderedQuantity!: number;
}

/** Something that happened to a fulfillment, told by its house, done by a person or by the system. */
export class FulfillmentMessageView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'What happened', examples: ['shipped'] })
  @IsString()
  type!: string;

  @IsIn(['house', 'user', 'system'])
  source!: 'house' | 'user' | 'system';

  @JSONSchema({ description: "When it happened, by the house's clock where the house told it" })
  @IsRFC3339()
  happenedAt!: string;

  @IsRFC3339()
  receivedAt!: string;

  @IsOptional()
  @IsString()
  trackingNumber?: string;

  @IsOptional()
  @IsString()
  carrier?: string;

  @IsOptional()
  @IsString()
  reason?: string;

  @JSONSchema({ description: 'Came after something that happened later' })
  @IsBoolean()
  late!: boolean;

  @JSONSchema({ description: 'The state did not allow it' })
  @IsBoolean()
  unexpected!: boolean;

  @JSONSchema({
    description: 'The same fact had come before under another webhook id: it is kept and counts no more',
  })
  @IsBoolean()
  repeated!: boolean;
}

/** How far the sending to the house has come. */
export class SendingView {
  @IsIn(['fulfillment.order', 'fulfillment.cancel'])
  type!: string;

  @IsIn(['waiting', 'done', 'failed', 'dropped'])
  status!: 'waiting' | 'done' | 'failed' | 'dropped';

  @IsInt()
  attempts!: number;

  @JSONSchema({ description: "HTTP status of the house's last answer; absent where there was none" })
  @IsOptional()
  @IsInt()
  lastStatus?: number;

  @JSONSchema({ description: 'Absent while a try is under way, and once it is over' })
  @IsOptional()
  @IsRFC3339()
  nextTryAt?: string;
}

/** A fulfillment in a list. */
export class FulfillmentSummaryView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @IsIn(fulfillmentStatuses)
  status!: FulfillmentStatus;

  @JSONSchema({ description: 'Kept back until somebody releases it' })
  @IsBoolean()
  held!: boolean;

  @JSONSchema({ description: 'Its house told something that its state did not allow' })
  @IsBoolean()
  unexpected!: boolean;

  @IsUUID()
  customerId!: string;

  @IsUUID()
  orderId!: string;

  @IsOptional()
  @IsString()
  orderNumber?: string;

  @JSONSchema({ description: 'Absent until a house is registered that could take it' })
  @IsOptional()
  @IsUUID()
  houseId?: string;

  @IsOptional()
  @IsString()
  houseName?: string;

  @IsOptional()
  @IsString()
  trackingNumber?: string;

  @IsOptional()
  @IsString()
  carrier?: string;

  @IsOptional()
  @IsString()
  rmaNumber?: string;

  @JSONSchema({ description: 'The fulfillment that this one sends again' })
  @IsOptional()
  @IsUUID()
  reshipmentOf?: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FulfillmentItemView)
  items!: FulfillmentItemView[];

  @IsRFC3339()
  createdAt!: string;

  @IsRFC3339()
  updatedAt!: string;
}

/** Who gets the parcel, and where. Personal data. */
export class ShipToView {
  @IsOptional()
  @IsString()
  name?: string;

  @IsOptional()
  @IsString()
  email?: string;

  @IsOptional()
  @IsString()
  phone?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => ShippingAddress)
  address?: ShippingAddress;
}

/** A fulfillment with all that happened to it. */
export class FulfillmentView extends FulfillmentSummaryView {
  @ValidateNested()
  @Type(() => ShipToView)
  shipTo!: ShipToView;

  @JSONSchema({ description: 'In the order in which it happened' })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FulfillmentMessageView)
  messages!: FulfillmentMessageView[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SendingView)
  sendings!: SendingView[];
}

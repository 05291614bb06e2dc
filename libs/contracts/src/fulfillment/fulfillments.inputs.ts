import {
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../card-number';
import { PageQuery } from '../paging';

/** The states of a fulfillment. */
export const fulfillmentStatuses = [
  'hold',
  'pending',
  'pending_shipment',
  'shipped',
  'delivered',
  'failed',
  'address_hold',
  'frozen',
  'rma_pending',
  'returned',
  'cancelled',
] as const;
export type FulfillmentStatus = (typeof fulfillmentStatuses)[number];

/** Names one fulfillment. Errors: `fulfillment.not_found`. */
export class FulfillmentInput {
  @IsUUID()
  id!: string;
}

/** Lists the fulfillments of a customer or an order, newest first. */
export class ListFulfillmentsOfInput extends PageQuery {
  @JSONSchema({ description: 'The customer, or the order' })
  @IsUUID()
  id!: string;
}

/** Lists fulfillments, newest first. Every condition given must hold. */
export class ListFulfillmentsInput extends PageQuery {
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(fulfillmentStatuses, { each: true })
  status?: FulfillmentStatus[];

  @IsOptional()
  @IsUUID()
  houseId?: string;

  @IsOptional()
  @IsString()
  @Length(1, 30)
  orderNumber?: string;

  @JSONSchema({
    description: 'true: only those of which a house told something that their state did not allow',
  })
  @IsOptional()
  @IsBoolean()
  unexpected?: boolean;
}

/** Does something to a fulfillment, with a note why. Errors: `fulfillment.not_found`, `fulfillment.state_forbids`, `request.stale`. */
export class ActOnFulfillmentInput extends FulfillmentInput {
  @JSONSchema({ description: 'Why; stands in the timeline' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  note?: string;
}

/** Does something to a fulfillment that people will ask the reason of. Errors: `fulfillment.not_found`, `fulfillment.state_forbids`, `request.stale`. */
export class ReasonedFulfillmentInput extends FulfillmentInput {
  @JSONSchema({ description: 'Why; stands in the timeline' })
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  reason!: string;
}

/** Announces a return. Errors: `fulfillment.not_found`, `fulfillment.state_forbids`, `request.stale`. */
export class AnnounceReturnInput extends ReasonedFulfillmentInput {
  @JSONSchema({ description: 'Return merchandise authorisation number; one is made when absent' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  rmaNumber?: string;

  @JSONSchema({ description: 'Day on which the return is expected', examples: ['2026-12-01'] })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'expectedOn must be a day such as 2026-12-01' })
  expectedOn?: string;
}

/** Changes an item before it is sent to the house. Errors: `fulfillment.not_found`, `fulfillment.state_forbids`, `fulfillment.item_exceeds_order`, `request.stale`. */
export class ChangeFulfillmentItemInput extends FulfillmentInput {
  @IsUUID()
  itemId!: string;

  @JSONSchema({ description: 'Units from now on; never more than were ordered' })
  @IsInt()
  @Min(0)
  @Max(100_000)
  quantity!: number;
}

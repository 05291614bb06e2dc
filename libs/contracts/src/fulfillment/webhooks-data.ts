import { IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../card-number';

/** What every webhook of a house names. */
export class FulfillmentWebhookData {
  @JSONSchema({ description: 'The fulfillment, as our order named it' })
  @IsUUID()
  fulfillmentId!: string;
}

/** The house has taken the order, cancelled it, or the like, and may say why. */
export class ReasonWebhookData extends FulfillmentWebhookData {
  @JSONSchema({ description: "Why, in the house's words; no person's data" })
  @IsOptional()
  @IsString()
  @Length(1, 300)
  @NoCardNumber()
  reason?: string;
}

/** A parcel has a label, is on its way, or has arrived. One parcel is told apart from another by its tracking number. */
export class ParcelWebhookData extends FulfillmentWebhookData {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  trackingNumber?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;
}

/** A return has arrived. */
export class ReturnWebhookData extends ParcelWebhookData {
  @JSONSchema({ description: 'Return merchandise authorisation number' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  rmaNumber?: string;

  @IsOptional()
  @IsString()
  @Length(1, 300)
  @NoCardNumber()
  reason?: string;
}

/** The house has changed an item, for example because less is in stock. */
export class ItemWebhookData extends FulfillmentWebhookData {
  @JSONSchema({ description: 'The item, as our order named it' })
  @IsUUID()
  itemId!: string;

  @JSONSchema({ description: 'Units from now on' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000)
  quantity?: number;

  @JSONSchema({ description: 'Stock keeping unit from now on' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  sku?: string;
}

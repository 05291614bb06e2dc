import { IsArray, IsBoolean, IsInt, IsRFC3339, IsString, IsUUID } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** A fulfillment house. */
export class FulfillmentHouseView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @IsString()
  name!: string;

  @IsString()
  url!: string;

  @IsArray()
  @IsUUID(undefined, { each: true })
  campaignIds!: string[];

  @JSONSchema({ description: 'ISO 3166-1 alpha-2 codes of the countries it ships to; empty: everywhere' })
  @IsArray()
  @IsString({ each: true })
  countries!: string[];

  @IsBoolean()
  default!: boolean;

  @IsBoolean()
  retired!: boolean;

  @JSONSchema({ description: 'Path below /api/v1 to which the house posts its webhooks' })
  @IsString()
  webhookPath!: string;

  @IsRFC3339()
  createdAt!: string;
}

/** A fulfillment house with its new secrets: the only time that they are shown. */
export class FulfillmentHouseSecretsView extends FulfillmentHouseView {
  @JSONSchema({ description: 'The house signs its webhooks to us with it', examples: ['whsec_…'] })
  @IsString()
  webhookSecret!: string;

  @JSONSchema({ description: 'We sign the orders to the house with it', examples: ['whsec_…'] })
  @IsString()
  orderSecret!: string;
}

import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsUrl,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PageQuery } from '../paging';

const NAME = /^[a-z0-9][a-z0-9-]{0,49}$/;
const COUNTRIES =
  'ISO 3166-1 alpha-2 codes of the countries it ships to; empty: everywhere. An order for another country waits for quality assurance (`shipping_declined`)';
const nameMessage = 'name must be lower-case letters, digits and hyphens, 50 at most';

/** Registers a fulfillment house. Errors: `fulfillment.name_taken`. */
export class CreateFulfillmentHouseInput {
  @JSONSchema({
    description: 'Stands in the address of its webhooks: lower-case letters, digits and hyphens',
    examples: ['acme'],
  })
  @Matches(NAME, { message: nameMessage })
  name!: string;

  @JSONSchema({ description: 'Where orders are posted to' })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(500)
  url!: string;

  @JSONSchema({ description: 'The campaigns whose orders it gets; the others go to the default house' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  campaignIds?: string[];

  @JSONSchema({ description: COUNTRIES })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(250)
  @ArrayUnique()
  @Matches(/^[A-Z]{2}$/, { each: true })
  countries?: string[];

  @JSONSchema({
    description:
      'Gets the orders of all campaigns that no other house serves. The first house is the default one',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  default?: boolean;
}

/** Names a house. Errors: `fulfillment.not_found`. */
export class FulfillmentHouseInput {
  @IsUUID()
  id!: string;
}

/** Lists the houses by name. */
export class ListFulfillmentHousesInput extends PageQuery {}

/** Changes or retires a house. Errors: `fulfillment.not_found`, `request.stale`. */
export class ChangeFulfillmentHouseInput extends FulfillmentHouseInput {
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(500)
  url?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  campaignIds?: string[];

  @JSONSchema({ description: COUNTRIES })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(250)
  @ArrayUnique()
  @Matches(/^[A-Z]{2}$/, { each: true })
  countries?: string[];

  @JSONSchema({ description: 'true makes it the default house in the place of the one that was' })
  @IsOptional()
  @IsBoolean()
  default?: boolean;

  @JSONSchema({ description: 'A retired house gets no new orders; its webhooks are still taken' })
  @IsOptional()
  @IsBoolean()
  retired?: boolean;
}

/** Makes new secrets for a house. Errors: `fulfillment.not_found`. */
export class RotateHouseSecretsInput extends FulfillmentHouseInput {
  @JSONSchema({
    description: 'Hours for which the old secrets are still good; 0: they end at once',
    default: 24,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(720)
  overlapHours?: number;
}

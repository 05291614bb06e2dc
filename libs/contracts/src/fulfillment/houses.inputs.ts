import { PageQuery } from '../paging';
import { Code, Country, Flag, Id, Ids, ListOf, Url, Whole } from '../fields';

const NAME = /^[a-z0-9][a-z0-9-]{0,49}$/;
const URL =
  'Where orders are posted to: by https on the public internet, without user name and password. Other addresses, and http, only where the configuration allows the host (`HOUSE_ALLOWED_HOSTS`)';
const COUNTRIES =
  'ISO 3166-1 alpha-2 codes of the countries it ships to; empty: everywhere. An order for another country waits for quality assurance (`shipping_declined`)';
const nameMessage = 'must be lower-case letters, digits and hyphens, 50 at most';

/** Registers a fulfillment house. Errors: `fulfillment.name_taken`, `fulfillment.url_forbidden`. */
export class CreateFulfillmentHouseInput {
  @Code(NAME, 'Stands in the address of its webhooks: lower-case letters, digits and hyphens', {
    message: nameMessage,
    examples: ['acme'],
  })
  name!: string;

  @Url(URL, { max: 500 })
  url!: string;

  @Ids('The campaigns whose orders it gets; the others go to the default house', {
    optional: true,
    max: 500,
    unique: true,
  })
  campaignIds?: string[];

  @ListOf(Country(), COUNTRIES, { optional: true, max: 250, unique: true })
  countries?: string[];

  @Flag('Gets the orders of all campaigns that no other house serves. The first house is the default one', {
    optional: true,
    default: false,
  })
  default?: boolean;
}

/** Names a house. Errors: `fulfillment.not_found`. */
export class FulfillmentHouseInput {
  @Id()
  id!: string;
}

/** Lists the houses by name. */
export class ListFulfillmentHousesInput extends PageQuery {}

/** Changes or retires a house. Errors: `fulfillment.not_found`, `fulfillment.url_forbidden`, `request.stale`. */
export class ChangeFulfillmentHouseInput extends FulfillmentHouseInput {
  @Url(URL, { optional: true, max: 500 })
  url?: string;

  @Ids({ optional: true, max: 500, unique: true })
  campaignIds?: string[];

  @ListOf(Country(), COUNTRIES, { optional: true, max: 250, unique: true })
  countries?: string[];

  @Flag('true makes it the default house in the place of the one that was', { optional: true })
  default?: boolean;

  @Flag('A retired house gets no new orders; its webhooks are still taken', { optional: true })
  retired?: boolean;
}

/** Makes new secrets for a house. Errors: `fulfillment.not_found`. */
export class RotateHouseSecretsInput extends FulfillmentHouseInput {
  @Whole('Hours for which the old secrets are still good; 0: they end at once', {
    optional: true,
    min: 0,
    max: 720,
    default: 24,
  })
  overlapHours?: number;
}

import { PageQuery } from '../paging';
import { Code, Country, Day, Flag, Id, Ids, ListOf, TimeZone, Url, Whole } from '../fields';

const NAME = /^[a-z0-9][a-z0-9-]{0,49}$/;
const URL =
  'Where orders are posted to: by https on the public internet, without user name and password. Other addresses, and http, only where the configuration allows the host (`HOUSE_ALLOWED_HOSTS`)';
const COUNTRIES =
  'ISO 3166-1 alpha-2 codes of the countries it ships to; empty: everywhere. An order for another country waits for quality assurance (`shipping_declined`)';
const CUT_OFF = /^([01]\d|2[0-3]):[0-5]\d$/;
const nameMessage = 'must be lower-case letters, digits and hyphens, 50 at most';

/** What a house can do, and when it works. */
export class HouseServiceInput {
  @Flag('It can cancel an order that it has. One that cannot is not asked: the cancellation fails at once', {
    optional: 'not null',
    default: true,
  })
  cancels?: boolean;

  @Flag('It tells when it holds an order for its address. From one that does not, that is unexpected', {
    optional: 'not null',
    default: true,
  })
  holdsAddresses?: boolean;

  @Flag('It tells tracking numbers. From one that does not, that is unexpected', {
    optional: 'not null',
    default: true,
  })
  tracks?: boolean;

  @Code(
    CUT_OFF,
    'Until when it takes orders on a working day; later ones are sent when the next one begins. Null: until the end of the day',
    {
      optional: 'or null',
      message: 'must be a time of day, such as 14:00',
      examples: ['14:00'],
    },
  )
  cutOff?: string | null;

  @TimeZone('Where its days and its cut-off are', { optional: 'not null', default: 'UTC' })
  timeZone?: string;

  @ListOf(Whole({ min: 1, max: 7 }), 'The days of the week on which it works: 1 is Monday, 7 Sunday', {
    optional: 'not null',
    min: 1,
    max: 7,
    unique: true,
  })
  workingDays?: number[];

  @ListOf(Day(), 'Further days on which it does not work', { optional: 'not null', max: 400, unique: true })
  closedOn?: string[];

  @Whole(
    'Minutes for which a new order waits, so that others of the same customer to the same address are joined with it; 0: none are joined',
    { optional: 'not null', min: 0, max: 10_080, default: 0 },
  )
  bundlingMinutes?: number;
}

/** Registers a fulfillment house. Errors: `fulfillment.name_taken`, `fulfillment.url_forbidden`. */
export class CreateFulfillmentHouseInput extends HouseServiceInput {
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
export class ChangeFulfillmentHouseInput extends HouseServiceInput {
  @Id()
  id!: string;

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

import { PageQuery } from '../../paging';
import { Country, Currency, Flag, Id, ListOf, Name, OneOf, Search, Whole } from '../../fields';

/** When a sale's money is taken: at once, or authorised at the sale and captured at the first shipment. */
export const captureModes = ['sale', 'shipment'] as const;
export type CaptureMode = (typeof captureModes)[number];

/** Names one thing of the catalog. Errors: `billing.not_found`. */
export class CatalogItemInput {
  @Id()
  id!: string;
}

/** Lists things of the catalog by name. */
export class ListCatalogInput extends PageQuery {
  @Search('Only those whose name contains this text', { optional: true, min: 1, max: 100 })
  query?: string;

  @Flag('true: only retired ones; false: only those in use; absent: all', { optional: true })
  retired?: boolean;
}

/** Creates a campaign category. Errors: `billing.name_taken`. */
export class CreateCampaignCategoryInput {
  @Name({ min: 1, max: 100 })
  name!: string;
}

/** Renames, retires or reinstates a campaign category. Errors: `billing.not_found`, `billing.name_taken`, `request.stale`. */
export class ChangeCampaignCategoryInput extends CatalogItemInput {
  @Name({ optional: true, min: 1, max: 100 })
  name?: string;

  @Flag('A retired one stays where it is used and is offered no more', { optional: true })
  retired?: boolean;
}

/** Creates a campaign. Errors: `billing.name_taken`, `billing.unknown_reference`. */
export class CreateCampaignInput {
  @Name({ min: 1, max: 100 })
  name!: string;

  @Id('The campaign category')
  categoryId!: string;

  @Currency('ISO 4217 code: the currency of all its orders; never changes', { examples: ['USD'] })
  baseCurrency!: string;

  @ListOf(Country(), 'ISO 3166-1 alpha-2 codes of the countries it ships to; empty: everywhere', {
    max: 250,
    unique: true,
  })
  countries!: string[];

  @OneOf(
    captureModes,
    'sale: money is taken at the sale; shipment: authorised then, captured at the first shipment',
  )
  captureAt!: CaptureMode;

  @Whole('Percent of its orders that wait for quality assurance, picked by their numbers', {
    optional: true,
    min: 0,
    max: 100,
    default: 0,
  })
  qaRate?: number;

  @Flag(
    'Whether orders whose shipping address the address check does not verify wait for quality assurance; needs the address-check plugin',
    { optional: true, default: false },
  )
  addressCheck?: boolean;

  @Flag('Whether its customers are sent messages by themselves, such as the welcome', {
    optional: true,
    default: true,
  })
  autoresponders?: boolean;

  @Flag('Whether its purchases are billed only after the customer has consented', {
    optional: true,
    default: false,
  })
  expressConsent?: boolean;

  @Id('How declined billings of its purchases are tried again; absent: not at all', { optional: 'or null' })
  recycleProfileId?: string | null;
}

/** Changes, retires or reinstates a campaign; orders already made keep what was so at the time. Errors: `billing.not_found`, `billing.name_taken`, `billing.unknown_reference`, `request.stale`. */
export class ChangeCampaignInput extends CatalogItemInput {
  @Name({ optional: true, min: 1, max: 100 })
  name?: string;

  @Id({ optional: true })
  categoryId?: string;

  @ListOf(Country(), 'ISO 3166-1 alpha-2 codes of the countries it ships to; empty: everywhere', {
    optional: true,
    max: 250,
    unique: true,
  })
  countries?: string[];

  @OneOf(captureModes, { optional: true })
  captureAt?: CaptureMode;

  @Whole('Percent of its orders that wait for quality assurance, picked by their numbers', {
    optional: true,
    min: 0,
    max: 100,
  })
  qaRate?: number;

  @Flag(
    'Whether orders whose shipping address the address check does not verify wait for quality assurance; needs the address-check plugin',
    { optional: true },
  )
  addressCheck?: boolean;

  @Flag('Whether its customers are sent messages by themselves, such as the welcome', { optional: true })
  autoresponders?: boolean;

  @Flag('Whether its purchases are billed only after the customer has consented', { optional: true })
  expressConsent?: boolean;

  @Id('How declined billings of its purchases are tried again; null: not at all', { optional: 'or null' })
  recycleProfileId?: string | null;

  @Flag('A retired campaign takes no new orders', { optional: true })
  retired?: boolean;
}

/** Creates a call center. Errors: `billing.name_taken`. */
export class CreateCallCenterInput {
  @Name({ min: 1, max: 100 })
  name!: string;
}

/** Renames, retires or reinstates a call center. Errors: `billing.not_found`, `billing.name_taken`, `request.stale`. */
export class ChangeCallCenterInput extends CatalogItemInput {
  @Name({ optional: true, min: 1, max: 100 })
  name?: string;

  @Flag('No new orders come through a retired call center', { optional: true })
  retired?: boolean;
}

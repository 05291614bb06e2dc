import {
  ArrayMaxSize,
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
import { PageQuery } from '../../paging';

/** When a sale's money is taken: at once, or authorised at the sale and captured at the first shipment. */
export const captureModes = ['sale', 'shipment'] as const;
export type CaptureMode = (typeof captureModes)[number];

/** Names one thing of the catalog. Errors: `billing.not_found`. */
export class CatalogItemInput {
  @IsUUID()
  id!: string;
}

/** Lists things of the catalog by name. */
export class ListCatalogInput extends PageQuery {
  @JSONSchema({ description: 'Only those whose name contains this text' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  query?: string;

  @JSONSchema({ description: 'true: only retired ones; false: only those in use; absent: all' })
  @IsOptional()
  @IsBoolean()
  retired?: boolean;
}

/** Creates a campaign category. Errors: `billing.name_taken`. */
export class CreateCampaignCategoryInput {
  @IsString()
  @Length(1, 100)
  name!: string;
}

/** Renames, retires or reinstates a campaign category. Errors: `billing.not_found`, `billing.name_taken`, `request.stale`. */
export class ChangeCampaignCategoryInput extends CatalogItemInput {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @JSONSchema({ description: 'A retired one stays where it is used and is offered no more' })
  @IsOptional()
  @IsBoolean()
  retired?: boolean;
}

/** Creates a campaign. Errors: `billing.name_taken`, `billing.unknown_reference`. */
export class CreateCampaignInput {
  @IsString()
  @Length(1, 100)
  name!: string;

  @JSONSchema({ description: 'The campaign category' })
  @IsUUID()
  categoryId!: string;

  @JSONSchema({
    description: 'ISO 4217 code: the currency of all its orders; never changes',
    examples: ['USD'],
  })
  @Matches(/^[A-Z]{3}$/)
  baseCurrency!: string;

  @JSONSchema({ description: 'ISO 3166-1 alpha-2 codes of the countries it ships to; empty: everywhere' })
  @IsArray()
  @ArrayMaxSize(250)
  @ArrayUnique()
  @Matches(/^[A-Z]{2}$/, { each: true })
  countries!: string[];

  @JSONSchema({
    description:
      'sale: money is taken at the sale; shipment: authorised then, captured at the first shipment',
  })
  @IsIn(captureModes)
  captureAt!: CaptureMode;

  @JSONSchema({
    description: 'Percent of its orders that wait for quality assurance, picked by their numbers',
    default: 0,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  qaRate?: number;

  @JSONSchema({
    description:
      'Whether orders whose shipping address the address check does not verify wait for quality assurance; needs the address-check plugin',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  addressCheck?: boolean;

  @JSONSchema({
    description: 'Whether its customers are sent messages by themselves, such as the welcome',
    default: true,
  })
  @IsOptional()
  @IsBoolean()
  autoresponders?: boolean;

  @JSONSchema({
    description: 'Whether its purchases are billed only after the customer has consented',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  expressConsent?: boolean;

  @JSONSchema({
    description: 'How declined billings of its purchases are tried again; absent: not at all',
    type: ['string', 'null'],
  })
  @IsOptional()
  @IsUUID()
  recycleProfileId?: string | null;
}

/** Changes, retires or reinstates a campaign; orders already made keep what was so at the time. Errors: `billing.not_found`, `billing.name_taken`, `billing.unknown_reference`, `request.stale`. */
export class ChangeCampaignInput extends CatalogItemInput {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @IsOptional()
  @IsUUID()
  categoryId?: string;

  @JSONSchema({ description: 'ISO 3166-1 alpha-2 codes of the countries it ships to; empty: everywhere' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(250)
  @ArrayUnique()
  @Matches(/^[A-Z]{2}$/, { each: true })
  countries?: string[];

  @IsOptional()
  @IsIn(captureModes)
  captureAt?: CaptureMode;

  @JSONSchema({
    description: 'Percent of its orders that wait for quality assurance, picked by their numbers',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  qaRate?: number;

  @JSONSchema({
    description:
      'Whether orders whose shipping address the address check does not verify wait for quality assurance; needs the address-check plugin',
  })
  @IsOptional()
  @IsBoolean()
  addressCheck?: boolean;

  @JSONSchema({
    description: 'Whether its customers are sent messages by themselves, such as the welcome',
  })
  @IsOptional()
  @IsBoolean()
  autoresponders?: boolean;

  @JSONSchema({
    description: 'Whether its purchases are billed only after the customer has consented',
  })
  @IsOptional()
  @IsBoolean()
  expressConsent?: boolean;

  @JSONSchema({
    description: 'How declined billings of its purchases are tried again; null: not at all',
    type: ['string', 'null'],
  })
  @IsOptional()
  @IsUUID()
  recycleProfileId?: string | null;

  @JSONSchema({ description: 'A retired campaign takes no new orders' })
  @IsOptional()
  @IsBoolean()
  retired?: boolean;
}

/** Creates a call center. Errors: `billing.name_taken`. */
export class CreateCallCenterInput {
  @IsString()
  @Length(1, 100)
  name!: string;
}

/** Renames, retires or reinstates a call center. Errors: `billing.not_found`, `billing.name_taken`, `request.stale`. */
export class ChangeCallCenterInput extends CatalogItemInput {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @JSONSchema({ description: 'No new orders come through a retired call center' })
  @IsOptional()
  @IsBoolean()
  retired?: boolean;
}

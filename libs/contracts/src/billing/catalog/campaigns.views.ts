import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { captureModes, type CaptureMode } from './campaigns.inputs';

/** A campaign category. */
export class CampaignCategoryView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @IsString()
  name!: string;

  @IsBoolean()
  retired!: boolean;
}

/** A campaign: what orders are sold under, with one currency. */
export class CampaignView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @IsString()
  name!: string;

  @IsUUID()
  categoryId!: string;

  @JSONSchema({ description: 'ISO 4217 code of all its orders' })
  @Matches(/^[A-Z]{3}$/)
  baseCurrency!: string;

  @JSONSchema({ description: 'ISO 3166-1 alpha-2 codes; empty: everywhere' })
  @IsArray()
  @IsString({ each: true })
  countries!: string[];

  @IsIn(captureModes)
  captureAt!: CaptureMode;

  @JSONSchema({ description: 'Percent of its orders that wait for quality assurance' })
  @IsInt()
  qaRate!: number;

  @JSONSchema({
    description: 'Whether orders whose address is not verified wait for quality assurance',
  })
  @IsBoolean()
  addressCheck!: boolean;

  @JSONSchema({ description: 'Whether its customers are sent messages by themselves' })
  @IsBoolean()
  autoresponders!: boolean;

  @JSONSchema({ description: 'Whether its purchases are billed only after the customer has consented' })
  @IsBoolean()
  expressConsent!: boolean;

  @JSONSchema({ description: 'How declined billings of its purchases are tried again; absent: not at all' })
  @IsOptional()
  @IsUUID()
  recycleProfileId?: string;

  @IsBoolean()
  retired!: boolean;
}

/** A call center that orders come through. */
export class CallCenterView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @IsString()
  name!: string;

  @IsBoolean()
  retired!: boolean;
}

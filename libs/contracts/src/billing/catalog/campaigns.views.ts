import { captureModes, type CaptureMode } from './campaigns.inputs';
import { Currency, Flag, Id, ListOf, OneOf, Text, Whole } from '../../fields';

/** A campaign category. */
export class CampaignCategoryView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @Text()
  name!: string;

  @Flag()
  retired!: boolean;
}

/** A campaign: what orders are sold under, with one currency. */
export class CampaignView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @Text()
  name!: string;

  @Id()
  categoryId!: string;

  @Currency('ISO 4217 code of all its orders')
  baseCurrency!: string;

  @ListOf(Text(), 'ISO 3166-1 alpha-2 codes; empty: everywhere')
  countries!: string[];

  @OneOf(captureModes)
  captureAt!: CaptureMode;

  @Whole('Percent of its orders that wait for quality assurance')
  qaRate!: number;

  @Flag('Whether orders whose address is not verified wait for quality assurance')
  addressCheck!: boolean;

  @Flag('Whether its customers are sent messages by themselves')
  autoresponders!: boolean;

  @Flag('Whether its purchases are billed only after the customer has consented')
  expressConsent!: boolean;

  @Id('How declined billings of its purchases are tried again; absent: not at all', { optional: true })
  recycleProfileId?: string;

  @Flag()
  retired!: boolean;
}

/** A call center that orders come through. */
export class CallCenterView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @Text()
  name!: string;

  @Flag()
  retired!: boolean;
}

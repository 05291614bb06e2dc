import { Flag, Id, Ids, ListOf, Moment, Text, Whole } from '../fields';

/** A fulfillment house. */
export class FulfillmentHouseView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @Text()
  name!: string;

  @Text()
  url!: string;

  @Ids()
  campaignIds!: string[];

  @ListOf(Text(), 'ISO 3166-1 alpha-2 codes of the countries it ships to; empty: everywhere')
  countries!: string[];

  @Flag()
  default!: boolean;

  @Flag()
  retired!: boolean;

  @Text('Path below /api/v1 to which the house posts its webhooks')
  webhookPath!: string;

  @Moment()
  createdAt!: string;
}

/** A fulfillment house with its new secrets: the only time that they are shown. */
export class FulfillmentHouseSecretsView extends FulfillmentHouseView {
  @Text('The house signs its webhooks to us with it', { examples: ['whsec_…'] })
  webhookSecret!: string;

  @Text('We sign the orders to the house with it', { examples: ['whsec_…'] })
  orderSecret!: string;
}

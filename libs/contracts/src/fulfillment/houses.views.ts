import { Flag, Id, Ids, ListOf, Moment, OneOf, Part, Text, Whole } from '../fields';

/** `closed`: it gets what is due; `open`: it is down, and one message at a time finds out whether it is back; `recovering`: it gets what has waited, one after the other. */
export const houseCircuitStates = ['closed', 'open', 'recovering'] as const;
export type HouseCircuitState = (typeof houseCircuitStates)[number];

/** Whether a house answers, as its circuit breaker sees it. */
export class HouseCircuitView {
  @OneOf(
    houseCircuitStates,
    '`closed`: it gets what is due. `open`: it did not answer several times in a row; one message at a time finds out whether it is back, the others wait. `recovering`: it is back and gets what has waited, one after the other',
  )
  state!: HouseCircuitState;

  @Whole('Failures in a row')
  failures!: number;

  @Whole('Messages that wait for it, those that are not due yet among them; counted up to 10,000')
  waiting!: number;

  @Moment('Since when it is down; absent while `closed`', { optional: true })
  openedAt?: string;

  @Moment('When it is tried again; only while `open`', { optional: true })
  retryAt?: string;

  @Text('What the last failure was', { optional: true })
  lastError?: string;
}

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

  @Flag('It can cancel an order that it has')
  cancels!: boolean;

  @Flag('It tells when it holds an order for its address')
  holdsAddresses!: boolean;

  @Flag('It tells tracking numbers')
  tracks!: boolean;

  @Text('Until when it takes orders on a working day; absent: until its end', { optional: true })
  cutOff?: string;

  @Text('Where its days and its cut-off are')
  timeZone!: string;

  @ListOf(Whole(), 'Days of the week on which it works: 1 is Monday, 7 Sunday')
  workingDays!: number[];

  @ListOf(Text(), 'Further days on which it does not work')
  closedOn!: string[];

  @Whole('Minutes for which a new order waits to be joined with others; 0: none are joined')
  bundlingMinutes!: number;

  @Flag()
  default!: boolean;

  @Flag()
  retired!: boolean;

  @Text('Path below /api/v1 to which the house posts its webhooks')
  webhookPath!: string;

  @Part(HouseCircuitView)
  circuit!: HouseCircuitView;

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

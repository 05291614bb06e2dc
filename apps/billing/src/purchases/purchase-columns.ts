import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import type { ConsentState, CycleTerms, PurchaseStatus, TrialTerms } from '@daybook/contracts';
import type { DiscountTerms } from '../catalog/discount-terms';
import type { FactHistory } from './fact-history';
import type { ScheduledCancellation, ScheduledDowngrade, ScheduledPause } from './scheduled-changes';

/** What is kept of a purchase. */
@Entity({ abstract: true })
export abstract class PurchaseColumns {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'string' })
  status: PurchaseStatus;

  @Property({ type: 'uuid' })
  orderId: string;

  @Property({ type: 'string' })
  orderNumber: string;

  @Property({ type: 'uuid' })
  customerId: string;

  @Property({ type: 'uuid' })
  campaignId: string;

  @Property({ type: 'uuid' })
  productId: string;

  @Property({ type: 'string' })
  productName: string;

  /** The membership that comes with the product; null: none. */
  @Property({ type: 'string', nullable: true })
  membershipName: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  optionId: string | null = null;

  @Property({ type: 'string', nullable: true })
  optionName: string | null = null;

  @Property({ type: 'string' })
  sku: string;

  /** Whether a parcel follows each billed cycle. */
  @Property({ type: 'boolean' })
  shipped: boolean;

  @Property({ type: 'uuid' })
  pricePointId: string;

  @Property({ type: 'integer' })
  quantity: number;

  @Property({ type: 'string', columnType: 'numeric(19,4)' })
  unitPriceAmount: string;

  @Property({ type: 'string', columnType: 'char(3)' })
  currency: string;

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  trial: TrialTerms | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  terms: CycleTerms;

  /** The last full cycle billed. */
  @Property({ type: 'integer' })
  cycle: number = 0;

  /** Counts how often its cycles began anew: facts of an earlier run are other facts. */
  @Property({ type: 'integer' })
  run: number = 1;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  trialStartedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  trialEndsAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  trialCompletedAt: Date | null = null;

  /** A skipped trial is never completed. */
  @Property({ type: 'boolean' })
  trialSkipped: boolean = false;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  nextBillAt: Date | null = null;

  /** The first of its billing dates as they are counted now, and how long after it the next one lies. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  dueFrom: Date;

  @Property({ type: 'integer' })
  dueMonths: number = 0;

  @Property({ type: 'integer' })
  dueDays: number = 0;

  /** How often it was renewed after its final cycle. */
  @Property({ type: 'integer' })
  renewals: number = 0;

  /** The customer's, as far as it is known. */
  @Property({ type: 'string' })
  timeZone: string;

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  scheduledPause: ScheduledPause | null = null;

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  scheduledCancellation: ScheduledCancellation | null = null;

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  scheduledDowngrade: ScheduledDowngrade | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  pausedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  pauseEndsAt: Date | null = null;

  @Property({ type: 'integer', nullable: true })
  pauseMonths: number | null = null;

  /** What is taken off its price, and for how many billings. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  discount: DiscountTerms | null = null;

  /** How often it was billed, the sale included. */
  @Property({ type: 'integer' })
  billings: number = 1;

  /** How often the cycle that is due was tried. */
  @Property({ type: 'integer' })
  attempts: number = 0;

  /** How many of the recycle profile's tries are used up. */
  @Property({ type: 'integer' })
  recycleTries: number = 0;

  /** When a declined cycle is tried again. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  retryAt: Date | null = null;

  @Property({ type: 'boolean' })
  consentNeeded: boolean = false;

  @Property({ type: 'string' })
  consent: ConsentState = 'none';

  /** The request that the customer has not answered yet: the id of its event, which their link names. */
  @Property({ type: 'uuid', nullable: true })
  consentRequestId: string | null = null;

  /** When a customer who has not answered is asked once more. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  consentRemindAt: Date | null = null;

  /** When a customer who had not answered was asked once more. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  consentRemindedAt: Date | null = null;

  /** What its cycles are charged to; null: what its order was paid with. */
  @Property({ type: 'uuid', nullable: true })
  paymentMethodId: string | null = null;

  /** The transaction by which a cycle is being billed; nothing else happens to the purchase until its outcome is known. */
  @Property({ type: 'uuid', nullable: true })
  openPaymentId: string | null = null;

  /** When there is something to be done by us; moved ahead while somebody does it. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  workAt: Date | null = null;

  @Property({ type: 'uuid', nullable: true })
  engineId: string | null = null;

  @Property({ type: 'string', nullable: true })
  engineReference: string | null = null;

  /** When what it is now became so: an older fact that comes late does not change its state. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  stateAsOf: Date;

  /** What its engine told of late, and what it was before; null: nothing. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  facts: FactHistory | null = null;

  @Property({ type: 'integer' })
  unexpectedFacts: number = 0;

  @Property({ type: 'string', nullable: true })
  cancelReason: string | null = null;

  /** All that was paid for its order went back, and whoever gave it back decided that it goes on. */
  @Property({ type: 'boolean' })
  keptAfterRefund: boolean = false;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  startedAt: Date;
}

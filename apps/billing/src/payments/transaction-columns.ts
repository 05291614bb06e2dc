import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import type { TransactionOutcome, TransactionPurpose, TransactionType } from '@daybook/contracts';
import type { Initiator } from './initiator';

/** What is kept of a transaction. */
@Entity({ abstract: true })
export abstract class TransactionColumns {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'string' })
  type: TransactionType;

  @Property({ type: 'string' })
  outcome: TransactionOutcome;

  @Property({ type: 'uuid' })
  orderId: string;

  @Property({ type: 'string' })
  orderNumber: string;

  @Property({ type: 'uuid' })
  customerId: string;

  @Property({ type: 'uuid' })
  campaignId: string;

  @Property({ type: 'uuid', nullable: true })
  purchaseId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  parentId: string | null = null;

  @Property({ type: 'string', columnType: 'numeric(19,4)' })
  amount: string;

  @Property({ type: 'string', columnType: 'char(3)' })
  currency: string;

  /** What was given back of it, refunds under way included. */
  @Property({ type: 'string', columnType: 'numeric(19,4)' })
  refunded: string = '0';

  @Property({ type: 'boolean' })
  captured: boolean = false;

  /** When the processor is asked again whether it has settled. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  settlementDueAt: Date | null = null;

  /** Of an authorisation: when its capture was declined the last time, or it expired. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  captureFailedAt: Date | null = null;

  /** Of an authorisation: when its capture is tried again by itself. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  captureAgainAt: Date | null = null;

  /** Of an authorisation: when it was found to have expired uncaptured. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  expiredAt: Date | null = null;

  @Property({ type: 'boolean' })
  settled: boolean = false;

  @Property({ type: 'boolean' })
  voided: boolean = false;

  @Property({ type: 'string', nullable: true })
  processor: string | null = null;

  /** The processor's id of the charge. */
  @Property({ type: 'string', nullable: true })
  processorReference: string | null = null;

  @Property({ type: 'string', nullable: true })
  responseCode: string | null = null;

  @Property({ type: 'string', nullable: true })
  cardBin: string | null = null;

  @Property({ type: 'string', nullable: true })
  cardLast4: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  engineId: string | null = null;

  /** Which run of its purchase's cycles it billed; only of cycles that we bill. */
  @Property({ type: 'integer', nullable: true })
  run: number | null = null;

  @Property({ type: 'integer', nullable: true })
  cycle: number | null = null;

  @Property({ type: 'integer', nullable: true })
  attempt: number | null = null;

  /** Of a void: where the processor declines it, the money goes back by a refund. */
  @Property({ type: 'boolean' })
  thenRefund: boolean = false;

  /** Of a refund: the void that the processor declined. */
  @Property({ type: 'uuid', nullable: true })
  insteadOf: string | null = null;

  @Property({ type: 'boolean' })
  unexpected: boolean = false;

  /** What it was charged for. */
  @Property({ type: 'string' })
  purpose: TransactionPurpose = 'order';

  /** The payment method that is charged; null: the order's own token. */
  @Property({ type: 'uuid', nullable: true })
  paymentMethodId: string | null = null;

  /** What the customer's bank has taken back of it; null where nothing is in dispute. */
  @Property({ type: 'string', columnType: 'numeric(19,4)', nullable: true })
  chargedBack: string | null = null;

  /** When that became so: an older fact that comes late does not turn it back. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  chargebackAsOf: Date | null = null;

  @Property({ type: 'string', nullable: true })
  reason: string | null = null;

  /** Of a void or a refund: the order's purchases go on being billed where nothing is left to give back. */
  @Property({ type: 'boolean' })
  keepPurchases: boolean = false;

  @Property({ type: 'json', columnType: 'jsonb' })
  initiator: Initiator;

  @Property({ type: 'integer' })
  tries: number = 0;

  /** When it is looked at again; null once it is final. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  nextTryAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  occurredAt: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt: Date;
}

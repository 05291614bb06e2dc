import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { money, type Money, type RefundPromiseView } from '@daybook/contracts';
import type { Initiator } from '../initiator';

/** A refund that was promised for when a parcel comes back. It counts against the limit of whoever promised it, on that day. */
@Entity({ tableName: 'refund_promise' })
export class RefundPromise {
  @PrimaryKey({ type: 'uuid' })
  fulfillmentId: string;

  @Property({ type: 'uuid' })
  orderId: string;

  @Property({ type: 'uuid' })
  customerId: string;

  /** What the parcel was paid with: refunded first. */
  @Property({ type: 'uuid', nullable: true })
  chargeId: string | null = null;

  @Property({ type: 'string', columnType: 'numeric(19,4)' })
  amount: string;

  @Property({ type: 'string', columnType: 'char(3)' })
  currency: string;

  @Property({ type: 'string' })
  reason: string;

  @Property({ type: 'boolean' })
  keepPurchases: boolean;

  @Property({ type: 'json', columnType: 'jsonb' })
  initiator: Initiator;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  promisedAt: Date;

  /** When its return was announced, by fulfillment's clock. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  announcedAt: Date | null = null;

  /** When the parcel came back, and what could be refunded was begun to be. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  settledAt: Date | null = null;

  get price(): Money {
    return money(this.amount, this.currency);
  }

  get view(): RefundPromiseView {
    const { fulfillmentId, orderId, price: amount, promisedAt } = this;
    return { fulfillmentId, orderId, amount, promisedAt: promisedAt.toISOString() };
  }
}

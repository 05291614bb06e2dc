import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { DateTime } from 'luxon';
import {
  DomainError,
  money,
  newId,
  REFUND_DAILY_TRIES,
  type Money,
  type RefundQueueStatus,
} from '@daybook/contracts';
import type { Initiator } from '../initiator';
import type { Transaction } from '../transaction.entity';

/** A refund that failed and is tried again. Its amount stays reserved on the charge until it leaves the queue. */
@Entity({ tableName: 'refund_queue_entry' })
export class RefundQueueEntry {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'string' })
  status: RefundQueueStatus = 'waiting';

  @Property({ type: 'uuid' })
  chargeId: string;

  /** The refund that is tried, or was tried last: each try is a transaction of its own. */
  @Property({ type: 'uuid' })
  refundId: string;

  @Property({ type: 'uuid' })
  orderId: string;

  @Property({ type: 'string' })
  orderNumber: string;

  @Property({ type: 'uuid' })
  customerId: string;

  @Property({ type: 'uuid' })
  campaignId: string;

  @Property({ type: 'string', columnType: 'numeric(19,4)' })
  amount: string;

  @Property({ type: 'string', columnType: 'char(3)' })
  currency: string;

  @Property({ type: 'string', nullable: true })
  reason: string | null = null;

  @Property({ type: 'string', nullable: true })
  responseCode: string | null = null;

  /** How often it failed, the first time included. */
  @Property({ type: 'integer' })
  attempts: number = 1;

  /** How often it was tried again by itself. */
  @Property({ type: 'integer' })
  dailyTries: number = 0;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  nextTryAt: Date | null = null;

  /** Who asked for the refund at first. */
  @Property({ type: 'json', columnType: 'jsonb' })
  initiator: Initiator;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  queuedAt: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'string', nullable: true })
  removedBy: string | null = null;

  @Property({ type: 'string', nullable: true })
  removedReason: string | null = null;

  /** The first failure of a refund puts it into the queue. */
  static queue(refund: Transaction, charge: Transaction, now: Date, timeZone: string): RefundQueueEntry {
    const entry = new RefundQueueEntry();
    const { orderId, orderNumber, customerId, campaignId, amount, currency, reason, initiator } = refund;
    Object.assign(entry, {
      orderId,
      orderNumber,
      customerId,
      campaignId,
      amount,
      currency,
      reason,
      initiator,
    });
    entry.id = newId();
    entry.chargeId = charge.id;
    entry.refundId = refund.id;
    entry.responseCode = refund.responseCode;
    entry.queuedAt = now;
    entry.nextTryAt = aDayAfter(now, timeZone);
    return entry;
  }

  get price(): Money {
    return money(this.amount, this.currency);
  }

  /** Whether it is in the queue. */
  get queued(): boolean {
    return this.status === 'waiting' || this.status === 'trying';
  }

  /**
   * Begins a try.
   * @param byItself whether it is one of those made once a day
   * @throws DomainError `billing.refund_not_waiting`
   */
  tryAgain(refund: Transaction, byItself: boolean, now: Date, timeZone: string): void {
    this.expectWaiting();
    this.status = 'trying';
    this.refundId = refund.id;
    if (!byItself) return;
    this.dailyTries += 1;
    this.nextTryAt = this.dailyTries < REFUND_DAILY_TRIES ? aDayAfter(now, timeZone) : null;
  }

  /** A try failed. @returns whether it was the last one */
  fail(responseCode: string | null, now: Date): boolean {
    this.attempts += 1;
    this.responseCode = responseCode;
    this.status = 'waiting';
    if (this.dailyTries < REFUND_DAILY_TRIES) return false;
    this.end('exhausted', now);
    return true;
  }

  succeed(now: Date): void {
    this.end('succeeded', now);
  }

  /** @throws DomainError `billing.refund_not_waiting` */
  remove(by: string, reason: string, now: Date): void {
    this.expectWaiting();
    this.end('removed', now);
    this.removedBy = by;
    this.removedReason = reason;
  }

  private end(status: RefundQueueStatus, now: Date): void {
    this.status = status;
    this.nextTryAt = null;
    this.endedAt = now;
  }

  /** @throws DomainError `billing.refund_not_waiting` */
  expectWaiting(): void {
    if (this.status !== 'waiting')
      throw new DomainError('billing.refund_not_waiting', { detail: `It is ${this.status}.` });
  }
}

/** The same time of day on the next day of a zone, whatever its clocks do in between. */
function aDayAfter(now: Date, zone: string): Date {
  return DateTime.fromJSDate(now, { zone }).plus({ days: 1 }).toJSDate();
}

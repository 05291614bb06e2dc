import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type OutgoingWebhookType } from '@daybook/contracts';

/** One message to a house: waiting, done, failed for good, or dropped because it is not wanted any more. */
@Entity({ tableName: 'sending' })
export class Sending {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  fulfillmentId!: string;

  @Property({ type: 'uuid' })
  houseId!: string;

  @Property({ type: 'text' })
  type!: OutgoingWebhookType;

  @Property({ type: 'text' })
  status: 'waiting' | 'done' | 'failed' | 'dropped' = 'waiting';

  /** Tries begun. */
  @Property({ type: 'integer' })
  attempts = 0;

  /** When it was due for the first time: the order in which a house gets what waited for it. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  dueAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  nextTryAt!: Date;

  /** Until then a try is under way; past it, whoever tried has died. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  leasedUntil: Date | null = null;

  @Property({ type: 'integer', nullable: true })
  lastStatus: number | null = null;

  @Property({ type: 'text', nullable: true })
  lastError: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  finishedAt: Date | null = null;

  static of(fulfillmentId: string, houseId: string, type: OutgoingWebhookType, now: Date): Sending {
    const times = { dueAt: now, nextTryAt: now, createdAt: now };
    return Object.assign(new Sending(), { id: newId(), fulfillmentId, houseId, type, ...times });
  }

  /** The webhook-id: the same for every try. */
  get webhookId(): string {
    return `msg_${this.id}`;
  }

  /** It is tried now rather than later. */
  dueNow(now: Date): void {
    this.nextTryAt = now;
  }

  /** It had failed, and is tried once more. */
  reopen(now: Date): void {
    Object.assign(this, { status: 'waiting', dueAt: now, nextTryAt: now, finishedAt: null });
  }

  isUnderWay(now: Date): boolean {
    return this.status === 'waiting' && this.leasedUntil !== null && this.leasedUntil > now;
  }

  /** The try ended without success: says when the next one is due, or that there is none. */
  missed(
    now: Date,
    lastStatus: number | null,
    lastError: string | null,
    retryAfter: number | undefined,
  ): void {
    this.leasedUntil = null;
    this.lastStatus = lastStatus;
    this.lastError = lastError;
    if (retryAfter === undefined) this.finish('failed', now);
    else this.nextTryAt = new Date(now.getTime() + retryAfter * 1000);
  }

  finish(status: 'done' | 'failed' | 'dropped', now: Date): void {
    this.status = status;
    // A try that is under way goes on to its end.
    if (status !== 'dropped') this.leasedUntil = null;
    this.finishedAt = now;
  }
}

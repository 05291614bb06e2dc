import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import type { ErrorCode, FieldFault } from '@daybook/contracts';
import type { WebhookFault } from './webhook-reader';

/** A genuine webhook as it came: waiting for the worker, applied, parked until its fulfillment is known, or rejected with the reason. */
@Entity({ tableName: 'webhook_inbox' })
export class WebhookInboxEntry {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  houseId!: string;

  @Property({ type: 'text' })
  webhookId!: string;

  /** The bytes as they came, card numbers masked. */
  @Property({ type: 'blob', columnType: 'bytea' })
  body!: Buffer;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  receivedAt!: Date;

  @Property({ type: 'text' })
  state!: 'waiting' | 'applied' | 'parked' | 'rejected';

  /** Tries that failed by themselves. */
  @Property({ type: 'integer' })
  attempts = 0;

  /** When the worker may take it, while it waits. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  nextTryAt: Date | null = null;

  /** The trace in which it came. */
  @Property({ type: 'text', nullable: true })
  traceparent: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  fulfillmentId: string | null = null;

  @Property({ type: 'text', nullable: true })
  code: ErrorCode | null = null;

  @Property({ type: 'text', nullable: true })
  detail: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  errors: FieldFault[] = [];

  /** When a replay settled it. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  resolvedAt: Date | null = null;

  reject(fault: WebhookFault): void {
    this.state = 'rejected';
    this.code = fault.code;
    this.detail = fault.detail;
    this.errors = fault.errors;
  }

  /** Why it was rejected; null when it was not. */
  get fault(): WebhookFault | null {
    if (this.state !== 'rejected' || this.code === null) return null;
    return { code: this.code, detail: this.detail ?? '', errors: this.errors };
  }
}

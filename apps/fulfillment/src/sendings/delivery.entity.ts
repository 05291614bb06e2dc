import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type DeliveryOutcome, type OutgoingWebhookType } from '@daybook/contracts';
import type { Sending } from '../fulfillments/sending.entity';
import type { HouseAnswer } from './house-client';

/** One try to deliver a message to a house, as it is remembered for a while. */
@Entity({ tableName: 'delivery' })
export class Delivery {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  sendingId!: string;

  @Property({ type: 'uuid' })
  houseId!: string;

  @Property({ type: 'uuid' })
  fulfillmentId!: string;

  @Property({ type: 'text' })
  webhookId!: string;

  @Property({ type: 'text' })
  type!: OutgoingWebhookType;

  @Property({ type: 'integer' })
  attempt!: number;

  @Property({ type: 'text' })
  outcome!: DeliveryOutcome;

  @Property({ type: 'text' })
  url!: string;

  @Property({ type: 'integer', nullable: true })
  status: number | null = null;

  /** The beginning of the house's answer; cleared when the customer is anonymised. */
  @Property({ type: 'text', nullable: true })
  answer: string | null = null;

  @Property({ type: 'text', nullable: true })
  error: string | null = null;

  @Property({ type: 'integer' })
  durationMs!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  attemptedAt!: Date;

  static of(
    { id, houseId, fulfillmentId, webhookId, type, attempts }: Sending,
    { status, body, error, durationMs }: HouseAnswer,
    about: { url: string; outcome: DeliveryOutcome; attemptedAt: Date },
  ): Delivery {
    return Object.assign(new Delivery(), {
      ...{ id: newId(), sendingId: id, houseId, fulfillmentId, webhookId, type, attempt: attempts },
      ...{ status, answer: body, error, durationMs: Math.round(durationMs), ...about },
    });
  }
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import type { EventContext, MessageKind } from '@daybook/contracts';

/** Something that happened and that a customer is written about. Kept, so that it can be written about again. */
@Entity({ tableName: 'message_cause' })
export class MessageCause {
  /** Of the event. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  kind!: MessageKind;

  @Property({ type: 'uuid' })
  customerId!: string;

  @Property({ type: 'uuid', nullable: true })
  orderId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  transactionId: string | null = null;

  /** What the event says; names and addresses are the customer's own, as they are when it is written. */
  @Property({ type: 'json', columnType: 'jsonb' })
  filledIn!: FilledIn;

  /** What surrounded it: an activity about the message carries the same. */
  @Property({ type: 'json', columnType: 'jsonb' })
  context!: EventContext;

  @Property({ type: 'text' })
  correlationId!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  happenedAt!: Date;
}

/** What a template may have filled in from an event: texts, lists of them, amounts of money. */
export type FilledIn = Record<string, string | string[] | { amount: string; currency: string }>;

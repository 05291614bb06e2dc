import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId } from '@daybook/contracts';
import type { ReplayedMessage } from './fulfillment-state';
import type { MessageType } from './fulfillment-transitions';

/** What is said of a message when it is made; the rest stays empty. */
export type MessageFacts = Pick<ReplayedMessage, 'type' | 'source' | 'happenedAt'> &
  Partial<Omit<ReplayedMessage, 'type' | 'source' | 'happenedAt'>> & {
    reason?: string;
    note?: string;
    actorName?: string;
    reconciled?: boolean;
  };

/** Something that happened to a fulfillment: told by its house, done by a person or by the system. Never changed, but for the marks that follow from the others. */
@Entity({ tableName: 'fulfillment_message' })
export class FulfillmentMessage implements ReplayedMessage {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  fulfillmentId!: string;

  @Property({ type: 'text' })
  messageId!: string;

  @Property({ type: 'text' })
  source!: 'house' | 'user' | 'system';

  @Property({ type: 'text' })
  type!: MessageType;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  happenedAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  receivedAt!: Date;

  @Property({ type: 'text', nullable: true })
  trackingNumber: string | null = null;

  @Property({ type: 'text', nullable: true })
  carrier: string | null = null;

  /** The house's words. */
  @Property({ type: 'text', nullable: true })
  reason: string | null = null;

  /** A person's words; cleared when the customer is anonymised. */
  @Property({ type: 'text', nullable: true })
  note: string | null = null;

  /** Who did it, or decided on what it follows from. */
  @Property({ type: 'text', nullable: true })
  actorName: string | null = null;

  /** It was learned from the house's list. */
  @Property({ type: 'boolean' })
  reconciled = false;

  @Property({ type: 'uuid', nullable: true })
  itemId: string | null = null;

  @Property({ type: 'integer', nullable: true })
  quantity: number | null = null;

  @Property({ type: 'text', nullable: true })
  sku: string | null = null;

  /** It came after something that happened later. */
  @Property({ type: 'boolean' })
  late = false;

  @Property({ type: 'boolean' })
  unexpected = false;

  /** The fact's key where this is the message that counted for it. */
  @Property({ type: 'text', nullable: true })
  factKey: string | null = null;

  static make(fulfillmentId: string, facts: MessageFacts, receivedAt: Date): FulfillmentMessage {
    const id = newId();
    return Object.assign(new FulfillmentMessage(), { id, messageId: id, fulfillmentId, receivedAt }, facts);
  }
}

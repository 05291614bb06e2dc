import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type Actor, type ActorType } from '@daybook/contracts';

/** A note in a customer's history. Written once, never changed. */
@Entity({ tableName: 'customer_note' })
export class CustomerNote {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  customerId!: string;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'text' })
  authorType!: ActorType;

  @Property({ type: 'uuid', nullable: true })
  authorId: string | null = null;

  @Property({ type: 'text' })
  authorName!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  static write(customerId: string, text: string, by: Actor, now: Date): CustomerNote {
    const note = new CustomerNote();
    note.customerId = customerId;
    note.text = text.trim();
    note.authorType = by.type;
    note.authorId = by.id;
    note.authorName = by.username;
    note.createdAt = now;
    return note;
  }
}

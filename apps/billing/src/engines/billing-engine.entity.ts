import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type RegisterBillingEngineInput } from '@daybook/contracts';

/** A party that bills recurring purchases and tells us what it did. */
@Entity({ tableName: 'billing_engine' })
export class BillingEngine {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  /** Its token in NATS subjects; never changes. */
  @Property({ type: 'string' })
  name: string;

  @Property({ type: 'string' })
  bills: string;

  /** Its messages are rejected, and it gets no new purchases. */
  @Property({ type: 'boolean' })
  retired = false;

  /** Public key of its NATS account; none where the server asks nobody who they are. */
  @Property({ type: 'string', nullable: true })
  accountKey: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  registeredAt: Date;

  /** When the newest of its messages came, to the minute. Written beside the entity: it is nothing that somebody changed. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  heardAt: Date | null = null;

  static register(input: RegisterBillingEngineInput, now: Date): BillingEngine {
    const engine = new BillingEngine();
    engine.id = newId();
    engine.name = input.name;
    engine.bills = input.bills;
    engine.registeredAt = now;
    return engine;
  }
}

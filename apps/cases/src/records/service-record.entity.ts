import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  DomainError,
  newId,
  type Actor,
  type ServiceRecordLink,
  type UpdateServiceRecordInput,
} from '@daybook/contracts';
import { asGiven, changeFields, type FieldChanges } from '@daybook/persistence';
import type { Responsible } from '../people/known-people';

/** What a new record is made of. */
export interface NewServiceRecord {
  customerId: string | null;
  channel: string;
  channelCategory: string | null;
  reason: string | null;
  notes: string | null;
  handler: Responsible;
  owner: RecordOwner | null;
  contact?: string;
  cases: ServiceRecordLink[];
  orders: ServiceRecordLink[];
  /** When its first conversation began. */
  startedAt: Date;
}

/** Whose a record is, and by what. */
export interface RecordOwner extends Responsible {
  by: 'category' | 'customer';
}

/** What may be changed of a record besides who has it: known already where it has to be looked up. */
export interface ServiceRecordChange extends Pick<
  UpdateServiceRecordInput,
  'customerId' | 'reason' | 'notes' | 'result'
> {
  cases?: ServiceRecordLink[];
  orders?: ServiceRecordLink[];
}

const changes: FieldChanges<ServiceRecordChange, ServiceRecord> = {
  customerId: asGiven,
  reason: asGiven,
  notes: asGiven,
  result: (result, record) => {
    if (record.endedAt === null) throw new DomainError('cases.record_running');
    return result;
  },
  cases: asGiven,
  orders: asGiven,
};

/** One contact with somebody: what it was about, who handled it and how it ended. */
@Entity({ tableName: 'service_record' })
export class ServiceRecord {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'integer', version: true })
  version!: number;

  @Property({ type: 'uuid', nullable: true })
  customerId: string | null = null;

  @Property({ type: 'text' })
  channel!: string;

  @Property({ type: 'text', nullable: true })
  channelCategory: string | null = null;

  @Property({ type: 'uuid' })
  handlerId!: string;

  @Property({ type: 'text' })
  handlerName!: string;

  @Property({ type: 'uuid', nullable: true })
  ownerId: string | null = null;

  @Property({ type: 'text', nullable: true })
  ownerName: string | null = null;

  /** Whether the owner is that of the channel category when it began, or the customer's. */
  @Property({ type: 'text', nullable: true })
  ownedBy: RecordOwner['by'] | null = null;

  /** Who it was with, as the channel knows them; of one that a connector began. */
  @Property({ type: 'text', nullable: true })
  contact: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  cases: ServiceRecordLink[] = [];

  @Property({ type: 'json', columnType: 'jsonb' })
  orders: ServiceRecordLink[] = [];

  @Property({ type: 'text', nullable: true })
  result: string | null = null;

  @Property({ type: 'text', nullable: true })
  reason: string | null = null;

  @Property({ type: 'text', nullable: true })
  notes: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  startedBy: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  startedAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  static start(made: NewServiceRecord, by: Actor): ServiceRecord {
    const started = new ServiceRecord();
    started.customerId = made.customerId;
    started.channel = made.channel;
    started.channelCategory = made.channelCategory;
    started.reason = made.reason;
    started.notes = made.notes;
    started.handlerId = made.handler.id;
    started.handlerName = made.handler.username;
    started.own(made.owner);
    started.contact = made.contact ?? null;
    started.cases = made.cases;
    started.orders = made.orders;
    started.startedBy = by.id;
    started.startedAt = made.startedAt;
    return started;
  }

  /**
   * Changes the fields given. @returns the names of those that differ now
   * @throws DomainError `cases.record_running` for a result of a service that has not ended
   */
  change(given: ServiceRecordChange, now: Date): string[] {
    return changeFields(this, given, changes, now);
  }

  /** Has somebody else handle it. @returns whether that changed anything */
  handOver(to: Responsible): boolean {
    if (to.id === this.handlerId) return false;
    this.handlerId = to.id;
    this.handlerName = to.username;
    return true;
  }

  /** Makes it the customer's owner's, unless the channel category said whose it is. @returns whether that changed anything */
  ownByCustomer(owner: Responsible | null): boolean {
    if (this.ownedBy === 'category' || (owner?.id ?? null) === this.ownerId) return false;
    this.own(owner === null ? null : { ...owner, by: 'customer' });
    return true;
  }

  /** A conversation that was held before all others: the record began with it. */
  beganWith({ startedAt }: { startedAt: Date }): void {
    if (startedAt < this.startedAt) this.startedAt = startedAt;
  }

  /** @throws DomainError `cases.record_ended` */
  assertRunning(): void {
    if (this.endedAt !== null) throw new DomainError('cases.record_ended');
  }

  /** Ends the service with its result. @throws DomainError `cases.record_ended` when it has ended already */
  end(ending: { result: string; reason?: string; notes?: string }, now: Date): void {
    this.assertRunning();
    this.result = ending.result;
    this.reason = ending.reason ?? this.reason;
    this.notes = ending.notes ?? this.notes;
    this.endedAt = now;
  }

  private own(owner: RecordOwner | null): void {
    this.ownerId = owner?.id ?? null;
    this.ownerName = owner?.username ?? null;
    this.ownedBy = owner?.by ?? null;
  }
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { DomainError, newId, type Actor, type UpdateServiceRecordInput } from '@daybook/contracts';
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
  owner: Responsible | null;
}

const changes: FieldChanges<Omit<UpdateServiceRecordInput, 'id'>, ServiceRecord> = {
  customerId: asGiven,
  reason: asGiven,
  notes: asGiven,
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

  static start(made: NewServiceRecord, by: Actor, now: Date): ServiceRecord {
    const started = new ServiceRecord();
    started.customerId = made.customerId;
    started.channel = made.channel;
    started.channelCategory = made.channelCategory;
    started.reason = made.reason;
    started.notes = made.notes;
    started.handlerId = made.handler.id;
    started.handlerName = made.handler.username;
    started.ownerId = made.owner?.id ?? null;
    started.ownerName = made.owner?.username ?? null;
    started.startedBy = by.id;
    started.startedAt = now;
    return started;
  }

  /** Changes the fields given. */
  change(input: UpdateServiceRecordInput, now: Date): void {
    changeFields(this, input, changes, now);
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
}

/** One conversation of a record. Written once, never changed. */
@Entity({ tableName: 'conversation' })
export class Conversation {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  recordId!: string;

  @Property({ type: 'text' })
  channel!: string;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'integer', nullable: true })
  messages: number | null = null;

  @Property({ type: 'uuid' })
  specialistId!: string;

  @Property({ type: 'text' })
  specialistName!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  at!: Date;
}

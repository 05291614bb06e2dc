import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import type { DaybookEvent } from '@daybook/contracts';

/** An event as it stands in the journal before it has its number. */
export type UnnumberedEvent = Omit<DaybookEvent, 'epoch' | 'sequence'>;

/**
 * One event of the service, written in the transaction that made it true. The journal is the record:
 * rows are never deleted, and numbered once by the relay.
 */
@Entity({ tableName: 'journal' })
export class JournalRow {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** Decides the month's partition. */
  @PrimaryKey({ type: 'datetime', columnType: 'timestamptz(3)' })
  recordedAt!: Date;

  @Property({ type: 'json', columnType: 'jsonb' })
  event!: UnnumberedEvent;

  @Property({ type: 'integer', nullable: true })
  epoch: number | null = null;

  @Property({ type: 'bigint', nullable: true })
  sequence: string | null = null;
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type Actor, type BlacklistEntryView, type BlacklistKind } from '@daybook/contracts';

/** One thing that new orders are matched by, for as long as it is not lifted. Never changed. */
@Entity({ tableName: 'blacklist_entry' })
export class BlacklistEntry {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  customerId!: string;

  @Property({ type: 'text' })
  kind!: BlacklistKind;

  /** In the notation in which it is compared. */
  @Property({ type: 'text' })
  value!: string;

  @Property({ type: 'text' })
  reason!: string;

  @Property({ type: 'text' })
  createdBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  static of(
    customerId: string,
    wanted: BlacklistValue,
    reason: string,
    by: Actor,
    now: Date,
  ): BlacklistEntry {
    return Object.assign(new BlacklistEntry(), {
      customerId,
      ...wanted,
      reason: reason.trim(),
      createdBy: by.username,
      createdAt: now,
    });
  }
}

/** What an entry shall match. */
export interface BlacklistValue {
  kind: BlacklistKind;
  value: string;
}

/** What callers see of an entry. */
export function toEntryView(entry: BlacklistEntry): BlacklistEntryView {
  const { id, kind, value, reason, createdBy, createdAt } = entry;
  return { id, kind, value, reason, by: createdBy, since: createdAt.toISOString() };
}

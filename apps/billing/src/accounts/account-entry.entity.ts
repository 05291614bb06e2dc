import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { money, newId, type AccountEntryKind, type Money } from '@daybook/contracts';
import type { Initiator } from '../payments/initiator';

/** One line of a customer's account; never changed. */
@Entity({ tableName: 'account_entry' })
export class AccountEntry {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'uuid' })
  customerId: string;

  @Property({ type: 'string' })
  kind: AccountEntryKind;

  @Property({ type: 'string', columnType: 'numeric(19,4)' })
  amount: string;

  @Property({ type: 'string', columnType: 'char(3)' })
  currency: string;

  @Property({ type: 'string', nullable: true })
  reason: string | null = null;

  /** With which method it was paid, masked. */
  @Property({ type: 'string', nullable: true })
  paymentMethod: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  transactionId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  engineId: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  initiator: Initiator;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  occurredAt: Date;

  static of(
    kind: AccountEntryKind,
    customerId: string,
    amount: Money,
    what: Pick<AccountEntry, 'initiator' | 'occurredAt'> & Partial<AccountEntry>,
  ): AccountEntry {
    const entry = new AccountEntry();
    Object.assign(entry, what, { id: newId(), kind, customerId, ...amount });
    return entry;
  }

  get price(): Money {
    return money(this.amount, this.currency);
  }
}

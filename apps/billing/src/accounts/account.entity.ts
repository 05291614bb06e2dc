import { Entity, LockMode, PrimaryKey, Property } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '@daybook/contracts';
import { rows } from '@daybook/persistence';

/** A customer's account: what is credited and charged beside orders, and whether it stands in credit control. */
@Entity({ tableName: 'customer_account' })
export class Account {
  @PrimaryKey({ type: 'uuid' })
  customerId: string;

  /** The account ID, as interactions name it. */
  @Property({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'boolean' })
  inCreditControl: boolean;

  /** When it became so: an older fact that comes late does not turn it back. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  creditControlAsOf: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  openedAt: Date;

  /**
   * The account enters or leaves credit control.
   * @returns whether that was not to be expected: it stood there already
   */
  turnCreditControl(entered: boolean, at: Date): { unexpected: boolean } {
    if (this.creditControlAsOf !== null && at < this.creditControlAsOf) return { unexpected: false };
    const unexpected = this.inCreditControl === entered;
    this.inCreditControl = entered;
    this.creditControlAsOf = at;
    return { unexpected };
  }
}

/** A customer's account, locked; opened when it is first needed. */
export async function lockAccount(em: EntityManager, customerId: string, now: Date): Promise<Account> {
  await rows(
    em,
    'insert into customer_account (customer_id, id, opened_at) values ($1, $2, $3) on conflict do nothing',
    [customerId, newId(), now],
  );
  return em.findOneOrFail(Account, { customerId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

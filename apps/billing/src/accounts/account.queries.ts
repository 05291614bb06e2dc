import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  mapPage,
  type AccountEntryView,
  type AccountInput,
  type AccountView,
  type Call,
  type ListOfCustomerInput,
  type Page,
} from '@daybook/contracts';
import { newestPage, rows, UnitOfWork } from '@daybook/persistence';
import { AccountEntry } from './account-entry.entity';
import { expectCustomerInScope } from '../orders/order-customers';
import { Account } from './account.entity';
import { accountEntryView, accountView, type AccountSums } from './account.views';

/** Reads of customers' accounts. */
@Injectable()
export class AccountQueries {
  constructor(private readonly work: UnitOfWork) {}

  read({ id }: AccountInput, call: Call): Promise<AccountView> {
    return this.work.read(async (em) => {
      await expectCustomerInScope(em, id, call.actor, 'orders.view');
      return readAccount(em, id);
    });
  }

  entries(input: ListOfCustomerInput, call: Call): Promise<Page<AccountEntryView>> {
    return this.work.read(async (em) => {
      await expectCustomerInScope(em, input.id, call.actor, 'orders.view');
      const account = await em.findOne(Account, { customerId: input.id });
      if (account === null) return { items: [] };
      const list = { entity: AccountEntry, list: 'account-entries', by: 'occurredAt' } as const;
      const page = await newestPage(em, list, [{ customerId: input.id }], input);
      return mapPage(page, (entry) => accountEntryView(entry, account));
    });
  }
}

/** A customer's account as it stands in this transaction. */
export async function readAccount(em: EntityManager, customerId: string): Promise<AccountView> {
  const account = await em.findOne(Account, { customerId });
  const sums = await rows<AccountSums>(
    em,
    `select currency,
       coalesce(sum(amount) filter (where kind = 'credit'), 0)::text credits,
       coalesce(sum(amount) filter (where kind = 'payment'), 0)::text payments,
       coalesce(sum(amount) filter (where kind = 'charge'), 0)::text charges
     from account_entry where customer_id = $1 group by currency order by currency`,
    [customerId],
  );
  return accountView(customerId, account, sums);
}

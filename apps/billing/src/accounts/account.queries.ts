import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  type AccountEntryView,
  type AccountInput,
  type AccountView,
  type Call,
  type ListOfCustomerInput,
  type Page,
} from '@daybook/contracts';
import { rows, UnitOfWork } from '@daybook/persistence';
import { AccountEntry } from './account-entry.entity';
import { expectCustomerInScope } from './account-customers';
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
    const limit = input.limit ?? DEFAULT_LIMIT;
    const before =
      input.cursor === undefined ? undefined : decodeCursor('account-entries', input.cursor).map(String);
    return this.work.read(async (em) => {
      await expectCustomerInScope(em, input.id, call.actor, 'orders.view');
      const account = await em.findOne(Account, { customerId: input.id });
      if (account === null) return { items: [] };
      const [at = '', after = ''] = before ?? [];
      const found = await em.find(
        AccountEntry,
        {
          customerId: input.id,
          ...(before === undefined
            ? {}
            : {
                $or: [
                  { occurredAt: { $lt: new Date(at) } },
                  { occurredAt: new Date(at), id: { $lt: after } },
                ],
              }),
        },
        { orderBy: { occurredAt: 'desc', id: 'desc' }, limit: limit + 1 },
      );
      const items = found.slice(0, limit).map((entry) => accountEntryView(entry, account));
      const last = items.at(-1);
      if (found.length <= limit || last === undefined) return { items };
      return { items, nextCursor: encodeCursor('account-entries', [last.occurredAt, last.id]) };
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
     from account_entry where customer_id = ? group by currency order by currency`,
    [customerId],
  );
  return accountView(customerId, account, sums);
}

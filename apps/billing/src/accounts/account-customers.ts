import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DomainError, type AccessRow, type Actor, type Call } from '@daybook/contracts';
import { UnitOfWork } from '@daybook/persistence';
import { OrderCustomers } from '../orders/order-customers';
import { Order } from '../orders/order.entity';
import { campaignScope } from '../catalog/campaign-scope';
import { Account } from './account.entity';

/** Whether a customer is one, and whether who calls may have to do with them. */
@Injectable()
export class AccountCustomers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly customers: OrderCustomers,
  ) {}

  /**
   * Makes sure that there is such a customer: by what was sold to them, or by asking the customers service.
   * @throws DomainError `billing.not_found`, also for one out of scope
   */
  async expectKnown(customerId: string, call: Call): Promise<void> {
    const known = await this.work.read(async (em) => {
      await expectCustomerInScope(em, customerId, call.actor, 'orders.view');
      const [orders, accounts] = [
        await em.findOne(Order, { customerId }, { fields: ['id'] }),
        await em.findOne(Account, { customerId }),
      ];
      return orders !== null || accounts !== null;
    });
    if (known) return;
    try {
      await this.customers.expectCustomer(customerId, call);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'billing.unknown_reference')
        throw new DomainError('billing.not_found');
      throw error;
    }
  }
}

/**
 * Makes sure that a customer lies in an actor's scope: one with campaigns of their own sees who ordered from them.
 * @throws DomainError `billing.not_found`
 */
export async function expectCustomerInScope(
  em: EntityManager,
  customerId: string,
  actor: Actor,
  access: AccessRow,
): Promise<void> {
  const campaigns = campaignScope(actor, access);
  if (campaigns === null) return;
  const own = await em.findOne(Order, { customerId, campaignId: { $in: campaigns } }, { fields: ['id'] });
  if (own === null) throw new DomainError('billing.not_found');
}

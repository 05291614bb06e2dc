import { Injectable } from '@nestjs/common';
import {
  DomainError,
  mapPage,
  type Call,
  type ListOfCustomerInput,
  type Page,
  type PurchaseView,
} from '@daybook/contracts';
import { newestPage, UnitOfWork } from '@daybook/persistence';
import { scopeCondition } from '../catalog/campaign-scope';
import { Purchase } from './purchase.entity';
import { purchaseView } from './purchase.views';

/** Reads of purchases. What lies out of the caller's scope does not exist. */
@Injectable()
export class PurchasesQueries {
  constructor(private readonly work: UnitOfWork) {}

  purchase(id: string, call: Call): Promise<PurchaseView> {
    return this.work.read(async (em) => {
      const found = await em.findOne(Purchase, { $and: [{ id }, scopeCondition(call.actor, 'orders.view')] });
      if (found === null) throw new DomainError('billing.not_found');
      return purchaseView(found);
    });
  }

  purchasesOf(input: ListOfCustomerInput, call: Call): Promise<Page<PurchaseView>> {
    return this.work.read(async (em) => {
      const conditions = [{ customerId: input.id }, scopeCondition(call.actor, 'orders.view')];
      const list = { entity: Purchase, list: 'purchases', by: 'startedAt' } as const;
      return mapPage(await newestPage(em, list, conditions, input), purchaseView);
    });
  }
}

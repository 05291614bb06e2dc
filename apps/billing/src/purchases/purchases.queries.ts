import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  Keyset,
  mapPage,
  type Call,
  type ListOfCustomerInput,
  type ListPurchasesInput,
  type ListUnansweredConsentsInput,
  type Page,
  type PageQuery,
  type PurchaseView,
} from '@daybook/contracts';
import { conditionsOf, newestPage, rows, UnitOfWork } from '@daybook/persistence';
import { scopeCondition } from '../catalog/campaign-scope';
import { liveStatuses } from './purchase-transitions';
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

  purchases(input: ListPurchasesInput, call: Call): Promise<Page<PurchaseView>> {
    return this.work.read(async (em) => {
      const charged = input.cardLast4 === undefined ? [] : await chargedTo(em, input.cardLast4);
      const conditions = [...conditionsFor(input, charged), scopeCondition(call.actor, 'orders.view')];
      const due = input.dueFrom !== undefined || input.dueTo !== undefined;
      return mapPage(await (due ? duePage : page)(em, conditions, input), purchaseView);
    });
  }

  purchasesOf(input: ListOfCustomerInput, call: Call): Promise<Page<PurchaseView>> {
    return this.work.read(async (em) => {
      const conditions = [{ customerId: input.id }, scopeCondition(call.actor, 'orders.view')];
      return mapPage(await page(em, conditions, input), purchaseView);
    });
  }

  /** Whose customers were asked for consent, and once more, and have not answered. */
  unansweredConsents(input: ListUnansweredConsentsInput, call: Call): Promise<Page<PurchaseView>> {
    return this.work.read(async (em) => {
      const waiting = {
        consent: 'requested',
        consentRemindedAt: { $ne: null },
        status: { $in: [...liveStatuses] },
      } as const;
      const conditions = [waiting, scopeCondition(call.actor, 'operations.view')];
      const list = { entity: Purchase, list: 'unanswered-consents', by: 'startedAt' } as const;
      return mapPage(await newestPage(em, list, conditions, input), purchaseView);
    });
  }
}

function conditionsFor(input: ListPurchasesInput, charged: readonly string[]): object[] {
  return conditionsOf<ListPurchasesInput, object>(input, {
    status: (status) => ({ status: { $in: status } }),
    campaignId: (ids) => ({ campaignId: { $in: ids } }),
    productId: (ids) => ({ productId: { $in: ids } }),
    customerId: (customerId) => ({ customerId }),
    cardLast4: () => ({ id: { $in: [...charged] } }),
    dueFrom: (from) => ({ nextBillAt: { $gte: new Date(from) } }),
    dueTo: (to) => ({ nextBillAt: { $lt: new Date(to) } }),
  });
}

function page(em: EntityManager, conditions: object[], query: PageQuery): Promise<Page<Purchase>> {
  return newestPage(em, { entity: Purchase, list: 'purchases', by: 'startedAt' }, conditions, query);
}

/** One page in the order in which they fall due. */
function duePage(em: EntityManager, conditions: object[], query: PageQuery): Promise<Page<Purchase>> {
  return new Keyset('purchases due', 'moment', 'id').page(
    query,
    // A time is asked for, so that each of them has one.
    ({ nextBillAt, id }: Purchase) => [nextBillAt ?? new Date(0), id],
    (after, limit) => {
      const later = after === null ? [] : [dueAfter(new Date(after[0]), after[1])];
      return em.find(
        Purchase,
        { $and: [...conditions, ...later] },
        {
          orderBy: { nextBillAt: 'asc', id: 'asc' },
          limit,
        },
      );
    },
  );
}

function dueAfter(at: Date, id: string): object {
  return { nextBillAt: { $gte: at }, $or: [{ nextBillAt: { $gt: at } }, { id: { $gt: id } }] };
}

/** The purchases that are charged to a card by its last four digits: of ten thousand cards, one has them. */
async function chargedTo(em: EntityManager, cardLast4: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    em,
    `select p.id from payment_method m join purchase p on p.payment_method_id = m.id where m.card_last4 = $1
      union all
     select p.id from customer_order o join purchase p on p.order_id = o.id
      where o.card_last4 = $1 and p.payment_method_id is null`,
    [cardLast4],
  );
  return found.map(({ id }) => id);
}

import { Injectable } from '@nestjs/common';
import type { FilterQuery } from '@mikro-orm/core';
import {
  Keyset,
  mapPage,
  type Call,
  type FulfillmentSummaryView,
  type FulfillmentView,
  type ListFulfillmentsInput,
  type ListFulfillmentsOfInput,
  type Page,
  type PageQuery,
} from '@daybook/contracts';
import { conditionsOf, UnitOfWork } from '@daybook/persistence';
import { houseNames } from '../houses/house.entity';
import { Fulfillment, FulfillmentItem } from './fulfillment.entity';
import { FulfillmentHistory } from './fulfillment-history';
import { toFulfillmentView, toSummaryView } from './fulfillment.views';

const all = new Keyset('fulfillments', 'id');
const customers = new Keyset('customer-fulfillments', 'id');
const orders = new Keyset('order-fulfillments', 'id');

/** Reads fulfillments, within the campaigns that one may see. */
@Injectable()
export class FulfillmentsQueries {
  constructor(private readonly work: UnitOfWork) {}

  get(id: string, call: Call): Promise<FulfillmentView> {
    return this.work.read(async (em) => {
      const history = await FulfillmentHistory.get(em, id, false);
      history.fulfillment.expectInScope(call.actor.campaignIds);
      return toFulfillmentView(history);
    });
  }

  list(input: ListFulfillmentsInput, call: Call): Promise<Page<FulfillmentSummaryView>> {
    const conditions = conditionsOf<ListFulfillmentsInput, FilterQuery<Fulfillment>>(input, {
      status: (status) => ({ status: { $in: status } }),
      houseId: (houseId) => ({ houseId }),
      orderNumber: (orderNumber) => ({ orderNumber }),
      unexpected: (unexpected) => ({ unexpected }),
    });
    return this.page(all, input, call, conditions);
  }

  ofCustomer(input: ListFulfillmentsOfInput, call: Call): Promise<Page<FulfillmentSummaryView>> {
    return this.page(customers, input, call, [{ customerId: input.id }]);
  }

  ofOrder(input: ListFulfillmentsOfInput, call: Call): Promise<Page<FulfillmentSummaryView>> {
    return this.page(orders, input, call, [{ orderId: input.id }]);
  }

  private page(
    newest: Keyset<readonly ['id']>,
    paging: PageQuery,
    { actor: { campaignIds } }: Call,
    conditions: FilterQuery<Fulfillment>[],
  ): Promise<Page<FulfillmentSummaryView>> {
    return this.work.read(async (em) => {
      const scope = campaignIds === null ? {} : { campaignId: { $in: campaignIds } };
      const page = await newest.page<Fulfillment>(
        paging,
        ({ id }) => [id],
        (after, limit) =>
          em.find(
            Fulfillment,
            { $and: [...conditions, scope, after === null ? {} : { id: { $lt: after[0] } }] },
            { orderBy: { id: 'desc' }, limit },
          ),
      );
      const items = await em.find(
        FulfillmentItem,
        { fulfillmentId: { $in: page.items.map((each) => each.id) } },
        { orderBy: { position: 'asc' } },
      );
      const houses = await houseNames(em);
      return mapPage(page, (each) =>
        toSummaryView(
          each,
          items.filter((item) => item.fulfillmentId === each.id),
          houses.get(each.houseId ?? '') ?? null,
        ),
      );
    });
  }
}

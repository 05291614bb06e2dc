import { Injectable } from '@nestjs/common';
import {
  mapPage,
  type Call,
  type FulfillmentSummaryView,
  type FulfillmentView,
  type ListFulfillmentsInput,
  type ListFulfillmentsOfInput,
  type Page,
  type PageQuery,
} from '@daybook/contracts';
import { conditionsOf, newestPage, UnitOfWork } from '@daybook/persistence';
import { houseNames } from '../houses/house.entity';
import { Fulfillment, FulfillmentItem } from './fulfillment.entity';
import { FulfillmentHistory } from './fulfillment-history';
import { toFulfillmentView, toSummaryView } from './fulfillment.views';

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
    const conditions = conditionsOf<ListFulfillmentsInput, object>(input, {
      status: (status) => ({ status: { $in: status } }),
      houseId: (houseId) => ({ houseId }),
      campaignId: (campaignId) => ({ campaignId: { $in: campaignId } }),
      from: (from) => ({ createdAt: { $gte: new Date(from) } }),
      to: (to) => ({ createdAt: { $lt: new Date(to) } }),
      orderNumber: (orderNumber) => ({ orderNumber }),
      unexpected: (unexpected) => ({ unexpected }),
    });
    return this.page('fulfillments', input, call, conditions);
  }

  ofCustomer(input: ListFulfillmentsOfInput, call: Call): Promise<Page<FulfillmentSummaryView>> {
    return this.page('customer-fulfillments', input, call, [{ customerId: input.id }]);
  }

  ofOrder(input: ListFulfillmentsOfInput, call: Call): Promise<Page<FulfillmentSummaryView>> {
    return this.page('order-fulfillments', input, call, [{ orderId: input.id }]);
  }

  private page(
    list: string,
    paging: PageQuery,
    { actor: { campaignIds } }: Call,
    conditions: object[],
  ): Promise<Page<FulfillmentSummaryView>> {
    return this.work.read(async (em) => {
      const scope = campaignIds === null ? {} : { campaignId: { $in: campaignIds } };
      const page = await newestPage(
        em,
        { entity: Fulfillment, list, by: 'createdAt' },
        [...conditions, scope],
        paging,
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

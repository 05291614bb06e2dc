import { Injectable } from '@nestjs/common';
import type { FilterQuery } from '@mikro-orm/core';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  type Call,
  type FulfillmentSummaryView,
  type FulfillmentView,
  type ListFulfillmentsInput,
  type ListFulfillmentsOfInput,
  type Page,
  type PageQuery,
} from '@daybook/contracts';
import { UnitOfWork } from '@daybook/persistence';
import { House } from '../houses/house.entity';
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
    const { status, houseId, orderNumber, unexpected } = input;
    return this.page('fulfillments', input, call, {
      ...(status === undefined ? {} : { status: { $in: status } }),
      ...(houseId === undefined ? {} : { houseId }),
      ...(orderNumber === undefined ? {} : { orderNumber }),
      ...(unexpected === undefined ? {} : { unexpected }),
    });
  }

  ofCustomer(input: ListFulfillmentsOfInput, call: Call): Promise<Page<FulfillmentSummaryView>> {
    return this.page('customer-fulfillments', input, call, { customerId: input.id });
  }

  ofOrder(input: ListFulfillmentsOfInput, call: Call): Promise<Page<FulfillmentSummaryView>> {
    return this.page('order-fulfillments', input, call, { orderId: input.id });
  }

  private page(
    kind: string,
    paging: PageQuery,
    call: Call,
    where: FilterQuery<Fulfillment>,
  ): Promise<Page<FulfillmentSummaryView>> {
    return this.work.read(async (em) => {
      const limit = paging.limit ?? DEFAULT_LIMIT;
      const { campaignIds } = call.actor;
      const conditions: FilterQuery<Fulfillment>[] = [where];
      if (paging.cursor !== undefined)
        conditions.push({ id: { $lt: String(decodeCursor(kind, paging.cursor)[0]) } });
      if (campaignIds !== null) conditions.push({ campaignId: { $in: campaignIds } });
      const found = await em.find(
        Fulfillment,
        { $and: conditions },
        { orderBy: { id: 'desc' }, limit: limit + 1 },
      );
      const shown = found.slice(0, limit);
      const items = await em.find(
        FulfillmentItem,
        { fulfillmentId: { $in: shown.map((each) => each.id) } },
        { orderBy: { position: 'asc' } },
      );
      const houses = new Map((await em.find(House, {})).map((house) => [house.id, house.name]));
      const views = shown.map((each) =>
        toSummaryView(
          each,
          items.filter((item) => item.fulfillmentId === each.id),
          houses.get(each.houseId ?? '') ?? null,
        ),
      );
      const last = views.at(-1);
      return found.length > limit && last
        ? { items: views, nextCursor: encodeCursor(kind, [last.id]) }
        : { items: views };
    });
  }
}

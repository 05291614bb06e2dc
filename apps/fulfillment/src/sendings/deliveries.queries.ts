import { Injectable } from '@nestjs/common';
import {
  DomainError,
  mapPage,
  type DeliveryView,
  type ListDeliveriesInput,
  type Page,
} from '@daybook/contracts';
import { conditionsOf, newestPage, UnitOfWork } from '@daybook/persistence';
import { present } from '../fulfillments/fulfillment-facts';
import { houseNames } from '../houses/house.entity';
import { Delivery } from './delivery.entity';

/** Reads the log of deliveries to houses. */
@Injectable()
export class DeliveriesQueries {
  constructor(private readonly work: UnitOfWork) {}

  list(input: ListDeliveriesInput): Promise<Page<DeliveryView>> {
    return this.work.read(async (em) => {
      const conditions = conditionsOf<ListDeliveriesInput, object>(input, {
        houseId: (houseId) => ({ houseId }),
        fulfillmentId: (fulfillmentId) => ({ fulfillmentId }),
        outcome: (outcome) => ({ outcome }),
      });
      const page = await newestPage(em, { entity: Delivery, list: 'deliveries' }, conditions, input);
      const houses = await houseNames(em);
      return mapPage(page, (each) => toDeliveryView(each, houses.get(each.houseId) ?? ''));
    });
  }

  get(id: string): Promise<DeliveryView> {
    return this.work.read(async (em) => {
      const delivery = await em.findOne(Delivery, { id });
      if (delivery === null) throw new DomainError('fulfillment.not_found');
      const houses = await houseNames(em);
      return {
        ...toDeliveryView(delivery, houses.get(delivery.houseId) ?? ''),
        ...present({ answer: delivery.answer }),
      };
    });
  }
}

function toDeliveryView(delivery: Delivery, houseName: string): DeliveryView {
  const { id, houseId, fulfillmentId, webhookId, type, attempt, outcome, url, durationMs } = delivery;
  return {
    id,
    houseId,
    houseName,
    fulfillmentId,
    webhookId,
    type,
    attempt,
    outcome,
    url,
    ...present({ status: delivery.status, error: delivery.error }),
    durationMs,
    attemptedAt: delivery.attemptedAt.toISOString(),
  };
}

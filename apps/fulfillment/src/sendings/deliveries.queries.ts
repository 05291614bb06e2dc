import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  mapPage,
  type Actor,
  type Call,
  type DeliveryView,
  type ListDeliveriesInput,
  type Page,
} from '@daybook/contracts';
import { conditionsOf, newestPage, UnitOfWork } from '@daybook/persistence';
import { present } from '../fulfillments/fulfillment-facts';
import { Fulfillment } from '../fulfillments/fulfillment.entity';
import { houseNames } from '../houses/house.entity';
import { Delivery } from './delivery.entity';

/** Reads the log of deliveries to houses. */
@Injectable()
export class DeliveriesQueries {
  constructor(private readonly work: UnitOfWork) {}

  list(input: ListDeliveriesInput, { actor }: Call): Promise<Page<DeliveryView>> {
    return this.work.read(async (em) => {
      const conditions = conditionsOf<ListDeliveriesInput, object>(input, {
        houseId: (houseId) => ({ houseId }),
        fulfillmentId: (fulfillmentId) => ({ fulfillmentId }),
        outcome: (outcome) => ({ outcome }),
      });
      const all = [...conditions, scopeOf(em, actor)];
      const page = await newestPage(em, { entity: Delivery, list: 'deliveries' }, all, input);
      const houses = await houseNames(em);
      return mapPage(page, (each) => toDeliveryView(each, houses.get(each.houseId) ?? ''));
    });
  }

  get(id: string, { actor }: Call): Promise<DeliveryView> {
    return this.work.read(async (em) => {
      const delivery = await em.findOne(Delivery, { $and: [{ id }, scopeOf(em, actor)] });
      if (delivery === null) throw new DomainError('fulfillment.not_found');
      const houses = await houseNames(em);
      return {
        ...toDeliveryView(delivery, houses.get(delivery.houseId) ?? ''),
        ...present({ answer: delivery.answer }),
      };
    });
  }
}

/** Who has campaigns of their own sees what was sent of their orders. */
function scopeOf(em: EntityManager, { campaignIds }: Actor): object {
  if (campaignIds === null) return {};
  const theirs = em
    .createQueryBuilder(Fulfillment)
    .select('id')
    .where({ campaignId: { $in: campaignIds } });
  return { fulfillmentId: { $in: theirs.getKnexQuery() } };
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

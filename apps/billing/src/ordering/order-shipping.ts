import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  declinesShipping,
  houseServing,
  attributesOf,
  type DaybookEvent,
  type HouseOffer,
} from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { rows } from '@daybook/persistence';
import type { Order } from '../orders/order.entity';

/** Keeps billing's own copy of the fulfillment houses, so that an order asks nobody who would ship it. */
@Injectable()
export class HousesConsumer implements EventConsumer {
  readonly name = 'houses';
  readonly producers = ['fulfillment'] as const;

  concerns({ type }: DaybookEvent): boolean {
    return type === 'fulfillment.house.changed';
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) await this.learn(em, event);
  }

  /** Events come in any order: the latest word counts. Where an older version said less, the house ships everywhere. */
  private async learn(em: EntityManager, event: DaybookEvent): Promise<void> {
    const house = attributesOf(event, 'fulfillment.house.changed');
    const { id, retired, campaignIds = [], countries = [] } = house;
    await rows(
      em,
      `insert into fulfillment_house (id, campaign_ids, countries, is_default, retired, as_of)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (id) do update set campaign_ids = excluded.campaign_ids, countries = excluded.countries,
         is_default = excluded.is_default, retired = excluded.retired, as_of = excluded.as_of
         where fulfillment_house.as_of <= excluded.as_of`,
      [id, campaignIds, countries, house.default ?? false, retired, event.time],
    );
  }
}

/** Whether the house that would get an order does not ship to its country. */
export async function shippingDeclined(em: EntityManager, order: Order): Promise<boolean> {
  const { country, items, campaignId } = order;
  if (country === null || !items.some(({ shipped }) => shipped)) return false;
  const houses = await rows<HouseOffer>(
    em,
    `select campaign_ids "campaignIds", countries, is_default "isDefault" from fulfillment_house
     where not retired order by id`,
  );
  const house = houseServing(houses, campaignId, country);
  return house !== undefined && declinesShipping(house, country);
}

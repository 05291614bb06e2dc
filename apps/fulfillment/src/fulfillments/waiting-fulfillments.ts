import type { EntityManager } from '@mikro-orm/postgresql';
import type { House } from '../houses/house.entity';
import { bundledExportTime } from '../houses/house-hours';
import { Fulfillment } from './fulfillment.entity';
import { Sending } from './sending.entity';

/** Sends a house what waits for one: orders that came before there was any wait for the first. */
export async function sendWaiting(em: EntityManager, house: House, now: Date): Promise<void> {
  for (const fulfillment of await em.find(Fulfillment, { houseId: null })) {
    fulfillment.houseId = house.id;
    if (fulfillment.status !== 'hold' || fulfillment.held) continue;
    const sending = Sending.of(fulfillment.id, house.id, 'fulfillment.order', now);
    sending.dueAt = sending.nextTryAt = bundledExportTime(house, now);
    em.persist(sending);
  }
}

import type { EntityManager } from '@mikro-orm/postgresql';
import { clock } from '@daybook/persistence';
import { Campaign } from '../catalog/campaign.entity';
import type { Order } from '../orders/order.entity';
import { zoneOfCustomer } from './customer-zones.consumer';
import type { LockedPurchase } from './locked-purchase';
import { recordPurchaseEvent } from './purchase-events';
import { purchaseStarted } from './purchase-listeners';
import { Purchase } from './purchase.entity';

/** Starts the purchases of an order that is complete: one for each recurring line. */
export async function startPurchases(
  em: EntityManager,
  order: Order,
  by: LockedPurchase['by'],
): Promise<void> {
  const now = clock.now();
  const timeZone = await zoneOfCustomer(em, order.customerId);
  const campaign = await em.findOneOrFail(Campaign, { id: order.campaignId });
  for (const line of order.items) {
    const purchase = Purchase.start(order, line, timeZone, now);
    if (purchase === undefined) continue;
    purchase.consentNeeded = campaign.expressConsent;
    em.persist(purchase);
    await purchaseStarted(em, purchase);
    if (purchase.trial === null) continue;
    const endsOn = purchase.trialEndsAt === null ? undefined : purchase.day(purchase.trialEndsAt);
    recordPurchaseEvent({ em, order, purchase, now, by }, 'billing.trial.started', { endsOn });
  }
}

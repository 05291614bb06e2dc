import type { FulfillmentView } from '@daybook/contracts';
import type { CustomerLife, SaleChoice } from '../customer-life';
import { soon } from '../demo-world';
import { episode, type Episode } from './episode';

const AT_HOUSE: SaleChoice = { campaign: 'vital', product: 'gummies' };
/** The house waits two hours whether more comes for the same customer. */
const WAITING: SaleChoice = { campaign: 'glowEurope', product: 'serum', quantity: 2 };

/** What becomes of parcels. */
export const PARCEL_EPISODES: Readonly<Record<string, Episode>> = {
  held: episode(WAITING, async (life) => {
    const made = await act(life, 'hold', { note: 'The customer moves next week' });
    await life.agent.client.send('PATCH', `/fulfillments/${made.id}/items/${made.items[0]?.id}`, {
      body: { quantity: 1 },
    });
    life.later(7, () => act(life, 'release', { note: 'Has moved' }));
  }),
  frozen: episode(WAITING, async (life) => {
    await act(life, 'freeze', { reason: 'Suspected fraud' });
    life.later(11, async () => {
      const { id } = await life.fulfillment();
      await life.lead.client.post(`/fulfillments/${id}/thaw`, { note: 'Cleared with the customer' });
    });
  }),
  bundled: episode({ ...WAITING, quantity: 1 }, (life) => life.buy()),
  otherAddress: episode(WAITING, async (life) => {
    await life.fulfillment();
    const { id, version } = await life.world.admin.get<{ id: string; version: number }>(
      `/orders/${life.order.id}`,
    );
    const shippingAddress = { ...life.buyer.address, line1: 'Poste restante' };
    await life.agent.client.patch(`/orders/${id}`, { shippingAddress }, version);
  }),
  itemReplaced: episode(AT_HOUSE, async (life) => {
    const { items } = await life.sent();
    await life.houseReports('item_updated', { itemId: items[0]?.id, sku: 'SLG-91' });
  }),
  tracked: episode(AT_HOUSE, (life) =>
    life.houseReports('tracking', { trackingNumber: trackingNumber(life), carrier: 'UPS' }),
  ),
  addressHeld: episode(AT_HOUSE, (life) => life.houseReports('address_hold', { reason: 'No such street' })),
  failed: episode(AT_HOUSE, (life) => life.houseReports('failed', { reason: 'Out of stock' })),
  cancelledInTime: episode(AT_HOUSE, async (life) => {
    await life.sent();
    await act(life, 'cancel', { reason: 'Ordered the wrong flavour' });
  }),
  cancelledTooLate: episode(AT_HOUSE, async (life) => {
    await life.sent();
    await life.houseReports('cancel_failed', { reason: 'Left an hour ago' });
  }),
  returned: episode(AT_HOUSE, async (life) => {
    await ship(life);
    life.later(12, async () => {
      await act(life, 'rma', { reason: 'Wrong flavour', refundAmount: life.money('1.00') });
      life.later(6, () => life.houseReports('returned', { rmaNumber: `RMA-${life.number}` }));
    });
  }),
  returnedByHand: episode(AT_HOUSE, async (life) => {
    await ship(life);
    life.later(13, () => act(life, 'return', { note: 'Came back unopened' }));
  }),
  reshipped: episode(AT_HOUSE, async (life) => {
    await ship(life);
    life.later(10, () => act(life, 'reship', { reason: 'The bottle arrived broken' }));
  }),
  twoParcels: episode(AT_HOUSE, async (life) => {
    const [one, two] = [trackingNumber(life, 'A'), trackingNumber(life, 'B')];
    for (const number of [one, two])
      await life.houseReports('shipped', { trackingNumber: number, carrier: 'DHL' });
    life.later(12, () => life.houseReports('delivered', { trackingNumber: one }));
    life.later(15, () => life.houseReports('delivered', { trackingNumber: two }));
  }),
};

async function ship(life: CustomerLife): Promise<void> {
  await life.houseReports('shipped', { trackingNumber: trackingNumber(life), carrier: 'UPS' });
}

function trackingNumber(life: CustomerLife, part = ''): string {
  return `1Z${String(life.number).padStart(6, '0')}${part}`;
}

/** A try that is under way decides first. */
function act(life: CustomerLife, what: string, body: object): Promise<FulfillmentView> {
  return soon(async () => {
    const { id } = await life.fulfillment();
    return life.agent.client.post<FulfillmentView>(`/fulfillments/${id}/${what}`, body);
  }, 20);
}

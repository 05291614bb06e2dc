import { randomUUID } from 'node:crypto';
import type { CampaignView, FulfillmentView, OrderView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { drives, type Driven } from './drives';
import { Scenario } from './scenario';

/** Every activity of fulfillment, by the faces that people and houses are to it. */
describe('What becomes of parcels', () => {
  let scenario: Scenario;
  let away: CampaignView;
  let customers = 0;

  beforeAll(async () => {
    scenario = await Scenario.open({ captureAt: 'sale' });
    const { campaign, house, mark } = scenario.seller;
    const terms = { categoryId: campaign.categoryId, baseCurrency: 'USD', countries: [], captureAt: 'sale' };
    away = await scenario.admin.post<CampaignView>('/campaigns', { name: `Away ${mark}`, ...terms });
    // Nobody is there to take its orders.
    const url = house.url.replace(house.name, `nobody-${mark}`);
    await scenario.admin.post('/fulfillment-houses', { name: `nobody-${mark}`, url, campaignIds: [away.id] });
  });
  const on = () => scenario;

  const placed = async (changes: object = {}): Promise<FulfillmentView> => {
    const { seller, admin } = scenario;
    const customer = await seller.createCustomer(`Pia Parcel ${seller.mark} ${++customers}`);
    const order = await admin.post<OrderView>(
      '/orders',
      { ...seller.orderOf(customer), ...changes },
      randomUUID(),
    );
    return seller.fulfillmentOf(order.id);
  };
  const unsent = (): Promise<FulfillmentView> => placed({ campaignId: away.id });
  const read = (id: string): Promise<FulfillmentView> => scenario.admin.get(`/fulfillments/${id}`);
  /** One that its house has taken. */
  const sent = async (): Promise<FulfillmentView> => {
    const { id } = await placed();
    return eventually('the house has it', async () => {
      const view = await read(id);
      // A try that was lost on a busy machine is made again in its time.
      const next = view.sendings[0]?.nextTryAt;
      if (next !== undefined) scenario.turnTo(new Date(next));
      // The house accepts it in its own time, perhaps before anybody looks.
      return ['pending', 'pending_shipment'].includes(view.status) ? view : undefined;
    });
  };
  const post = async (made: FulfillmentView, type: string, data: object = {}): Promise<Driven> => {
    await scenario.seller.housePosts(made.id, { type, data });
    return seen(made);
  };
  const act = (made: FulfillmentView, what: string, body: object = {}): Promise<FulfillmentView> =>
    // A try that is under way decides first.
    eventually(`${what} is possible`, () => scenario.admin.post(`/fulfillments/${made.id}/${what}`, body));
  const seen = (made: FulfillmentView, attributes: object = {}): Driven => ({
    customerId: made.customerId,
    attributes: { orderId: made.orderId, ...attributes },
  });
  const shipped = async (trackingNumber = '1Z'): Promise<FulfillmentView> => {
    const made = await sent();
    await post(made, 'fulfillment.shipped', { trackingNumber });
    return made;
  };
  const onceShipped = (what: string, body: object) => async (): Promise<Driven> => {
    const made = await shipped();
    await act(made, what, body);
    return seen(made);
  };
  const note = { note: 'As the customer asked' };
  const why = { reason: 'As the customer asked' };

  drives('fulfillment.export.succeeded', 'POST /orders', 'its house takes an order', on, async () =>
    seen(await sent(), { houseName: scenario.seller.house.name, attempts: 1 }),
  );
  drives(
    'fulfillment.export.failed',
    'scheduler',
    'nobody takes an order until its tries are over',
    on,
    async () => {
      const made = await unsent();
      await eventually('it is given up', async () => {
        scenario.turn(1);
        return (await read(made.id)).held ? true : undefined;
      });
      return seen(made);
    },
  );
  drives(
    'fulfillment.fulfillment.held',
    'POST /fulfillments/{id}/hold',
    'an agent holds a parcel',
    on,
    async () => {
      const made = await unsent();
      await act(made, 'hold', note);
      return seen(made);
    },
  );
  drives(
    'fulfillment.fulfillment.released',
    'POST /fulfillments/{id}/release',
    'an agent releases a parcel that was held',
    on,
    async () => {
      const made = await unsent();
      await act(made, 'hold', note);
      await act(made, 'release', note);
      return seen(made);
    },
  );
  drives(
    'fulfillment.fulfillment.frozen',
    'POST /fulfillments/{id}/freeze',
    'an agent freezes a parcel',
    on,
    async () => {
      const made = await unsent();
      await act(made, 'freeze', why);
      return seen(made);
    },
  );
  drives(
    'fulfillment.fulfillment.thawed',
    'POST /fulfillments/{id}/thaw',
    'somebody thaws a frozen parcel',
    on,
    async () => {
      const made = await unsent();
      await act(made, 'freeze', why);
      await act(made, 'thaw', note);
      return seen(made);
    },
  );
  drives(
    'fulfillment.item.updated',
    'PATCH /fulfillments/{id}/items/{itemId}',
    'an agent sends less of an item',
    on,
    async () => {
      const { seller } = scenario;
      const { items } = seller.orderOf({ id: randomUUID(), name: 'Nobody' }) as { items: object[] };
      const made = await placed({
        campaignId: away.id,
        items: items.map((line) => ({ ...line, quantity: 2 })),
      });
      await act(made, 'hold', note);
      await scenario.admin.send('PATCH', `/fulfillments/${made.id}/items/${made.items[0]?.id}`, {
        body: { quantity: 1 },
      });
      return seen(made, { fieldNames: ['quantity'] });
    },
  );
  drives(
    'fulfillment.item.updated',
    'webhook fulfillment.item_updated',
    'its house sends less of an item',
    on,
    async () => {
      const made = await sent();
      const data = { itemId: made.items[0]?.id, sku: 'OTHER-1' };
      return { ...(await post(made, 'fulfillment.item_updated', data)), attributes: { fieldNames: ['sku'] } };
    },
  );
  drives(
    'fulfillment.fulfillment.cancelled',
    'POST /fulfillments/{id}/cancel',
    'an agent cancels a parcel, and its house confirms it',
    on,
    async () => {
      const made = await sent();
      await act(made, 'cancel', why);
      await post(made, 'fulfillment.cancelled');
      return seen(made, { requestedBy: 'admin' });
    },
  );
  drives(
    'fulfillment.fulfillment.cancel_requested',
    'POST /fulfillments/{id}/cancel',
    'an agent has its house asked to cancel a parcel',
    on,
    async () => {
      const made = await sent();
      await act(made, 'cancel', why);
      return seen(made, { requestedBy: 'admin' });
    },
  );
  drives(
    'fulfillment.fulfillment.cancelled',
    'webhook fulfillment.cancelled',
    'its house cancels a parcel',
    on,
    async () => post(await sent(), 'fulfillment.cancelled'),
  );
  drives(
    'fulfillment.fulfillment.cancel_failed',
    'webhook fulfillment.cancel_failed',
    'its house cannot cancel a parcel',
    on,
    async () => post(await sent(), 'fulfillment.cancel_failed'),
  );
  drives(
    'fulfillment.fulfillment.accepted',
    'webhook fulfillment.accepted',
    'its house takes a parcel',
    on,
    async () => seen(await sent()),
  );
  drives(
    'fulfillment.fulfillment.tracked',
    'webhook fulfillment.tracking',
    'a parcel gets its number',
    on,
    async () => post(await sent(), 'fulfillment.tracking', { trackingNumber: '1Z', carrier: 'UPS' }),
  );
  drives(
    'fulfillment.fulfillment.shipped',
    'webhook fulfillment.shipped',
    'a parcel leaves its house',
    on,
    async () => seen(await shipped(), { trackingNumber: '1Z' }),
  );
  drives(
    'fulfillment.fulfillment.delivered',
    'webhook fulfillment.delivered',
    'a parcel arrives',
    on,
    async () => post(await shipped(), 'fulfillment.delivered', { trackingNumber: '1Z' }),
  );
  drives(
    'fulfillment.fulfillment.parcel_delivered',
    'webhook fulfillment.delivered',
    'one of two parcels arrives',
    on,
    async () => {
      const made = await shipped();
      await post(made, 'fulfillment.shipped', { trackingNumber: '2Z' });
      return post(made, 'fulfillment.delivered', { trackingNumber: '2Z' });
    },
  );
  drives(
    'fulfillment.fulfillment.failed',
    'webhook fulfillment.failed',
    'its house fails a parcel',
    on,
    async () => post(await sent(), 'fulfillment.failed', { reason: 'out of stock' }),
  );
  drives(
    'fulfillment.fulfillment.address_held',
    'webhook fulfillment.address_hold',
    'its house holds a parcel for its address',
    on,
    async () => post(await sent(), 'fulfillment.address_hold', { reason: 'No such street' }),
  );
  drives(
    'fulfillment.rma.pending',
    'POST /fulfillments/{id}/rma',
    'an agent announces a return',
    on,
    async () => {
      const made = await shipped();
      const refundAmount = { amount: '1.00', currency: 'USD' };
      await act(made, 'rma', { ...why, refundAmount });
      return seen(made, { refundAmount });
    },
  );
  drives(
    'fulfillment.rma.withdrawn',
    'DELETE /fulfillments/{id}/rma',
    'an agent withdraws a return',
    on,
    async () => {
      const made = await shipped();
      await act(made, 'rma', { ...why, rmaNumber: 'RMA-7' });
      await scenario.admin.send('DELETE', `/fulfillments/${made.id}/rma`);
      return seen(made, { rmaNumber: 'RMA-7' });
    },
  );
  drives(
    'fulfillment.rma.returned',
    'POST /fulfillments/{id}/return',
    'an agent enters a return',
    on,
    onceShipped('return', note),
  );
  drives(
    'fulfillment.rma.returned',
    'webhook fulfillment.returned',
    'a return comes back to its house',
    on,
    async () => post(await shipped(), 'fulfillment.returned', { rmaNumber: 'RMA-1' }),
  );
  drives(
    'fulfillment.fulfillment.reshipped',
    'POST /fulfillments/{id}/reship',
    'an agent reships a parcel',
    on,
    onceShipped('reship', why),
  );
});

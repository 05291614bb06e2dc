import {
  HoldFulfillment,
  newId,
  ReaddressOrder,
  ReleaseFulfillment,
  ReshipFulfillment,
  type FulfillmentView,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

describe('An order whose shipping address is changed', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  }, 60_000);
  afterAll(() => service.stop());
  afterEach(() => {
    service.double.status = 202;
  });

  const emitMove = (
    { orderId, customerId }: { orderId: string; customerId: string },
    city: string,
    time?: Date,
  ): Promise<void> =>
    service.emit(
      'billing.order.updated',
      {
        attributes: { orderId, fieldNames: ['shippingAddress'] },
        context: { orderId, customerId, productIds: [], customFields: {} },
        personal: { shippingAddress: { line1: '7 Elm St', city, country: 'US' } },
      },
      undefined,
      time,
    );
  const cityOf = ({ shipTo }: FulfillmentView): string | undefined => shipTo.address?.city;
  const goesTo = (id: string, city: string): Promise<FulfillmentView> =>
    eventually(`the parcel goes to ${city}`, async () => {
      const view = await service.view(id);
      return cityOf(view) === city ? view : undefined;
    });
  const citiesSent = (id: string): unknown[] =>
    service.double
      .of(id)
      .map(({ data }) => (data as { shipTo: { address: { city: string } } }).shipTo.address.city);
  /** One that its house did not take yet, held by an agent. */
  const held = async (): Promise<FulfillmentView> => {
    service.double.status = 503;
    const { id } = await service.ordered();
    await eventually('the first try is over', async () => {
      const [sending] = (await service.view(id)).sendings;
      return sending?.lastStatus === 503 && sending.nextTryAt !== undefined;
    });
    const view = await service.caller.call(HoldFulfillment, { id });
    service.double.status = 202;
    return view;
  };

  it('has its parcel go there, if it was not sent yet, and tells so', async () => {
    const made = await held();
    await emitMove(made, 'Salem');
    await goesTo(made.id, 'Salem');
    await service.caller.call(ReleaseFulfillment, { id: made.id });
    await service.becomes(made.id, 'pending');
    expect(citiesSent(made.id).at(-1)).toBe('Salem');
    expect(await service.typesOf(made.id)).toEqual([
      'fulfillment.held',
      'fulfillment.updated',
      'fulfillment.released',
      'export.succeeded',
    ]);
    const updated = (await service.factsOf(made.id)).find(({ type }) => type.endsWith('.updated'));
    expect(updated?.data).toMatchObject({
      attributes: { orderId: made.orderId, fieldNames: ['shippingAddress'] },
      context: { customerId: made.customerId },
    });
    expect(JSON.stringify(updated)).not.toContain('Salem');
  });

  it('is sent anew under another id where the house may have got the old address', async () => {
    service.double.status = 503;
    const { id, orderId, customerId } = await service.ordered();
    await eventually('a try is over', async () => (await service.view(id)).sendings[0]?.lastStatus === 503);
    service.double.status = 202;
    await emitMove({ orderId, customerId }, 'Salem');
    const view = await service.becomes(id, 'pending');
    expect(cityOf(view)).toBe('Salem');
    expect(view.sendings.map(({ status }) => status)).toEqual(['dropped', 'done']);
    expect(citiesSent(id).at(-1)).toBe('Salem');
  });

  it('leaves alone what was sent; what is sent again, or reshipped, goes to the new address', async () => {
    const made = await service.ordered();
    await service.becomes(made.id, 'pending');
    await emitMove(made, 'Salem');
    // Events are taken in turn: with the next order's, this one was.
    await service.ordered();
    expect(cityOf(await service.view(made.id))).toBe('Springfield');
    expect(await service.typesOf(made.id)).toEqual(['export.succeeded']);

    await service.post('address_hold', made.id);
    await service.becomes(made.id, 'address_hold');
    const released = await service.caller.call(ReleaseFulfillment, { id: made.id });
    expect(cityOf(released)).toBe('Salem');
    await eventually('it is sent again', () => citiesSent(made.id).at(-1) === 'Salem');

    await service.post('shipped', made.id, { trackingNumber: '1Z' }, 1_000);
    await service.becomes(made.id, 'shipped');
    await emitMove(made, 'Dover');
    await service.ordered();
    expect(cityOf(await service.view(made.id))).toBe('Salem');
    const again = await service.caller.call(ReshipFulfillment, { id: made.id, reason: 'Lost' });
    expect(cityOf(again)).toBe('Dover');
  });

  it('goes where the latest word says, in whatever order words come', async () => {
    const order = { orderId: newId(), customerId: newId() };
    const now = clock.now().getTime();
    await emitMove(order, 'Latest', new Date(now + 60_000));
    await emitMove(order, 'Earlier', new Date(now + 30_000));
    await service.complete(order.orderId, newId(), order.customerId);
    const { id } = await service.ofOrder(order.orderId);
    expect(cityOf(await service.view(id))).toBe('Latest');

    const before = { orderId: newId(), customerId: newId() };
    await emitMove(before, 'Partial', new Date(now - 60_000));
    await service.complete(before.orderId, newId(), before.customerId);
    expect(cityOf(await service.view((await service.ofOrder(before.orderId)).id))).toBe('Springfield');
  });

  it('reaches what was not sent at once, also a reshipment, and says what can be done about the rest', async () => {
    const [unsent, sent] = [await held(), await service.ordered()];
    await service.becomes(sent.id, 'pending');
    const readdress = ({ orderId, customerId }: FulfillmentView, city: string) =>
      service.caller.call(ReaddressOrder, {
        id: orderId,
        customerId,
        address: { line1: '7 Elm St', city, country: 'US' },
        asOf: clock.now().toISOString(),
      });
    expect(await readdress(unsent, 'Salem')).toEqual({
      fulfillments: [{ fulfillmentId: unsent.id, status: 'hold', outcome: 'changed', offers: [] }],
    });
    expect(cityOf(await service.view(unsent.id))).toBe('Salem');
    expect(await readdress(sent, 'Salem')).toMatchObject({
      fulfillments: [{ fulfillmentId: sent.id, outcome: 'sent', offers: ['cancel'] }],
    });
    await service.post('shipped', sent.id, { trackingNumber: '1Z' });
    expect(await readdress(sent, 'Dover')).toMatchObject({
      fulfillments: [{ outcome: 'sent', offers: ['reship', 'rma'] }],
    });
    const again = await service.caller.call(ReshipFulfillment, { id: sent.id, reason: 'Moved' });
    expect(cityOf(again)).toBe('Dover');
  });
});

import {
  CancelOrder,
  ChangeOrder,
  CreateCustomField,
  newId,
  ReaddressOrder,
  ReadOrder,
  type CustomFieldView,
  type OrderView,
} from '@daybook/contracts';
import { wire } from '@daybook/messaging';
import { testActor } from '@daybook/testing';
import { headers } from 'nats';
import { address, BillingFixture, type Shop } from '../testing/billing-fixture';

describe('A change of an order', () => {
  let billing: BillingFixture;
  let shop: Shop;
  let color: CustomFieldView;
  let size: CustomFieldView;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
    const define = (name: string, changes: object) =>
      billing.caller.call(CreateCustomField, { name, campaignIds: [shop.campaignId], ...changes });
    color = await define('Color', { type: 'choice', choices: ['Red', 'Blue'] });
    size = await define('Size', { type: 'number', required: true });
  }, 60_000);
  afterAll(() => billing.stop());

  const sold = () =>
    billing.order(billing.orderInput(shop, { customFields: { Size: '3', source: 'radio' } }));
  const change = (order: OrderView, changes: object, ifMatch = order.version) =>
    billing.caller.call(ChangeOrder, { id: order.id, ...changes }, testActor(), { ifMatch });
  const refusal = (order: OrderView, changes: object, ifMatch = order.version) =>
    billing.caller.refusal(ChangeOrder, { id: order.id, ...changes }, testActor(), { ifMatch });
  const changesOf = async (order: OrderView) =>
    (await billing.eventsOf(order.id)).filter(({ type }) => type === 'billing.order.updated');

  it('tells each custom field that was set, with its value, and those alone', async () => {
    const order = await sold();
    const changed = await change(order, { customFields: { color: 'Blue', Size: '03.0', source: null } });
    expect(changed.customFields).toEqual({ Size: '3', [color.name]: 'Blue' });
    expect(await changesOf(order)).toMatchObject([
      {
        actorname: 'admin',
        data: {
          attributes: {
            orderId: order.id,
            fieldNames: ['Color', 'source'],
            customFieldsSet: { Color: 'Blue' },
          },
          context: { customFields: { Size: '3', Color: 'Blue' } },
        },
      },
    ]);
  });

  it('that changes nothing tells nothing', async () => {
    const order = await sold();
    const same = { customFields: { Size: '3.00' }, shippingAddress: address };
    expect(await change(order, same)).toEqual(order);
    expect(await change(order, {})).toEqual(order);
    expect(await changesOf(order)).toEqual([]);
  });

  it('gives an order another address, which stands in the personal part alone', async () => {
    const order = await sold();
    const other = { ...address, line1: '99 Elm Street' };
    expect((await change(order, { shippingAddress: other })).shippingAddress).toEqual(other);
    const [event] = await changesOf(order);
    expect(event?.data.attributes).toEqual({ orderId: order.id, fieldNames: ['shippingAddress'] });
    expect(event?.data.personal).toEqual({ name: 'Ada Lovelace', shippingAddress: other });
  });

  it('tells fulfillment before it is answered, and answers what became of the parcels', async () => {
    const order = await sold();
    const fulfillments = [{ fulfillmentId: newId(), status: 'pending', outcome: 'sent', offers: ['cancel'] }];
    const replies = headers();
    replies.set(wire.status, '200');
    const heard: unknown[] = [];
    const { connection } = billing.caller;
    const answering = connection.subscribe(ReaddressOrder.subject, {
      callback: (_error, message) => {
        heard.push(message.json());
        message.respond(JSON.stringify({ fulfillments }), { headers: replies });
      },
    });
    const other = { ...address, line1: '99 Elm Street' };
    const changed = await change(order, { shippingAddress: other });
    answering.unsubscribe();
    expect(changed).toMatchObject({ shippingAddress: other, fulfillments });
    const [event] = await changesOf(order);
    expect(heard).toEqual([
      { id: order.id, customerId: order.customerId, address: other, asOf: event?.time },
    ]);
    expect(await change(changed, { customFields: { Size: '4' } })).not.toHaveProperty('fulfillments');
  });

  it('is refused with its fault, and nothing is changed', async () => {
    const order = await sold();
    expect(await refusal(order, { customFields: { Color: 'Green' } })).toBe('billing.custom_field_invalid');
    expect(await refusal(order, { customFields: { [size.name]: null } })).toBe(
      'billing.custom_field_invalid',
    );
    expect(await refusal(order, { customFields: { Nonsense: 'x' } })).toBe('billing.custom_field_invalid');
    expect(await refusal(order, { customFields: { Color: 7 } })).toBe('request.malformed');
    expect(await refusal(order, { customFields: { Color: '4242 4242 4242 4242' } })).toBe(
      'request.malformed',
    );
    expect(
      await refusal(order, {
        customFields: { Color: 'Red' },
        shippingAddress: { ...address, country: 'SE' },
      }),
    ).toBe('billing.country_not_served');
    expect(await refusal(order, { customFields: { Color: 'Red' } }, order.version + 1)).toBe('request.stale');
    expect(await billing.caller.refusal(ChangeOrder, { id: order.id })).toBe('request.version_required');
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toEqual(order);
    expect(await changesOf(order)).toEqual([]);
  });

  it('lets a cancelled order have fields, and no other address', async () => {
    const order = await sold();
    const cancelled = await billing.caller.call(CancelOrder, { id: order.id, reason: 'Changed their mind' });
    expect(await refusal(cancelled, { shippingAddress: { ...address, line1: '1 Elm Street' } })).toBe(
      'billing.order_not_open',
    );
    expect((await change(cancelled, { customFields: { Color: 'Red' } })).customFields.Color).toBe('Red');
  });

  it('is for those who may change orders, of campaigns of their own', async () => {
    const order = await sold();
    const rep = testActor({ accessLevel: 'sales_rep', username: 'rep', campaignIds: [shop.campaignId] });
    const elsewhere = testActor({
      accessLevel: 'cs_agent',
      username: 'agent',
      campaignIds: [shop.shipmentCampaignId],
    });
    const asked = { id: order.id, customFields: { Color: 'Red' } };
    const at = { ifMatch: order.version };
    expect(await billing.caller.refusal(ChangeOrder, asked, rep, at)).toBe('request.forbidden');
    expect(await billing.caller.refusal(ChangeOrder, asked, elsewhere, at)).toBe('billing.not_found');
    expect(await billing.caller.refusal(ChangeOrder, { ...asked, id: newId() }, testActor(), at)).toBe(
      'billing.not_found',
    );
  });

  describe('that cancels it with a refund', () => {
    const agent = (refundLimit: string) =>
      testActor({
        accessLevel: 'cs_agent',
        username: 'agent',
        id: newId(),
        refundLimit: { amount: refundLimit, currency: 'USD' },
      });
    const cancel = { reason: 'Ordered twice', refund: true };

    it('gives back what was paid for it, settled or not', async () => {
      for (const settled of [false, true]) {
        const order = await sold();
        if (settled) billing.processor.settle();
        const cancelled = await billing.caller.call(CancelOrder, { id: order.id, ...cancel }, agent('100'));
        expect(cancelled).toMatchObject({
          status: settled ? 'refunded' : 'voided',
          cancelReason: 'Ordered twice',
        });
        expect((await billing.typesOf(order.id)).slice(-2)).toEqual([
          'billing.order.cancelled',
          settled ? 'billing.refund.succeeded' : 'billing.transaction.voided',
        ]);
      }
    });

    it('is refused, and nothing is cancelled, where the money cannot go back', async () => {
      const order = await sold();
      const refused = (id: string, actor = testActor()) =>
        billing.caller.refusal(CancelOrder, { id, ...cancel }, actor);
      expect(await refused(order.id, agent('1'))).toBe('billing.refund_limit_exceeded');
      const key = testActor({ accessLevel: 'api_user', type: 'api', scopes: ['orders.change'] });
      expect(await refused(order.id, key)).toBe('request.forbidden');
      const free = await billing.order(billing.orderInput(shop, { status: 'partial' }));
      expect(await refused(free.id)).toBe('billing.not_chargeable_back');
      expect((await billing.caller.call(ReadOrder, { id: order.id })).status).toBe('complete');
    });
  });
});

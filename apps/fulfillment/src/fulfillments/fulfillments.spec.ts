import {
  AnnounceReturn,
  CancelFulfillment,
  ChangeFulfillmentItem,
  FreezeFulfillment,
  GetFulfillment,
  HoldFulfillment,
  ListCustomerFulfillments,
  ListFulfillments,
  ListOrderFulfillments,
  newId,
  ReceiveReturn,
  ReleaseFulfillment,
  ReshipFulfillment,
  ThawFulfillment,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually, testActor } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

describe('The fulfillment service', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  });

  afterAll(() => service?.stop());

  afterEach(() => {
    service.double.status = 202;
    clock.set(new Date());
  });

  describe('an order', () => {
    it('becomes one fulfillment, which its house gets signed and once, and the export is recorded', async () => {
      const made = await service.ordered();
      const pending = await service.becomes(made.id, 'pending');
      expect(pending).toMatchObject({
        orderNumber: '1001',
        houseName: 'acme',
        items: [{ sku: 'VC-1', quantity: 3 }],
        shipTo: { name: 'Ada', address: { city: 'Springfield' } },
        sendings: [{ type: 'fulfillment.order', status: 'done', attempts: 1, lastStatus: 202 }],
      });
      expect(service.double.of(made.id)).toMatchObject([
        { data: { orderNumber: '1001', items: [{ sku: 'VC-1', quantity: 3 }] } },
      ]);
      expect(await service.factsOf(made.id)).toMatchObject([
        {
          type: 'fulfillment.export.succeeded',
          data: {
            attributes: { attempts: 1, houseName: 'acme', responseStatus: 202 },
            context: { customFields: { Source: 'TV' } },
          },
        },
      ]);
    });

    it('makes no second fulfillment when its event comes again, and none when nothing is to be shipped', async () => {
      const [orderId, other] = [newId(), newId()];
      await service.complete(orderId, newId(), newId());
      await service.complete(orderId, newId(), newId());
      await service.complete(other, newId(), newId(), false);
      await service.ordered();
      expect((await service.caller.call(ListOrderFulfillments, { id: orderId })).items).toHaveLength(1);
      expect((await service.caller.call(ListOrderFulfillments, { id: other })).items).toEqual([]);
    });

    it('that is cancelled asks the house to cancel, and was never sent where that came first', async () => {
      const made = await service.ordered();
      await service.becomes(made.id, 'pending');
      await service.emit('billing.order.cancelled', {
        context: { orderId: made.orderId, productIds: [], customFields: {} },
      });
      await eventually(
        'the house is asked',
        () => service.double.of(made.id, 'fulfillment.cancel').length === 1,
      );

      const orderId = newId();
      await service.emit('billing.order.cancelled', {
        context: { orderId, productIds: [], customFields: {} },
      });
      const late = await service.ordered({ orderId });
      expect(late).toMatchObject({ status: 'cancelled', sendings: [{ status: 'dropped', attempts: 0 }] });
      expect(await service.typesOf(late.id)).toEqual(['fulfillment.cancelled']);
    });
  });

  describe('sending', () => {
    it('is tried again on the schedule of the standard under the same id, and given up after the last', async () => {
      service.double.status = 503;
      const made = await service.ordered();
      for (let attempt = 1; attempt < 10; attempt++) {
        const waiting = await eventually(`try ${attempt} is over`, async () => {
          const [sending] = (await service.view(made.id)).sendings;
          expect(sending).toMatchObject({ attempts: attempt, lastStatus: 503, status: 'waiting' });
          return sending?.nextTryAt;
        });
        clock.set(new Date(waiting));
      }
      await eventually(
        'it is given up',
        async () => (await service.view(made.id)).sendings[0]?.status === 'failed',
      );
      expect(await service.view(made.id)).toMatchObject({ status: 'hold', held: true });
      expect(await service.factsOf(made.id)).toMatchObject([
        { type: 'fulfillment.export.failed', data: { attributes: { attempts: 10, responseStatus: 503 } } },
      ]);

      service.double.status = 200;
      clock.set(new Date());
      await service.caller.call(ReleaseFulfillment, { id: made.id, note: 'The house is back' });
      await service.becomes(made.id, 'pending');
      expect(await service.typesOf(made.id)).toEqual([
        'export.failed',
        'fulfillment.released',
        'export.succeeded',
      ]);
    });

    it('is done once by several replicas', async () => {
      const second = await service.replica();
      const made = await Promise.all(Array.from({ length: 12 }, () => service.ordered()));
      for (const each of made) await service.becomes(each.id, 'pending');
      expect(made.map((each) => service.double.of(each.id).length)).toEqual(made.map(() => 1));
      await second.stop();
    });

    it('is repeated once when the house fails the order', async () => {
      const made = await service.ordered();
      await service.becomes(made.id, 'pending');
      await service.post('failed', made.id, { reason: 'out of stock' });
      await eventually('it is sent again', () => service.double.of(made.id).length === 2);
      await service.becomes(made.id, 'pending');
      const [first, again] = service.double.of(made.id);
      expect(again?.webhookId).not.toBe(first?.webhookId);
      await service.post('failed', made.id, { reason: 'still out of stock' });
      expect(await service.view(made.id)).toMatchObject({
        status: 'failed',
        sendings: [{ status: 'done' }, { status: 'done' }],
      });
      expect(await service.typesOf(made.id)).toEqual([
        'export.succeeded',
        'fulfillment.failed',
        'export.succeeded',
        'fulfillment.failed',
      ]);
    });
  });

  describe('people', () => {
    it('hold a fulfillment before it is sent, change it, and release it', async () => {
      service.double.status = 503;
      const made = await service.ordered();
      await eventually(
        'a try is over',
        async () => (await service.view(made.id)).sendings[0]?.lastStatus === 503,
      );
      const held = await service.caller.call(HoldFulfillment, { id: made.id, note: 'Customer calls back' });
      expect(held).toMatchObject({ status: 'hold', held: true, sendings: [{ status: 'dropped' }] });
      expect(await service.caller.refusal(HoldFulfillment, { id: made.id })).toBe(
        'fulfillment.state_forbids',
      );

      const itemId = made.items[0]?.id;
      expect(await service.caller.refusal(ChangeFulfillmentItem, { id: made.id, itemId, quantity: 4 })).toBe(
        'fulfillment.item_exceeds_order',
      );
      await service.caller.call(ChangeFulfillmentItem, { id: made.id, itemId, quantity: 2 });
      service.double.status = 200;
      await service.caller.call(ReleaseFulfillment, { id: made.id });
      await service.becomes(made.id, 'pending');
      expect(service.double.of(made.id)[0]?.data.items).toMatchObject([{ quantity: 2 }]);
      expect(await service.typesOf(made.id)).toEqual([
        'fulfillment.held',
        'item.updated',
        'fulfillment.released',
        'export.succeeded',
      ]);
      expect((await service.factsOf(made.id))[0]).toMatchObject({
        actortype: 'user',
        data: { personal: { text: 'Customer calls back' } },
      });
    });

    it('freeze and thaw; an agent may not thaw', async () => {
      const made = await service.ordered();
      await service.becomes(made.id, 'pending');
      await service.caller.call(FreezeFulfillment, { id: made.id, reason: 'Fraud suspected' });
      await service.post('accepted', made.id);
      expect(await service.view(made.id)).toMatchObject({ status: 'frozen', unexpected: false });
      const agent = testActor({ accessLevel: 'cs_agent', username: 'agent' });
      expect(await service.caller.refusal(ThawFulfillment, { id: made.id }, agent)).toBe('request.forbidden');
      expect(await service.caller.call(ThawFulfillment, { id: made.id })).toMatchObject({
        status: 'pending_shipment',
      });
    });

    it('cancel what the house does not know at once, and else by asking the house', async () => {
      const made = await service.ordered();
      await service.becomes(made.id, 'pending');
      const asked = await service.caller.call(CancelFulfillment, {
        id: made.id,
        reason: 'Changed their mind',
      });
      expect(asked.status).toBe('pending');
      await eventually(
        'the house is asked',
        () => service.double.of(made.id, 'fulfillment.cancel').length === 1,
      );
      await service.post('cancelled', made.id);
      expect(await service.view(made.id)).toMatchObject({ status: 'cancelled', unexpected: false });
      expect(await service.caller.refusal(CancelFulfillment, { id: made.id, reason: 'Again' })).toBe(
        'fulfillment.state_forbids',
      );
      expect(await service.typesOf(made.id)).toContain('fulfillment.cancelled');
    });

    it('learn at once when the house refuses to cancel', async () => {
      const made = await service.ordered();
      await service.becomes(made.id, 'pending');
      service.double.status = 409;
      await service.caller.call(CancelFulfillment, { id: made.id, reason: 'Changed their mind' });
      await eventually('it is known', async () =>
        (await service.typesOf(made.id)).includes('fulfillment.cancel_failed'),
      );
      expect((await service.view(made.id)).status).toBe('pending');
    });

    it('announce and enter a return, and reship as a new fulfillment', async () => {
      const made = await service.ordered();
      await service.becomes(made.id, 'pending');
      expect(await service.caller.refusal(AnnounceReturn, { id: made.id, reason: 'Too late' })).toBe(
        'fulfillment.state_forbids',
      );
      await service.post('shipped', made.id, { trackingNumber: 'T1' });
      const announced = await service.caller.call(AnnounceReturn, {
        id: made.id,
        reason: 'Broken',
        expectedOn: '2026-12-01',
      });
      expect(announced).toMatchObject({
        status: 'rma_pending',
        rmaNumber: expect.stringMatching(/^RMA-/) as string,
      });
      expect((await service.caller.call(ReceiveReturn, { id: made.id })).status).toBe('returned');
      const again = await service.caller.call(
        ReshipFulfillment,
        { id: made.id, reason: 'Broken' },
        undefined,
        { idempotencyKey: 'k' },
      );
      expect(again).toMatchObject({ reshipmentOf: made.id, orderId: made.orderId, status: 'hold' });
      await service.becomes(again.id, 'pending');
      expect((await service.caller.call(ListOrderFulfillments, { id: made.orderId })).items).toHaveLength(2);
      expect(await service.typesOf(made.id)).toEqual([
        'export.succeeded',
        'fulfillment.shipped',
        'rma.pending',
        'rma.returned',
        'fulfillment.reshipped',
      ]);
    });

    it('see the fulfillments of their own campaigns only', async () => {
      const [campaignId, customerId] = [newId(), newId()];
      const made = await service.ordered({ campaignId, customerId });
      const mine = testActor({ accessLevel: 'sales_rep', campaignIds: [campaignId] });
      const other = testActor({ accessLevel: 'sales_rep', campaignIds: [newId()] });
      expect(
        (await service.caller.call(ListCustomerFulfillments, { id: customerId }, mine)).items,
      ).toHaveLength(1);
      expect((await service.caller.call(ListCustomerFulfillments, { id: customerId }, other)).items).toEqual(
        [],
      );
      expect((await service.caller.call(ListFulfillments, {}, other)).items).toEqual([]);
      expect(await service.caller.refusal(GetFulfillment, { id: made.id }, other)).toBe(
        'fulfillment.not_found',
      );
    });

    it('page through the list, and are told when somebody was quicker', async () => {
      for (let each = 0; each < 3; each++) await service.ordered();
      const first = await service.caller.call(ListFulfillments, { limit: 2 });
      const second = await service.caller.call(ListFulfillments, { limit: 2, cursor: first.nextCursor });
      expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
      const made = await service.ordered();
      await service.becomes(made.id, 'pending');
      expect(
        await service.caller.refusal(FreezeFulfillment, { id: made.id, reason: 'Fraud' }, undefined, {
          ifMatch: 1,
        }),
      ).toBe('request.stale');
    });
  });
});

import { randomUUID } from 'node:crypto';
import type {
  CustomerView,
  FulfillmentView,
  IntakeRejectionView,
  OrderView,
  Page,
  Problem,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { EngineClient } from '../../deploy/clients/engine-client';
import { HouseClient } from '../../deploy/clients/house-client';
import { HttpClient } from '../../deploy/clients/http-client';
import { forged, signedWebhook, type PostedWebhook } from './forged-webhooks';
import { systemUnderTest } from './system-address';
import { Seller } from './seller';

const FORGED = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 10_000 : 330;

describe('Rubbish from outside', () => {
  let seller: Seller;
  let other: Seller;
  let customer: CustomerView;
  let order: OrderView;
  let engine: EngineClient;
  let house: HouseClient;

  /** All that the report shows of this seller's customer: what must not move. */
  const shown = async (): Promise<unknown> => ({
    counts: await seller.counts(customer.id),
    totals: await seller.totals(),
  });

  beforeAll(async () => {
    const system = systemUnderTest();
    [seller, other] = [await Seller.setUp(system), await Seller.setUp(system)];
    customer = await seller.createCustomer(`Cleo Rubbish ${seller.mark}`);
    order = await seller.order(customer);
    engine = await EngineClient.connect(system.natsUrl, seller.engine);
    house = new HouseClient(system.urls.gateway, seller.house);
    await eventually('all that follows from the order is shown', async () => {
      expect(await seller.counts(customer.id)).toMatchObject({
        'billing.order.completed': 1,
        'customers.email.sent': 1,
        'fulfillment.export.succeeded': 1,
        'fulfillment.fulfillment.accepted': 1,
      });
      return true;
    });
  });

  afterAll(async () => {
    await engine?.close();
  });

  describe('over HTTP', () => {
    const refusal = async (
      method: string,
      path: string,
      sending: object = {},
      client = seller.admin,
    ): Promise<[number, string]> => {
      const { status, body } = await client.try<Problem>(method, path, sending);
      return [status, body.code];
    };

    it('is refused with a code, and with every wrong and unknown field by name', async () => {
      const { status, body, headers } = await seller.admin.try<Problem>('POST', '/customers', {
        body: { name: 7, emails: [{ address: 'nobody' }], nickname: 'C' },
      });
      expect(status).toBe(400);
      expect(headers.get('content-type')).toMatch('application/problem+json');
      expect(body).toMatchObject({
        code: 'request.malformed',
        status: 400,
        requestId: expect.any(String) as string,
      });
      expect(body.errors?.map((error) => error.field)).toEqual(
        expect.arrayContaining(['name', 'emails.0.address', 'nickname']),
      );
    });

    it('is refused when it is no JSON, too large, of another kind, or not signed in', async () => {
      expect(await refusal('POST', '/customers', { raw: '{"name":' })).toEqual([400, 'request.not_json']);
      expect(await refusal('POST', '/customers', { body: { name: 'x'.repeat(1_100_000) } })).toEqual([
        413,
        'request.too_large',
      ]);
      expect(
        await refusal('POST', '/customers', { raw: 'name=x', headers: { 'content-type': 'text/plain' } }),
      ).toEqual([415, 'request.media_type_unsupported']);
      const nobody = new HttpClient(seller.admin.base);
      expect(await refusal('GET', '/customers', {}, nobody)).toEqual([401, 'request.unauthenticated']);
      const forged = new HttpClient(seller.admin.base, { authorization: 'Bearer e30.e30.e30' });
      expect((await refusal('GET', '/customers', {}, forged))[0]).toBe(401);
      expect(await refusal('GET', '/nothing-here')).toEqual([404, 'gateway.route_unknown']);
    });

    it('is refused where a key, a version or a token would be needed', async () => {
      expect(await refusal('POST', '/orders', { body: seller.orderOf(customer) })).toEqual([
        400,
        'request.idempotency_required',
      ]);
      expect(
        await refusal('PATCH', `/customers/${customer.id}`, { body: { name: 'Cleo' }, ifMatch: 99 }),
      ).toEqual([412, 'request.stale']);
      const body = { text: 'My card is 4242 4242 4242 4242' };
      expect(await refusal('POST', `/customers/${customer.id}/notes`, { body })).toEqual([
        422,
        'request.card_number',
      ]);
      expect((await refusal('GET', `/customers/${randomUUID()}`))[0]).toBe(404);
    });

    it('is refused where it names somebody who is no customer, and nobody is charged', async () => {
      const body = seller.orderOf({ id: randomUUID(), name: 'Nobody' });
      expect(await refusal('POST', '/orders', { body, idempotencyKey: randomUUID() })).toEqual([
        422,
        'billing.unknown_reference',
      ]);
    });

    it('is refused under the key of another request', async () => {
      const key = randomUUID();
      await seller.admin.post(`/customers/${customer.id}/notes`, { text: 'first' }, key);
      expect(
        await refusal('POST', `/customers/${customer.id}/notes`, {
          body: { text: 'second' },
          idempotencyKey: key,
        }),
      ).toEqual([422, 'request.idempotency_conflict']);
      await eventually(
        'the first is shown',
        async () => (await seller.counts(customer.id))['customers.note.added'] === 1,
      );
    });
  });

  describe('from an engine', () => {
    const rejected = async (type: string, payload: string, code: string): Promise<void> => {
      expect(await engine.blurt(type, payload)).toMatchObject({ outcome: 'rejected', code });
      const { items } = await seller.admin.get<Page<IntakeRejectionView>>(
        `/intake/rejections?engine=${seller.engine.name}`,
      );
      expect(items[0]).toMatchObject({ code, engine: seller.engine.name });
      const kept = await seller.admin.get<IntakeRejectionView>(`/intake/rejections/${items[0]?.id}`);
      expect(kept).toMatchObject({ size: payload.length, payload: payload.slice(0, 64 * 1024) });
    };

    it('is kept with its reason, answered with a receipt, and changes nothing', async () => {
      const before = await shown();
      const purchase = await seller.purchaseOf(customer.id);
      const good = engine.event('rebill.succeeded', seller.rebill(purchase.id));
      const said = (changes: object): string => JSON.stringify({ ...good, id: randomUUID(), ...changes });
      await rejected('rebill.succeeded', 'not JSON at all', 'intake.not_json');
      await rejected('rebill.succeeded', '{"specversion":"1.0"}', 'intake.not_cloudevent');
      await rejected('rebill.failed', said({}), 'intake.type_mismatch');
      await rejected('rebill.dreamt', said({ type: 'rebill.dreamt', data: {} }), 'intake.unknown_type');
      await rejected(
        'rebill.succeeded',
        said({ data: { ...seller.rebill(purchase.id), amount: 39.9 } }),
        'intake.invalid',
      );
      await rejected(
        'rebill.succeeded',
        said({ data: { ...seller.rebill(purchase.id), mood: 'good' } }),
        'intake.unknown_field',
      );
      await rejected('rebill.succeeded', said({ time: '2020-01-01T00:00:00Z' }), 'intake.time_out_of_range');
      const foreign = await other.createCustomer(`Dora Foreign ${other.mark}`);
      await other.order(foreign);
      const theirs = await other.purchaseOf(foreign.id);
      await rejected('rebill.succeeded', said({ data: other.rebill(theirs.id) }), 'intake.not_your_purchase');
      expect(await shown()).toEqual(before);
    });

    it('cannot be published on the subjects of another engine, and is kept when it is too large', async () => {
      await expect(engine.publish('rebill.succeeded', '{}', other.engine.name)).rejects.toThrow();
      const large = JSON.stringify(engine.event('rebill.succeeded', { text: 'x'.repeat(70_000) }));
      await rejected('rebill.succeeded', large, 'intake.too_large');
    });
  });

  describe('from a fulfillment house', () => {
    it('is refused with a code, and nothing else moves', async () => {
      const fulfillment = await seller.fulfillmentOf(order.id);
      const before = await shown();
      const reported = async (
        answer: Promise<{ status: number; body: { code?: string } }>,
      ): Promise<unknown[]> => {
        const { status, body } = await answer;
        return [status, body.code];
      };
      const shipped = (oddity: object): Promise<unknown[]> =>
        reported(house.shipped(fulfillment.id, 'X1', oddity));
      const wrong = `whsec_${Buffer.from('another secret of 24 byte').toString('base64')}`;
      expect(await shipped({ secret: wrong })).toEqual([401, 'fulfillment.webhook_signature_invalid']);
      expect(await shipped({ signedAt: new Date(Date.now() - 6 * 60_000) })).toEqual([
        401,
        'fulfillment.webhook_timestamp_stale',
      ]);
      expect(await shipped({ house: 'nobody' })).toEqual([404, 'fulfillment.house_unknown']);
      expect(await reported(house.post('not JSON'))).toEqual([400, 'fulfillment.webhook_not_json']);
      const event = {
        type: 'fulfillment.shipped',
        timestamp: new Date().toISOString(),
        data: { fulfillmentId: 7 },
      };
      expect(await reported(house.post(JSON.stringify(event)))).toEqual([400, 'fulfillment.webhook_invalid']);
      expect(await reported(house.post(JSON.stringify({ ...event, type: 'fulfillment.eaten' })))).toEqual([
        400,
        'fulfillment.webhook_type_unknown',
      ]);
      expect((await house.post(JSON.stringify({ text: 'x'.repeat(70_000) }))).status).toBe(413);
      expect(await shown()).toEqual(before);
      const kept = await seller.admin.get<Page<{ code: string; houseName: string }>>(
        '/webhooks/rejections?limit=200',
      );
      expect(
        kept.items
          .filter((item) => item.houseName === seller.house.name)
          .map((item) => item.code)
          .sort(),
      ).toEqual([
        'fulfillment.webhook_invalid',
        'fulfillment.webhook_not_json',
        'fulfillment.webhook_type_unknown',
      ]);
    });

    it('is taken by none of many that are forged, stale, cut short or signed anew, and by the genuine one', async () => {
      // The house has verified our order with the reference implementation, or it would not be here.
      const sent = await seller.order(await seller.createCustomer(`Fay Forged ${seller.mark}`));
      const path = `/fulfillments/${(await seller.fulfillmentOf(sent.id)).id}`;
      const shown = (): Promise<FulfillmentView> => seller.admin.get<FulfillmentView>(path);
      const pending = await eventually('the house has it', async () => {
        const view = await shown();
        return view.status === 'pending_shipment' ? view : undefined;
      });
      const body = JSON.stringify({
        type: 'fulfillment.shipped',
        timestamp: new Date().toISOString(),
        data: { fulfillmentId: pending.id, trackingNumber: 'X2' },
      });
      const { webhookSecret: secret, webhookPath } = seller.house;
      const post = async ({ headers, body: raw }: PostedWebhook): Promise<number> =>
        (await fetch(`${seller.admin.base}${webhookPath}`, { method: 'POST', headers, body: raw })).status;
      const genuine = signedWebhook(secret, `msg_genuine_${seller.mark}`, body);
      const waiting = forged(genuine, FORGED, secret);
      const taken: string[] = [];
      const hand = async (): Promise<void> => {
        for (const webhook of waiting) {
          const status = await post(webhook);
          if (status !== 401) taken.push(`${webhook.way} → ${status}`);
        }
      };
      await Promise.all(Array.from({ length: 4 }, hand));
      expect(taken).toEqual([]);
      expect((await shown()).messages).toEqual(pending.messages);
      // As long as the forging took, the genuine one may be as old.
      const fresh = signedWebhook(secret, `msg_genuine_${seller.mark}`, body);
      expect([await post(fresh), await post(fresh)]).toEqual([202, 202]);
      await eventually('it is applied', async () => (await shown()).status === 'shipped');
    }, 300_000);
  });
});

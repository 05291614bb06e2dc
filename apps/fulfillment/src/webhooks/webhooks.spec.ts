import {
  CreateFulfillmentHouse,
  GetWebhookRejection,
  ListFulfillmentHouses,
  ListFulfillments,
  ListWebhookRejections,
  newId,
  ReceiveFulfillmentWebhook,
  RotateHouseSecrets,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';
import { newSecret } from '../houses/standard-webhook';

describe("A house's webhooks", () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  });

  afterAll(() => service?.stop());

  afterEach(() => clock.set(new Date()));

  const refused = (webhook: object): Promise<string> =>
    service.caller.refusal(ReceiveFulfillmentWebhook, webhook);
  const pending = async () => service.becomes((await service.ordered()).id, 'pending');

  it('lead a parcel to the door, each fact once and at its own time', async () => {
    const { id } = await pending();
    await service.post('accepted', id);
    await service.post('tracking', id, { trackingNumber: 'T1', carrier: 'UPS' }, 1);
    await service.post('shipped', id, { trackingNumber: 'T1', carrier: 'UPS' }, 2);
    await service.post('delivered', id, { trackingNumber: 'T1' }, 3);
    expect(await service.view(id)).toMatchObject({
      status: 'delivered',
      trackingNumber: 'T1',
      carrier: 'UPS',
      unexpected: false,
    });
    const facts = await service.factsOf(id);
    expect(facts.map((fact) => fact.type)).toEqual([
      'fulfillment.export.succeeded',
      'fulfillment.fulfillment.accepted',
      'fulfillment.fulfillment.tracked',
      'fulfillment.fulfillment.shipped',
      'fulfillment.fulfillment.delivered',
    ]);
    expect(facts[3]).toMatchObject({
      actortype: 'system',
      data: {
        attributes: { trackingNumber: 'T1', carrier: 'UPS', houseName: 'acme' },
        context: { orderNumber: '1001', customFields: { Source: 'TV' } },
      },
    });
  });

  it('change nothing when they come ten times, under the same id or another', async () => {
    const { id } = await pending();
    const webhook = service.signed(service.message('shipped', id, { trackingNumber: 'T1' }));
    await Promise.all(Array.from({ length: 10 }, () => service.send(webhook)));
    for (let time = 0; time < 3; time++) await service.post('shipped', id, { trackingNumber: 'T1' }, time);
    await service.post('shipped', id, { trackingNumber: 'T2' });
    expect(await service.typesOf(id)).toEqual([
      'export.succeeded',
      'fulfillment.shipped',
      'fulfillment.shipped',
    ]);
    const { messages } = await service.view(id);
    expect(messages.filter((message) => message.repeated)).toHaveLength(3);
  });

  it('end the same when they come the other way round; what came late is kept and shown', async () => {
    const { id } = await pending();
    await service.post('delivered', id, { trackingNumber: 'T1' }, 30_000);
    await service.post('shipped', id, { trackingNumber: 'T1' }, 20_000);
    await service.post('accepted', id, {}, 10_000);
    const view = await service.view(id);
    expect(view).toMatchObject({ status: 'delivered', unexpected: false });
    expect(view.messages.map(({ type, late }) => [type, late])).toEqual([
      ['sent', false],
      ['accepted', true],
      ['shipped', true],
      ['delivered', false],
    ]);
  });

  it('are taken and marked unexpected where the state did not allow them', async () => {
    const { id } = await pending();
    await service.post('cancelled', id);
    await service.post('shipped', id, { trackingNumber: 'T1' }, 5);
    expect(await service.view(id)).toMatchObject({ status: 'shipped', unexpected: true });
    expect((await service.factsOf(id)).at(-1)).toMatchObject({
      type: 'fulfillment.fulfillment.shipped',
      data: { unexpected: true },
    });
    const listed = await service.caller.call(ListFulfillments, { unexpected: true });
    expect(listed.items.map((item) => item.id)).toEqual([id]);
  });

  it('change items and tell of returns and address holds', async () => {
    const made = await pending();
    const itemId = made.items[0]?.id;
    await service.post('address_hold', made.id, { reason: 'No such street' });
    expect((await service.view(made.id)).status).toBe('address_hold');
    await service.post('item_updated', made.id, { itemId, quantity: 1 }, 1);
    await service.post('shipped', made.id, { trackingNumber: 'T1' }, 2);
    await service.post('returned', made.id, { trackingNumber: 'R1', rmaNumber: 'RMA-7' }, 3);
    expect(await service.view(made.id)).toMatchObject({
      status: 'returned',
      trackingNumber: 'T1',
      rmaNumber: 'RMA-7',
      items: [{ quantity: 1, orderedQuantity: 3 }],
    });
    expect(await service.typesOf(made.id)).toEqual([
      'export.succeeded',
      'fulfillment.address_held',
      'item.updated',
      'fulfillment.shipped',
      'rma.returned',
    ]);
  });

  it('are refused without a trace when they are not genuine', async () => {
    const { id } = await pending();
    const content = service.message('shipped', id);
    const genuine = service.signed(content);
    expect(await refused({ ...genuine, house: 'nobody' })).toBe('fulfillment.house_unknown');
    expect(await refused({ ...genuine, body: `${genuine.body} ` })).toBe(
      'fulfillment.webhook_signature_invalid',
    );
    expect(await refused({ house: 'acme', body: genuine.body })).toBe(
      'fulfillment.webhook_signature_invalid',
    );
    expect(await refused(service.signed(content, {}, newSecret()))).toBe(
      'fulfillment.webhook_signature_invalid',
    );
    const stale = String(Math.floor(clock.now().getTime() / 1000) - 301);
    expect(await refused(service.signed(content, { timestamp: stale }))).toBe(
      'fulfillment.webhook_timestamp_stale',
    );
    expect(await refused(service.signed('x'.repeat(64 * 1024 + 1)))).toBe('fulfillment.webhook_too_large');
    expect(await service.database.query('select from webhook_inbox where fulfillment_id = $1', [id])).toEqual(
      [],
    );
    expect((await service.view(id)).status).toBe('pending');
  });

  it('are kept with the reason when they are genuine but malformed, and answered the same again', async () => {
    const { id } = await pending();
    const cases: [string | object, string][] = [
      ['not json', 'fulfillment.webhook_not_json'],
      ['[]', 'fulfillment.webhook_not_json'],
      ['\0\u0001', 'fulfillment.webhook_not_json'],
      [{ ...service.message('shipped', id), extra: 1 }, 'fulfillment.webhook_invalid'],
      [service.message('shipped', id, { weight: 3 }), 'fulfillment.webhook_invalid'],
      [service.message('shipped', 'not-an-id'), 'fulfillment.webhook_invalid'],
      [service.message('failed', id, { reason: 'a\u0000b' }), 'fulfillment.webhook_invalid'],
      [service.message('item_updated', id, { itemId: newId() }), 'fulfillment.webhook_invalid'],
      [service.message('exploded', id), 'fulfillment.webhook_type_unknown'],
      [service.message('shipped', id, {}, 6 * 60_000), 'fulfillment.webhook_time_out_of_range'],
      [service.message('shipped', id, {}, -91 * 86_400_000), 'fulfillment.webhook_time_out_of_range'],
    ];
    for (const [content, code] of cases) {
      const webhook = service.signed(content);
      expect(await refused(webhook)).toBe(code);
      expect(await refused(webhook)).toBe(code);
    }
    const { items } = await service.caller.call(ListWebhookRejections, { limit: 200 });
    expect(items.map((item) => item.code)).toEqual(cases.map(([, code]) => code).reverse());
    const unknownField = items.find((item) => item.errors.some((fault) => fault.field === 'data.weight'));
    const read = await service.caller.call(GetWebhookRejection, { id: unknownField?.id });
    expect(read).toMatchObject({ houseName: 'acme', body: expect.stringContaining('weight') as string });
    expect(await service.typesOf(id)).toEqual(['export.succeeded']);
  });

  it.each<[string, (about: string) => Buffer]>([
    ['half a surrogate pair', (about) => Buffer.from(about.replace('T1', 'T\\ud8001'))],
    ['half a surrogate pair in a name', (about) => Buffer.from(about.replace('carrier', 'carrier\\udc00'))],
    ['NUL in a name that nobody knows', (about) => Buffer.from(about.replace('carrier', 'x\\u0000'))],
    ['a name twice', (about) => Buffer.from(about.replace('carrier', 'trackingNumber'))],
    ['a byte that is not UTF-8', (about) => Buffer.from(about.replace('T1', 'T\u00ff'), 'latin1')],
    ['NUL as it is', (about) => Buffer.from(about.replace('T1', 'T\0'))],
  ])('change nothing with %s, and are kept byte by byte', async (_what, written) => {
    const { id } = await pending();
    const content = { trackingNumber: 'T1', carrier: 'UPS' };
    const body = written(JSON.stringify(service.message('shipped', id, content)));
    const webhook = service.signed(body);
    const problem: unknown = await service.caller
      .call(ReceiveFulfillmentWebhook, webhook)
      .catch((error: unknown) => error);
    expect(problem).toMatchObject({ status: 400 });
    expect((await service.view(id)).status).toBe('pending');
    expect(await service.typesOf(id)).toEqual(['export.succeeded']);
    const { items } = await service.caller.call(ListWebhookRejections, { limit: 200 });
    const kept = items.find((item) => item.webhookId === webhook.id);
    const read = await service.caller.call(GetWebhookRejection, { id: kept?.id });
    expect(Buffer.from(read.body ?? '', read.bodyEncoding)).toEqual(body);
    // The next one of the same parcel is none the worse for it.
    await service.post('shipped', id, content);
    expect((await service.view(id)).status).toBe('shipped');
  });

  it.each<[string, (about: string) => string]>([
    ['as its tracking number', (about) => about.replace('"T1"', '"4242424242424242"')],
    ['as its carrier, in groups', (about) => about.replace('UPS', '4242  4242\\n4242-4242')],
    ['in a name that nobody knows', (about) => about.replace('"carrier"', '"4242424242424242":1,"carrier"')],
    ['where it is no JSON', (about) => `${about} 4242424242424242`],
  ])(
    'change nothing with a card number %s, and are kept with asterisks in its place',
    async (what, written) => {
      const { id } = await pending();
      const content = { trackingNumber: 'T1', carrier: 'UPS' };
      const webhook = service.signed(written(JSON.stringify(service.message('shipped', id, content))));
      const code = what.includes('no JSON') ? 'fulfillment.webhook_not_json' : 'request.card_number';
      expect([await refused(webhook), await refused(webhook)]).toEqual([code, code]);
      expect((await service.view(id)).status).toBe('pending');
      const { items } = await service.caller.call(ListWebhookRejections, { limit: 200 });
      const kept = items.find((item) => item.webhookId === webhook.id);
      const read = await service.caller.call(GetWebhookRejection, { id: kept?.id });
      expect(read.body).toMatch(/\*{4}/);
      expect(JSON.stringify(read)).not.toMatch(/(4242.{0,4}){2}/);
    },
  );

  it('are not kept with a card number as their id, which would name them', async () => {
    const webhook = service.signed(service.message('shipped', newId()), { id: 'msg_4242424242424242' });
    expect(await refused(webhook)).toBe('request.card_number');
    expect(
      await service.database.query('select from webhook_inbox where webhook_id = $1', [webhook.id]),
    ).toEqual([]);
  });

  it('may have the tracking numbers that carriers give', async () => {
    const numbers = [
      '1Z999AA10123456784',
      '9400100000000000000000',
      '9400 1000 0000 0000 0000 00',
      '794612345678',
    ];
    for (const trackingNumber of [...numbers, '041441760228964', 'RR123456785GB', 'JD014600006281230704']) {
      const { id } = await pending();
      await service.post('shipped', id, { trackingNumber });
      expect(await service.view(id)).toMatchObject({ status: 'shipped', trackingNumber });
    }
  });

  it("are refused about another house's fulfillment", async () => {
    const { id } = await pending();
    const rival = await service.caller.call(CreateFulfillmentHouse, {
      name: 'rival',
      url: service.double.url,
    });
    const webhook = service.signed(service.message('shipped', id), { house: 'rival' }, rival.webhookSecret);
    expect(await refused(webhook)).toBe('fulfillment.webhook_not_yours');
    expect((await service.view(id)).status).toBe('pending');
    expect(
      await service.caller.refusal(CreateFulfillmentHouse, { name: 'rival', url: service.double.url }),
    ).toBe('fulfillment.name_taken');
    expect(JSON.stringify(await service.caller.call(ListFulfillmentHouses, {}))).not.toContain('whsec_');
  });

  it('may be signed with the old secret while secrets change, and not longer', async () => {
    const old = service.house.webhookSecret;
    const rotated = await service.caller.call(RotateHouseSecrets, { id: service.house.id, overlapHours: 1 });
    const { id } = await pending();
    await service.post('accepted', id);
    service.house = rotated;
    await service.post('tracking', id, { trackingNumber: 'T1' }, 1);
    service.double.secret = rotated.orderSecret;
    clock.advance(3_600_001);
    expect(await refused(service.signed(service.message('shipped', id), {}, old))).toBe(
      'fulfillment.webhook_signature_invalid',
    );
    await service.post('shipped', id, { trackingNumber: 'T1' });
    expect((await service.view(id)).status).toBe('shipped');
  });
});

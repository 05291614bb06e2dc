import {
  ListIntakeRejections,
  newId,
  ReadIntakeRejection,
  ReplayIntakeRejection,
  type IntakeRejectionSummaryView,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';
import { billedCycle } from '../testing/billed-cycle';

describe('What a billing engine tells and cannot be taken', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());

  const startPurchase = async (): Promise<{ orderId: string; purchaseId: string }> => {
    const order = await billing.engineOrder(shop, shop.monthly);
    return { orderId: order.id, purchaseId: order.items[0]?.purchaseId ?? '' };
  };
  const recordedOf = async (orderId: string): Promise<string[]> =>
    (await billing.typesOf(orderId)).filter((type) => type !== 'billing.order.completed');
  const rejectionsOf = async (messageId: string): Promise<IntakeRejectionSummaryView[]> =>
    (await billing.caller.call(ListIntakeRejections, { limit: 200 })).items.filter(
      (item) => item.messageId === messageId,
    );

  const day = 86_400_000;
  it.each([
    ['that is no CloudEvent', { specversion: '0.3' }, 'intake.not_cloudevent'],
    ['with an attribute that no extension can be', { Colour: 'red' }, 'intake.unknown_field'],
    ['with an extension of no type of CloudEvents', { colour: { hue: 1 } }, 'intake.not_cloudevent'],
    ['with an extension that is too great a number', { colour: 2 ** 31 }, 'intake.not_cloudevent'],
    ['with data nobody knows', { data: billedCycle(newId(), 2, { colour: 'red' }) }, 'intake.unknown_field'],
    [
      'with a wrong amount',
      { data: billedCycle(newId(), 2, { amount: { amount: 39.9, currency: 'USD' } }) },
      'intake.invalid',
    ],
    ['that names no purchase', { data: billedCycle(undefined, 2) }, 'intake.invalid'],
    ['whose type is not the subject’s', { type: 'rebill.failed' }, 'intake.type_mismatch'],
    [
      'older than 90 days',
      { time: new Date(Date.now() - 91 * day).toISOString() },
      'intake.time_out_of_range',
    ],
    [
      'from the future',
      { time: new Date(Date.now() + 6 * 60_000).toISOString() },
      'intake.time_out_of_range',
    ],
    ['that is too large', { data: { padding: 'x'.repeat(70_000) } }, 'intake.too_large'],
  ])('is rejected with its reason and its bytes: one %s', async (_what, changes, code) => {
    const before = (await billing.journal()).length;
    const id = newId();
    await billing.publish(shop.engineId, 'rebill.succeeded', billedCycle(newId(), 2), { id, ...changes });
    expect(await billing.receipt(id)).toMatchObject({ outcome: 'rejected', code });
    const [rejection] = await rejectionsOf(id);
    const read = await billing.caller.call(ReadIntakeRejection, { id: rejection?.id });
    expect(read).toMatchObject({ code, encoding: 'utf8' });
    expect(read.payload).toContain(id);
    expect((await billing.journal()).length).toBe(before);
  });

  it('stays too large when it is replayed as it came, since only its beginning was kept', async () => {
    const id = newId();
    const purchase = await startPurchase();
    const engine = await billing.engineName(shop.engineId);
    const type = 'rebill.succeeded';
    const data = billedCycle(purchase.purchaseId, 2);
    const sent = { specversion: '1.0', id, source: '/engine', type, time: new Date().toISOString(), data };
    // What is kept of it could be a message by itself.
    await billing.publishTo(`intake.billing.${engine}.${type}`, JSON.stringify(sent).padEnd(70_000));
    expect(await billing.receipt(id)).toMatchObject({ outcome: 'rejected', code: 'intake.too_large' });
    const [kept] = await rejectionsOf(id);
    const replayed = await billing.caller.call(ReplayIntakeRejection, { id: kept?.id });
    expect(replayed).toMatchObject({ outcome: 'rejected', code: 'intake.too_large', detail: kept?.detail });
    expect(await rejectionsOf(id)).toEqual([kept]);
    expect(await recordedOf(purchase.orderId)).toEqual([]);
  });

  it('is rejected with its bytes when it is not even JSON', async () => {
    const engine = await billing.engineName(shop.engineId);
    const payload = '{"id": nonsense';
    await billing.publishTo(`intake.billing.${engine}.rebill.succeeded`, payload);
    const found = await eventually('the rejection is kept', async () => {
      const { items } = await billing.caller.call(ListIntakeRejections, { engine, code: 'intake.not_json' });
      return items[0];
    });
    expect(await billing.caller.call(ReadIntakeRejection, { id: found.id })).toMatchObject({
      payload,
      encoding: 'utf8',
    });
  });

  const named = (id: string, purchaseId: string, more: object = {}): string =>
    JSON.stringify({
      specversion: '1.0',
      id,
      source: '/engine',
      type: 'rebill.succeeded',
      time: new Date().toISOString(),
      data: billedCycle(purchaseId, 2),
      ...more,
    });

  it.each<[string, (id: string, purchaseId: string) => [id: string, message: string]]>([
    ['NUL in its id', (id, purchase) => [`${id}\0`, named(`${id}\0`, purchase)]],
    ['half a surrogate pair in its id', (id, purchase) => [`${id}\ud800`, named(`${id}\ud800`, purchase)]],
    [
      'NUL in the name of a field that nobody knows',
      (id, purchase) => [id, named(id, purchase, { 'x\0': 1 })],
    ],
    ['NUL in its source', (id, purchase) => [id, named(id, purchase, { source: '/\0' })]],
    ['a field twice', (id, purchase) => [id, named(id, purchase).replace('{', '{"source":"/other",')]],
    [
      'a number past all bounds',
      (id, purchase) => [id, named(id, purchase).replace('"cycle":2', '"cycle":1e999')],
    ],
  ])(
    'with %s costs itself only: it is kept and answered, and what comes after it is taken',
    async (_what, written) => {
      const { orderId, purchaseId } = await startPurchase();
      const engine = await billing.engineName(shop.engineId);
      const [id, message] = written(newId(), purchaseId);
      await billing.publishTo(`intake.billing.${engine}.rebill.succeeded`, message);
      expect(await billing.receipt(id)).toMatchObject({ outcome: 'rejected', code: 'intake.invalid' });
      const { items } = await billing.caller.call(ListIntakeRejections, { engine, code: 'intake.invalid' });
      const read = await billing.caller.call(ReadIntakeRejection, { id: items[0]?.id });
      expect(Buffer.from(read.payload, read.encoding).toString()).toBe(message);
      expect(read.messageId).toBe(id.replace('\0', '\\u0000').replace('\ud800', '\\ud800'));
      expect(await billing.emit(shop.engineId, 'rebill.succeeded', billedCycle(purchaseId, 2))).toMatchObject(
        {
          outcome: 'accepted',
        },
      );
      expect(await recordedOf(orderId)).toEqual(['billing.rebill.succeeded']);
    },
  );

  it('with thousands of unknown fields is answered with a few of them', async () => {
    const id = newId();
    const fields = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`field_${at}`, 1]));
    await billing.publish(shop.engineId, 'rebill.succeeded', billedCycle(newId(), 2), { id, ...fields });
    const { code, detail } = await billing.receipt(id);
    expect(code).toBe('intake.unknown_field');
    expect(detail?.length).toBeLessThan(2_000);
  });

  it('is rejected for a type that nobody knows', async () => {
    expect(await billing.emit(shop.engineId, 'rebill.exploded', {})).toMatchObject({
      outcome: 'rejected',
      code: 'intake.unknown_type',
    });
  });

  it('is rejected and kept when its id stood on another message', async () => {
    const { orderId, purchaseId } = await startPurchase();
    const id = newId();
    const time = new Date().toISOString();
    await billing.emit(shop.engineId, 'rebill.succeeded', billedCycle(purchaseId, 2), { id, time });
    const other = billedCycle(purchaseId, 3);
    expect(await billing.emit(shop.engineId, 'rebill.succeeded', other, { id, time })).toMatchObject({
      outcome: 'rejected',
      code: 'intake.id_reused',
    });
    expect(await rejectionsOf(id)).toMatchObject([{ code: 'intake.id_reused', engine: expect.any(String) }]);
    expect(await recordedOf(orderId)).toEqual(['billing.rebill.succeeded']);
  });

  it.each<[string, (text: string, id: string) => string]>([
    ['plainly', (text) => text],
    ['in escapes', (text) => text.replace('4242 4242', '\\u0034242 4242')],
    ['in lines', (text) => text.replaceAll(' 4242', '\\n4242')],
    ['with nothing to be seen between', (text) => text.replaceAll(' 4242', '\u200b4242')],
    ['in Arabic digits', (text) => text.replace('4242 4242', '\u0664\u0662\u0664\u0662 4242')],
    ['as the source', (text) => text.replace('/engine', '/engine/4242424242424242')],
    ['in its own id', (text, id) => text.replace(id, `${id} 4242424242424242`)],
    ['as a name that nobody knows', (text) => text.replace('"data"', '"4242 4242 4242 4242":1,"data"')],
    ['as a field that nobody knows', (text) => text.replace('"data"', '"x":[4242424242424242],"data"')],
    ['where it is no JSON', (text) => text.slice(0, -1)],
  ])('leaves no card number anywhere, neither in the stream: written %s', async (how, written) => {
    const { orderId, purchaseId } = await startPurchase();
    const id = newId();
    const message = {
      specversion: '1.0',
      id,
      source: '/engine',
      type: 'rebill.succeeded',
      time: new Date().toISOString(),
      data: billedCycle(purchaseId, 2, { responseCode: /as|own/.test(how) ? '00' : '4242 4242 4242 4242' }),
    };
    const subject = `intake.billing.${await billing.engineName(shop.engineId)}.rebill.succeeded`;
    const receiptOf = how.includes('own id') ? `${id} ****************` : how.includes('no JSON') ? '' : id;
    const earlier = billing.receipts.get(receiptOf)?.length ?? 0;
    await billing.publishTo(subject, written(JSON.stringify(message), id));
    const receipt = await billing.receipt(receiptOf, earlier + 1);
    expect(receipt).toMatchObject({
      outcome: 'rejected',
      code: how.includes('no JSON') ? 'intake.not_json' : 'intake.card_number',
    });
    const rejections = await billing.database.query(
      'select * from intake_rejection order by received_at desc, id desc limit 1',
    );
    const kept = JSON.stringify(rejections, (_name, value: unknown) =>
      Buffer.isBuffer(value) || (value as { type?: string } | null)?.type === 'Buffer'
        ? Buffer.from((value as { data: number[] }).data ?? value).toString()
        : value,
    );
    expect(kept).toContain(id);
    expect(kept).toContain('****');
    expect(kept).not.toMatch(/(4242.{0,9}){3}/);
    const manager = await billing.caller.connection.jetstreamManager();
    await eventually('the message is gone from the stream', async () => {
      const last = await manager.streams
        .getMessage('INTAKE', { last_by_subj: subject })
        .catch((error: unknown) => String(error));
      return typeof last === 'string' || !last.string().includes(id);
    });
    expect(await recordedOf(orderId)).toEqual([]);
  });

  it('is rejected when the purchase is another engine’s, ours, or in another currency', async () => {
    const { orderId, purchaseId } = await startPurchase();
    const ours = await billing.order(billing.orderInput(shop, {}, shop.monthly));
    const euros = { amount: { amount: '39.90', currency: 'EUR' } };
    expect(
      await billing.emit(shop.otherEngineId, 'rebill.succeeded', billedCycle(purchaseId, 2)),
    ).toMatchObject({
      code: 'intake.not_your_purchase',
    });
    expect(
      await billing.emit(shop.engineId, 'rebill.succeeded', billedCycle(ours.items[0]?.purchaseId, 2)),
    ).toMatchObject({ code: 'intake.not_your_purchase' });
    expect(
      await billing.emit(shop.engineId, 'rebill.succeeded', billedCycle(purchaseId, 2, euros)),
    ).toMatchObject({
      code: 'intake.currency_mismatch',
    });
    expect(await recordedOf(orderId)).toEqual([]);
  });

  it('is rejected once however often its bytes come, and taken when it was mended', async () => {
    const { orderId, purchaseId } = await startPurchase();
    const id = newId();
    const wrong = billedCycle(purchaseId, 2, { colour: 'red' });
    const time = new Date().toISOString();
    for (let at = 0; at < 3; at += 1)
      await billing.publish(shop.engineId, 'rebill.succeeded', wrong, { id, time });
    await billing.receipt(id, 3);
    const [rejection, ...more] = await rejectionsOf(id);
    expect(more).toEqual([]);
    expect(await billing.caller.call(ReplayIntakeRejection, { id: rejection?.id })).toMatchObject({
      outcome: 'rejected',
      resolved: false,
    });
    const message = {
      specversion: '1.0',
      id,
      source: '/engine',
      type: 'rebill.succeeded',
      time: new Date().toISOString(),
      data: billedCycle(purchaseId, 2),
    };
    expect(await billing.caller.call(ReplayIntakeRejection, { id: rejection?.id, message })).toMatchObject({
      outcome: 'accepted',
      resolved: true,
    });
    expect(await recordedOf(orderId)).toEqual(['billing.rebill.succeeded']);
  });

  it('is rejected from an engine that nobody registered', async () => {
    const id = newId();
    const payload = {
      specversion: '1.0',
      id,
      source: '/x',
      type: 'trial.started',
      time: new Date().toISOString(),
      data: { purchaseId: newId() },
    };
    await billing.publishTo('intake.billing.nobody.trial.started', JSON.stringify(payload));
    expect(await billing.receipt(id)).toMatchObject({ code: 'intake.unknown_engine' });
  });
});

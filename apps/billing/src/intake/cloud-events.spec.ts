import { CloudEvent, HTTP, type CloudEventV1, type Message } from 'cloudevents';
import {
  CancelPurchase,
  ListIntakeRejections,
  newId,
  ReadIntakeRejection,
  sequenceText,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { billedCycle } from '../testing/billed-cycle';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

const CARD = '4111111111111111';

describe('CloudEvents, by the package of their own project', () => {
  let billing: BillingFixture;
  let shop: Shop;
  let engine: string;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
    engine = await billing.engineName(shop.engineId);
  }, 60_000);
  afterAll(() => billing.stop());

  const startPurchase = async (): Promise<{ orderId: string; purchaseId: string }> => {
    const order = await billing.engineOrder(shop, shop.monthly);
    return { orderId: order.id, purchaseId: order.items[0]?.purchaseId ?? '' };
  };
  const billed = (purchaseId: string, extensions: object = {}): CloudEvent<object> =>
    new CloudEvent<object>({
      type: 'rebill.succeeded',
      source: '/engines/acme',
      time: new Date().toISOString(),
      data: billedCycle(purchaseId, 2),
      ...extensions,
    });
  const send = async ({ headers, body }: Message, type = 'rebill.succeeded'): Promise<void> =>
    billing.publishTo(
      `intake.billing.${engine}.${type}`,
      String(body),
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    );
  const rejectionOf = async (id: string): Promise<string> => {
    const { items } = await billing.caller.call(ListIntakeRejections, { limit: 200 });
    const found = items.find(({ messageId }) => messageId === id);
    const { payload, encoding } = await billing.caller.call(ReadIntakeRejection, { id: found?.id });
    return Buffer.from(payload, encoding).toString();
  };

  it.each([
    ['structured', (event: CloudEvent<object>) => HTTP.structured(event)],
    ['binary', (event: CloudEvent<object>) => HTTP.binary(event)],
  ])('are taken in %s mode, whatever extensions they have', async (_mode, made) => {
    const { orderId, purchaseId } = await startPurchase();
    const event = billed(purchaseId, {
      sequence: '0042',
      sequencetype: 'Integer',
      partitionkey: 'käse',
      comexampleextension1: true,
      comexampleothervalue: -5,
    });
    await send(made(event));
    expect(await billing.receipt(event.id)).toMatchObject({ outcome: 'accepted' });
    expect(await billing.typesOf(orderId)).toContain('billing.rebill.succeeded');
    // The same event in the other mode is the same message.
    await send(HTTP.structured(event));
    expect(await billing.receipt(event.id, 2)).toMatchObject({ outcome: 'duplicate' });
  });

  it('are read in binary mode from headers in any case, quoted and percent-encoded', async () => {
    const { purchaseId } = await startPurchase();
    const id = 'Euro € 😀 "1%2"';
    const binary = HTTP.binary(billed(purchaseId));
    const others = Object.fromEntries(Object.entries(binary.headers).filter(([name]) => name !== 'ce-id'));
    await send({
      ...binary,
      headers: { ...others, 'CE-ID': 'Euro%20%e2%82%AC%20%F0%9F%98%80%20%221%252%22' },
    });
    expect(await billing.receipt(id)).toMatchObject({ id, outcome: 'accepted' });
    await send({ ...binary, headers: { ...others, 'Ce-Id': '"Euro € 😀 \\"1%252\\""' } });
    expect(await billing.receipt(id, 2)).toMatchObject({ id, outcome: 'duplicate' });
  });

  it('are parked in binary mode as in the other, and taken once what they are about is known', async () => {
    const reference = newId();
    const event = billed(newId()).cloneWith({
      data: { ...billedCycle(undefined, 2), engineReference: reference },
    });
    await send(HTTP.binary(event));
    expect(await billing.receipt(event.id)).toMatchObject({ outcome: 'accepted', code: 'intake.parked' });
    await billing.engineOrder(shop, shop.monthly, reference);
    const receipt = await billing.receipt(event.id, 2);
    expect(receipt.outcome).toBe('accepted');
    expect(receipt.code).toBeUndefined();
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['data that is not JSON', {}, '{"purchaseId":', 'intake.not_json'],
    ['data that closes the envelope and goes on', {}, '{},"subject":"x"', 'intake.not_json'],
    ['no data', {}, '', 'intake.not_cloudevent'],
    ['another media type', { 'content-type': 'text/plain' }, '{}', 'intake.not_cloudevent'],
    ['another version', { 'ce-specversion': '0.3' }, '{}', 'intake.not_cloudevent'],
    ['an attribute twice', { 'CE-Type': 'rebill.succeeded' }, '{}', 'intake.invalid'],
    ['a header that is not UTF-8', { 'ce-partitionkey': '%C0%A0' }, '{}', 'intake.not_json'],
    ['a name that no attribute can have', { 'ce-under_score': 'x' }, '{}', 'intake.unknown_field'],
    ['a card’s number in an attribute', { 'ce-note': CARD }, '{}', 'intake.card_number'],
    ['a card’s number that is encoded', { 'ce-note': `%34${CARD.slice(1)}` }, '{}', 'intake.card_number'],
  ])('are rejected and kept in binary mode with %s', async (_what, said, body, code) => {
    const { headers } = HTTP.binary(billed(newId()));
    const id = String(headers['ce-id']);
    await send({ headers: { ...headers, ...said }, body });
    const receipt = await eventually('the receipt comes', () =>
      [...billing.receipts.values()].flat().find((one) => one.code === code && [id, ''].includes(one.id)),
    );
    expect(receipt.outcome).toBe('rejected');
    if (receipt.id === '') return;
    const kept = await rejectionOf(id);
    expect(kept).toContain('ce-note' in said ? '****' : id);
    expect(kept).not.toContain(CARD);
  });

  it('are rejected in structured mode where their data is bytes', async () => {
    const event = billed(newId()).cloneWith({ data: new Uint8Array([0, 1, 2]) });
    expect(event.data_base64).toBe('AAEC');
    await send({ ...HTTP.structured(billed(newId())), body: event.toString() });
    expect(await billing.receipt(event.id)).toMatchObject({ outcome: 'rejected', code: 'intake.not_json' });
  });

  it('are what the events and the instructions to engines are, in the order of their sequences', async () => {
    const { purchaseId } = await startPurchase();
    await billing.caller.call(CancelPurchase, { id: purchaseId, reason: 'Moved' });
    const manager = await billing.caller.connection.jetstreamManager();
    const all = async (stream: string): Promise<CloudEventV1<unknown>[]> => {
      const { state } = await manager.streams.info(stream);
      const numbers = Array.from({ length: state.messages }, (_, at) => state.first_seq + at);
      const messages = await Promise.all(numbers.map((seq) => manager.streams.getMessage(stream, { seq })));
      return messages.map(({ header, data }) => {
        const headers = { 'content-type': header.get('Content-Type') };
        return HTTP.toEvent({ headers, body: new TextDecoder().decode(data) }) as CloudEventV1<unknown>;
      });
    };
    const [instruction] = await eventually('the instruction is sent', async () => {
      const sent = await all('OUT');
      return sent.length > 0 ? sent : undefined;
    });
    expect(instruction).toMatchObject({ type: 'purchase.cancelled', data: { purchaseId } });
    const events = (await all('EVENTS')).filter(({ source }) => source === '/daybook/billing');
    expect(events.length).toBeGreaterThan(3);
    const sequences = events.map(({ sequence }) => sequence as string);
    expect(sequences).toEqual([...sequences].sort());
    expect(sequenceText(2, 1) > sequenceText(1, Number.MAX_SAFE_INTEGER)).toBe(true);
  });
});

import {
  CancelFulfillment,
  GetDelivery,
  ListDeliveries,
  newId,
  Redeliver,
  ReleaseFulfillment,
  type DeliveryView,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually, testActor } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

const DAY_MS = 86_400_000;

describe('The log of deliveries', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    // The second try is the last one.
    service = await FulfillmentFixture.start({ HOUSE_RETRY_SECONDS: '0', HOUSE_FAILURES_TO_OPEN: '1000' });
  });
  afterAll(() => service?.stop());
  afterEach(() => {
    Object.assign(service.double, { status: 202, answer: '' });
    clock.set(new Date());
  });

  const logOf = async (fulfillmentId: string, more: object = {}): Promise<DeliveryView[]> =>
    (await service.caller.call(ListDeliveries, { fulfillmentId, ...more })).items;

  /** An order that its house did not take, whatever was tried. */
  async function failed(): Promise<string> {
    Object.assign(service.double, { status: 503, answer: 'Closed for stock-taking' });
    const { id } = await service.ordered();
    await eventually('it has failed', async () => (await service.typesOf(id)).includes('export.failed'));
    return id;
  }

  it('has every try with its time, answer and duration, newest first', async () => {
    const id = await failed();
    const [second, first] = await logOf(id);
    const about = {
      fulfillmentId: id,
      houseName: 'acme',
      type: 'fulfillment.order',
      url: service.double.url,
    };
    expect(first).toMatchObject({ ...about, attempt: 1, outcome: 'failed', status: 503 });
    expect(second).toMatchObject({ ...about, attempt: 2, outcome: 'failed', status: 503 });
    expect(second?.webhookId).toBe(first?.webhookId);
    expect(second?.durationMs).toBeGreaterThanOrEqual(0);
    expect(await service.caller.call(GetDelivery, { id: first?.id })).toEqual({
      ...first,
      answer: 'Closed for stock-taking',
    });
    expect(await service.caller.refusal(GetDelivery, { id: newId() })).toBe('fulfillment.not_found');
  });

  it('is asked by house, fulfillment and outcome, page by page', async () => {
    const id = await failed();
    expect(await logOf(id, { outcome: 'succeeded' })).toEqual([]);
    expect(await logOf(id, { outcome: 'failed', houseId: service.house.id })).toHaveLength(2);
    expect(await logOf(id, { houseId: newId() })).toEqual([]);
    const page = await service.caller.call(ListDeliveries, { fulfillmentId: id, limit: 1 });
    const next = await service.caller.call(ListDeliveries, {
      fulfillmentId: id,
      limit: 1,
      cursor: page.nextCursor,
    });
    expect([...page.items, ...next.items]).toEqual(await logOf(id));
    const agent = testActor({ accessLevel: 'cs_agent' });
    expect(await service.caller.refusal(ListDeliveries, {}, agent)).toBe('request.forbidden');
    const elsewhere = testActor({ accessLevel: 'cs_admin', campaignIds: [newId()] });
    expect((await service.caller.call(ListDeliveries, {}, elsewhere)).items).toEqual([]);
    const foreign = { id: page.items[0]?.id };
    expect(await service.caller.refusal(GetDelivery, foreign, elsewhere)).toBe('fulfillment.not_found');
    const [{ campaign_id: ours } = {}] = await service.database.query<{ campaign_id?: string }>(
      'select campaign_id from fulfillment where id = $1',
      [id],
    );
    const theirs = testActor({ accessLevel: 'cs_admin', campaignIds: [ours ?? ''] });
    expect((await service.caller.call(ListDeliveries, {}, theirs)).items).toHaveLength(2);
    expect(await service.caller.call(GetDelivery, foreign, theirs)).toMatchObject(foreign);
  });

  it('lets a failed order be delivered again under its id, once', async () => {
    const id = await failed();
    const [last] = await logOf(id);
    service.double.status = 202;
    const note = 'They are back';
    const agent = testActor({ accessLevel: 'cs_agent' });
    expect(await service.caller.refusal(Redeliver, { id: last?.id }, agent)).toBe('request.forbidden');
    const asked = await service.caller.call(Redeliver, { id: last?.id, note });
    expect(asked).toMatchObject({ held: false, sendings: [{ status: 'waiting' }] });
    await service.becomes(id, 'pending');
    expect(service.double.of(id).map(({ webhookId }) => webhookId)).toEqual([last?.webhookId]);
    expect((await logOf(id))[0]).toMatchObject({ attempt: 3, outcome: 'succeeded', status: 202 });
    expect(await service.typesOf(id)).toEqual(['export.failed', 'fulfillment.released', 'export.succeeded']);
    expect(await service.caller.refusal(Redeliver, { id: last?.id })).toBe('fulfillment.state_forbids');
  });

  it('delivers under a new id what was changed since, and nothing that was sent anew', async () => {
    const id = await failed();
    const [last] = await logOf(id);
    const { orderId } = await service.view(id);
    await service.emit('billing.order.updated', {
      attributes: { orderId, fieldNames: ['shippingAddress'] },
      context: { orderId, customerId: newId(), productIds: [], customFields: {} },
      personal: { shippingAddress: { line1: '1 New St', city: 'Springfield', country: 'US' } },
    });
    await eventually('it goes elsewhere', async () => {
      expect((await service.view(id)).shipTo.address?.line1).toBe('1 New St');
      return true;
    });
    service.double.status = 202;
    await service.caller.call(Redeliver, { id: last?.id });
    await service.becomes(id, 'pending');
    expect(service.double.of(id)).toHaveLength(1);
    expect(service.double.of(id)[0]?.webhookId).not.toBe(last?.webhookId);

    const other = await failed();
    const [before] = await logOf(other);
    service.double.status = 202;
    await service.caller.call(ReleaseFulfillment, { id: other });
    await service.becomes(other, 'pending');
    expect(await service.caller.refusal(Redeliver, { id: before?.id })).toBe('fulfillment.state_forbids');
  });

  it('lets a cancellation that the house refused be asked for again', async () => {
    const { id } = await service.ordered();
    await service.becomes(id, 'pending');
    service.double.status = 409;
    await service.caller.call(CancelFulfillment, { id, reason: 'Changed their mind' });
    await eventually('it is refused', async () =>
      (await service.typesOf(id)).includes('fulfillment.cancel_failed'),
    );
    const [refused] = await logOf(id);
    service.double.status = 202;
    expect(await service.caller.call(Redeliver, { id: refused?.id })).toMatchObject({ cancelling: true });
    await eventually('the house takes it', () => service.double.of(id, 'fulfillment.cancel').length === 1);
    expect(service.double.of(id, 'fulfillment.cancel')[0]?.webhookId).toBe(refused?.webhookId);
  });

  it('is kept for its days', async () => {
    const id = await failed();
    clock.advance(31 * DAY_MS);
    await eventually('it is gone', async () => (await logOf(id)).length === 0);
  });
});

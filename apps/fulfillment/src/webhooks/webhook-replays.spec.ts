import {
  GetWebhookRejection,
  ListWebhookRejections,
  newId,
  ReceiveFulfillmentWebhook,
  ReplayWebhookRejection,
  type WebhookRejectionView,
  type WebhookReplayView,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { testActor } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

describe('A webhook that was not taken', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  });

  afterAll(() => service?.stop());

  afterEach(() => clock.set(new Date()));

  /** Refused, and kept with its reason. */
  async function rejected(content: object): Promise<WebhookRejectionView> {
    await service.caller.refusal(ReceiveFulfillmentWebhook, service.signed(content));
    const { items } = await service.caller.call(ListWebhookRejections, { resolved: false });
    if (items[0] === undefined) throw new Error('nothing is rejected');
    return items[0];
  }

  const replay = (id: string, message?: object): Promise<WebhookReplayView> =>
    service.caller.call(ReplayWebhookRejection, { id, message });

  it('is replayed mended, once, counts once, and is kept as it came', async () => {
    const { id } = await service.becomes((await service.ordered()).id, 'pending');
    const right = service.message('shipped', id, { trackingNumber: 'T1' }) as { data: object };
    const wrong = await rejected({ ...right, data: { ...right.data, weight: 3 } });
    expect(await replay(wrong.id)).toMatchObject({
      outcome: 'rejected',
      code: 'fulfillment.webhook_invalid',
      errors: [{ field: 'data.weight' }],
      resolved: false,
    });
    expect(await replay(wrong.id, { ...right, type: 'fulfillment.exploded' })).toMatchObject({
      outcome: 'rejected',
      code: 'fulfillment.webhook_type_unknown',
    });
    expect(await replay(wrong.id, right)).toMatchObject({ outcome: 'applied', resolved: true });
    expect(await service.view(id)).toMatchObject({ status: 'shipped', trackingNumber: 'T1' });
    expect(await service.caller.refusal(ReplayWebhookRejection, { id: wrong.id, message: right })).toBe(
      'fulfillment.rejection_resolved',
    );
    // The house has mended it too.
    await service.send(service.signed(right));
    expect(await service.typesOf(id)).toEqual(['export.succeeded', 'fulfillment.shipped']);
    const kept = await service.caller.call(GetWebhookRejection, { id: wrong.id });
    expect(kept.body).toContain('weight');
    expect(kept.resolvedAt).toBeDefined();
    const settled = await service.caller.call(ListWebhookRejections, { resolved: true });
    expect(settled.items.map((item) => item.id)).toEqual([wrong.id]);
  });

  it('is applied as it came once nothing is in its way any more, or waits for its fulfillment', async () => {
    const made = await service.becomes((await service.ordered()).id, 'pending');
    const other = newId();
    const orphan = await rejected(service.message('item_updated', made.id, { itemId: other, quantity: 1 }));
    await service.database.query('update fulfillment_item set id = $1 where fulfillment_id = $2', [
      other,
      made.id,
    ]);
    clock.advance(91 * 86_400_000);
    expect(await replay(orphan.id)).toMatchObject({ outcome: 'applied', resolved: true });
    expect((await service.view(made.id)).items).toMatchObject([{ quantity: 1 }]);
    clock.set(new Date());
    const unknown = await rejected({ ...service.message('shipped', newId()), extra: 1 });
    expect(await replay(unknown.id, service.message('shipped', newId()))).toMatchObject({
      outcome: 'parked',
    });
  });

  it('is replayed by those who may, and is not there where it is none', async () => {
    const agent = testActor({ accessLevel: 'cs_agent', username: 'agent' });
    expect(await service.caller.refusal(ReplayWebhookRejection, { id: newId() }, agent)).toBe(
      'request.forbidden',
    );
    expect(await service.caller.refusal(ReplayWebhookRejection, { id: newId() })).toBe(
      'fulfillment.not_found',
    );
  });
});

import {
  INTAKE_MAX_BYTES,
  ListIntakeRejections,
  newId,
  ReplayIntakeRejection,
  type DaybookEvent,
  type OrderView,
} from '@daybook/contracts';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

const GIVEN = 'loyalty.points_given';

describe('What an engine tells under a type that nobody knows', () => {
  let billing: BillingFixture;
  let shop: Shop;
  let order: OrderView;
  let purchaseId: string;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
    order = await billing.engineOrder(shop, shop.monthly);
    purchaseId = order.items[0]?.purchaseId ?? '';
  }, 60_000);
  afterAll(() => billing.stop());

  const emit = (data: object, changes: object = {}, type = GIVEN, engineId = shop.engineId) =>
    billing.emit(engineId, type, data, changes);
  const kept = async (): Promise<DaybookEvent[]> =>
    (await billing.journal()).filter(({ type }) => type === `billing.${GIVEN}`);

  it.each<[string, () => object, () => object]>([
    ['purchase', () => ({ purchaseId }), () => ({ orderId: order.id, purchaseId })],
    ['order', () => ({ orderId: order.id }), () => ({ orderId: order.id })],
    [
      'transaction',
      () => ({ transactionId: order.payment?.id }),
      () => ({ orderId: order.id, transactionId: order.payment?.id }),
    ],
    ['customer', () => ({ customerId: order.customerId }), () => ({})],
    [
      'customer, beside a purchase that nobody knows,',
      () => ({ engineReference: 'never heard of', customerId: order.customerId }),
      () => ({}),
    ],
  ])(
    'is kept as it came where it names a %s of its own, and changes nothing',
    async (_what, named, about) => {
      const before = (await billing.journal()).length;
      const data = {
        ...named(),
        points: 12.5,
        giver: { name: 'Ada', seen: [1, null, 'zwei'] },
        cycle: { not: 'ours' },
      };
      const time = new Date(Date.now() - 3_600_000).toISOString();
      const id = newId();
      expect(await emit(data, { id, time })).toMatchObject({
        id,
        outcome: 'accepted',
        code: 'intake.legacy',
      });
      expect((await billing.journal()).length).toBe(before + 1);
      expect((await kept()).at(-1)).toMatchObject({
        type: 'billing.loyalty.points_given',
        time,
        correlationid: id,
        actortype: 'system',
        data: {
          unread: true,
          attributes: {},
          personal: data,
          about: about(),
          context: { customerId: order.customerId, campaignId: shop.campaignId },
        },
      });
      expect((await kept()).at(-1)?.data.personal).toEqual(data);
    },
  );

  it('counts once, under whatever id it comes, and is refused under an id of another message', async () => {
    const before = (await kept()).length;
    const [id, time] = [newId(), new Date().toISOString()];
    const data = { purchaseId, points: 3 };
    const outcomes = [];
    for (const changes of [{ id, time }, { id, time }, { time }])
      outcomes.push((await emit(data, changes)).outcome);
    outcomes.push((await emit({ purchaseId, factReference: 'gift-1' })).outcome);
    outcomes.push((await emit({ purchaseId, factReference: 'gift-1', points: 4 })).outcome);
    expect(outcomes).toEqual(['accepted', 'duplicate', 'duplicate', 'accepted', 'duplicate']);
    expect((await kept()).length).toBe(before + 2);
    expect(await emit({ purchaseId, points: 5 }, { id, time })).toMatchObject({
      outcome: 'rejected',
      code: 'intake.id_reused',
    });
  });

  it('ties its reference to what it names, which suffices afterwards', async () => {
    await emit({ orderId: order.id, orderReference: 'their-order' });
    expect(await emit({ orderReference: 'their-order' })).toMatchObject({ outcome: 'accepted' });
    const conflict = await emit({ orderId: newId(), orderReference: 'their-order' });
    expect(conflict).toMatchObject({ outcome: 'rejected', code: 'intake.reference_conflict' });
  });

  it.each<[string, () => object, string]>([
    ['nothing', () => ({ points: 1 }), 'intake.unknown_type'],
    ['a purchase that nobody knows', () => ({ purchaseId: newId() }), 'intake.unknown_type'],
    ['a customer without an order of it', () => ({ customerId: newId() }), 'intake.unknown_type'],
    ['no UUID', () => ({ purchaseId: 'mine' }), 'intake.invalid'],
    ['null', () => ({ purchaseId: null }), 'intake.invalid'],
    ['an object', () => ({ orderReference: {} }), 'intake.invalid'],
    ['a card too', () => ({ purchaseId, note: 'Paid by 4242 4242 4242 4242' }), 'intake.card_number'],
    [
      'something, in too many bytes',
      () => ({ purchaseId, note: 'x'.repeat(INTAKE_MAX_BYTES) }),
      'intake.too_large',
    ],
  ])('is rejected and kept where it names %s', async (_what, data, code) => {
    const before = (await billing.journal()).length;
    expect(await emit(data())).toMatchObject({ outcome: 'rejected', code });
    expect((await billing.journal()).length).toBe(before);
  });

  it('is rejected where it is about what another engine bills', async () => {
    const other = (data: object) => emit(data, {}, GIVEN, shop.otherEngineId);
    expect((await other({ purchaseId })).code).toBe('intake.not_your_purchase');
    expect((await other({ orderId: order.id })).code).toBe('intake.not_yours');
    expect((await other({ transactionId: order.payment?.id })).code).toBe('intake.not_yours');
    expect((await other({ customerId: order.customerId })).code).toBe('intake.unknown_type');
  });

  it.each(['order.completed', 'transaction.voided', 'campaign.changed', 'billing.rebill.succeeded'])(
    'cannot pass for what Daybook itself tells: %s',
    async (type) => {
      expect(await emit({ orderId: order.id }, {}, type)).toMatchObject({
        outcome: 'rejected',
        code: 'intake.unknown_type',
      });
      expect(
        (await billing.journal()).filter((event) => event.data.unread && event.type.endsWith(type)),
      ).toEqual([]);
    },
  );

  it('is kept when it is sent through again after it was rejected', async () => {
    const sent = { orderReference: 'ordered later' };
    const id = newId();
    expect(await emit(sent, { id })).toMatchObject({ outcome: 'rejected', code: 'intake.unknown_type' });
    await emit({ orderId: (await billing.engineOrder(shop, shop.monthly)).id, ...sent });
    const { items } = await billing.caller.call(ListIntakeRejections, { code: 'intake.unknown_type' });
    const rejection = items.find(({ messageId }) => messageId === id);
    expect(await billing.caller.call(ReplayIntakeRejection, { id: rejection?.id })).toMatchObject({
      outcome: 'accepted',
      resolved: true,
    });
    expect((await kept()).filter(({ correlationid }) => correlationid === id)).toHaveLength(1);
  });
});

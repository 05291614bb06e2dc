import { newId, type IntakeReceipt } from '@daybook/contracts';
import { billedCycle } from '../testing/billed-cycle';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

describe('A message of which little can be read', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());

  it('costs itself only, however little can be read of it: the engine goes on getting receipts', async () => {
    const subject = `intake.billing.${await billing.engineName(shop.engineId)}.rebill.succeeded`;
    const receipts: IntakeReceipt[] = [];
    billing.caller.connection.subscribe(`intake.receipts.${subject.split('.')[2] ?? ''}`, {
      callback: (_error, message) => void receipts.push(message.json()),
    });
    const envelope = {
      specversion: '1.0',
      source: '/engine',
      type: 'rebill.succeeded',
      time: new Date().toISOString(),
      data: billedCycle(newId(), 2),
    };
    const tooLong = 'x'.repeat(5_000);
    const bad = [
      JSON.stringify({ ...envelope, id: 'a\u0000b' }),
      JSON.stringify({ ...envelope, id: 'c', 'x\u0000y': 1 }),
      `{"id":"half \\ud83d","specversion":"1.0"}`,
      JSON.stringify({ ...envelope, id: tooLong }),
      JSON.stringify({ ...envelope, id: 42 }),
      '[1,2',
      '\u0000\ufffe',
    ];
    const taken = [];
    for (const payload of bad)
      taken.push(await billing.caller.connection.jetstream().publish(subject, payload));
    const order = await billing.engineOrder(shop, shop.monthly);
    const purchaseId = order.items[0]?.purchaseId ?? '';
    expect(await billing.emit(shop.engineId, 'rebill.succeeded', billedCycle(purchaseId, 2))).toMatchObject({
      outcome: 'accepted',
      sequence: expect.any(Number),
    });
    const answers = taken.map(({ seq }) => receipts.find(({ sequence }) => sequence === seq));
    expect(answers.map((answer) => answer?.outcome)).toEqual(bad.map(() => 'rejected'));
    expect(answers.slice(0, 5).map((answer) => answer?.id)).toEqual([
      'a\u0000b',
      'c',
      'half \ud83d',
      tooLong.slice(0, 200),
      '42',
    ]);
  });

  it.each([
    ['without its amount', { amount: undefined }, /data\.amount/],
    ['whose amount is null', { amount: null }, /data\.amount/],
    ['whose currency is missing', { amount: { amount: '1.00' } }, /data\.amount\.currency/],
    ['whose purchase is null', { purchaseId: null, engineReference: 'a' }, /data\.purchaseId/],
    ['whose reference is null', { engineReference: null }, /data\.engineReference/],
  ])('is rejected with the field that is at fault: one %s', async (_what, changes, field) => {
    const receipt = await billing.emit(shop.engineId, 'rebill.succeeded', {
      ...billedCycle(newId(), 2),
      ...changes,
    });
    expect(receipt).toMatchObject({ outcome: 'rejected', code: 'intake.invalid' });
    expect(receipt.detail).toMatch(field);
    expect(receipt.detail).not.toMatch(/undefined|Cannot read|insert into|column|\d{5} /);
  });
});

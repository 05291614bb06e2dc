import {
  CancelPurchase,
  IssueEngineCredentials,
  newId,
  ReadBillingEngine,
  RegisterBillingEngine,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

describe('A billing engine', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());

  it('is told when a purchase of its own is cancelled here', async () => {
    const order = await billing.engineOrder(shop, shop.monthly);
    const purchaseId = order.items[0]?.purchaseId;
    const heard: { type: string; data: object }[] = [];
    const engine = await billing.engineName(shop.engineId);
    billing.caller.connection.subscribe(`out.billing.${engine}.>`, {
      callback: (_error, message) => void heard.push(message.json()),
    });
    await billing.caller.connection.flush();
    await billing.caller.call(CancelPurchase, { id: purchaseId, reason: 'Moved away' });
    await eventually('the engine hears of it', () => heard.some((one) => one.type === 'purchase.cancelled'));
    expect(heard).toMatchObject([{ type: 'purchase.cancelled', data: { purchaseId } }]);
  });

  it('has a name of its own that is not ours, and without a signing seed no credentials are made', async () => {
    const name = await billing.engineName(shop.engineId);
    expect(await billing.caller.refusal(RegisterBillingEngine, { name, bills: 'Again' })).toBe(
      'billing.name_taken',
    );
    expect(await billing.caller.refusal(RegisterBillingEngine, { name: 'billing', bills: 'Us' })).toBe(
      'billing.name_taken',
    );
    expect(await billing.caller.refusal(IssueEngineCredentials, { id: shop.engineId })).toBe(
      'billing.credentials_unavailable',
    );
  });

  it('shows when it was last heard of, also by what was not taken', async () => {
    const read = () => billing.caller.call(ReadBillingEngine, { id: shop.otherEngineId });
    const before = await read();
    expect(before.heardAt).toBeUndefined();
    await billing.emit(shop.otherEngineId, 'rebill.succeeded', { orderId: newId() });
    await eventually('it was heard', async () => (await read()).heardAt !== undefined);
    expect((await read()).version).toBe(before.version);
  });
});

import { newId, RefundTransaction } from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { eventually, testActor } from '@daybook/testing';
import { BillingFixture } from '../testing/billing-fixture';
import { emitFrom } from '../testing/foreign-event';

const DAY_MS = 86_400_000;

describe('Where there are no Notify Emails', () => {
  let billing: BillingFixture;
  beforeAll(async () => {
    billing = await BillingFixture.start();
  }, 60_000);
  afterAll(() => billing.stop());
  afterEach(() => clock.set(new Date()));

  it('a refund that failed for good is told to the active administrators who can be reached', async () => {
    const emit = (name: string, accessLevel: string, changes: object = {}) => {
      const attributes = { id: newId(), name, retired: false, accessLevel, ...changes };
      return emitFrom(billing, 'gateway', 'gateway.user.changed', {}, { attributes });
    };
    const id = newId();
    await emit('agent@shop.example', 'cs_agent');
    await emit('gone@shop.example', 'admin', { retired: true });
    await emit('demoted@shop.example', 'admin', { id });
    await emit('demoted@shop.example', 'finance', { id });
    await emit('root', 'admin');
    await emit('boss@shop.example', 'admin');
    await emit('ida', 'admin', { email: 'ida@shop.example' });
    await eventually('the administrators are known', async () => {
      const known = 'select user_id from administrator';
      return (await billing.database.query(known)).length === 6;
    });

    const shop = await billing.openShop();
    const order = await billing.order(billing.orderInput(shop));
    billing.processor.settle();
    billing.processor.refundsFail = true;
    const input = { id: order.payment?.id, reason: 'Broken' };
    await billing.caller.call(RefundTransaction, input, testActor(), { idempotencyKey: newId() });
    const count = async (type: string) =>
      (await billing.typesOf(order.id)).filter((one) => one === `billing.${type}`).length;
    for (const failures of [2, 3, 4]) {
      clock.advance(DAY_MS);
      await eventually(
        `attempt ${failures} has failed`,
        async () => (await count('refund.failed')) >= failures,
      );
    }
    const events = (await billing.journal()).filter(({ type }) => type === 'billing.refund_queue.exhausted');
    expect(events).toMatchObject([
      { data: { attributes: { notifyEmails: ['boss@shop.example', 'ida@shop.example'] } } },
    ]);
  }, 60_000);
});

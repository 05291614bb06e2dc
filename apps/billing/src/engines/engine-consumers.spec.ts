import {
  CancelPurchase,
  ChangeBillingEngine,
  IssueEngineCredentials,
  newId,
  ReadEngineTest,
  TestBillingEngine,
  type EngineCredentialsView,
} from '@daybook/contracts';
import { inboxPrefixOf } from '@daybook/messaging';
import { eventually, testActor } from '@daybook/testing';
import { connect, credsAuthenticator } from 'nats';
import { BillingFixture, type Shop } from '../testing/billing-fixture';
import { EngineSession } from '../testing/engine-session';

describe('What a billing engine is told on a NATS server with users', () => {
  let billing: BillingFixture;
  let shop: Shop;
  let engine: EngineCredentialsView;
  let session: EngineSession;

  beforeAll(async () => {
    billing = await BillingFixture.start({}, true);
    shop = await billing.openShop();
    engine = await billing.caller.call(IssueEngineCredentials, { id: shop.engineId });
    session = await EngineSession.open(billing.nats.url, engine);
  }, 90_000);
  afterAll(async () => {
    await session.close();
    await billing.stop();
  });

  async function cancelled(): Promise<string> {
    const order = await billing.engineOrder(shop, shop.monthly);
    const id = order.items[0]?.purchaseId ?? '';
    await billing.caller.call(CancelPurchase, { id, reason: 'Moved away' });
    return id;
  }

  it('waits in a consumer of its own until it is read, one after the other', async () => {
    const [first, second] = [await cancelled(), await cancelled()];
    const reported = [await session.nextInstruction(), await session.nextInstruction()];
    expect(reported).toMatchObject([
      { type: 'purchase.cancelled', data: { purchaseId: first, cancelledAt: expect.any(String) } },
      { type: 'purchase.cancelled', data: { purchaseId: second } },
    ]);
  });

  it('can be tried by a message for which nothing is to be done but to acknowledge it', async () => {
    const id = shop.engineId;
    expect(await billing.caller.call(ReadEngineTest, { id })).toEqual({ state: 'none' });
    const asked = await billing.caller.call(TestBillingEngine, { id });
    expect(asked).toMatchObject({ state: 'waiting', id: expect.any(String), askedAt: expect.any(String) });
    expect(await session.nextInstruction()).toMatchObject({ id: asked.id, type: 'engine.test', data: {} });
    await eventually('its acknowledgement is seen', async () => {
      const { state, acknowledgedAt } = await billing.caller.call(ReadEngineTest, { id });
      return state === 'acknowledged' && acknowledgedAt !== undefined;
    });
  });

  it('is tried once where the answer was lost and it is asked for again', async () => {
    const id = shop.engineId;
    const actor = testActor();
    const key = { idempotencyKey: newId() };
    const asked = await billing.caller.call(TestBillingEngine, { id }, actor, key);
    expect((await billing.caller.call(TestBillingEngine, { id }, actor, key)).id).toBe(asked.id);
    const next = await billing.caller.call(TestBillingEngine, { id }, actor, {
      idempotencyKey: newId(),
    });
    const received = [await session.nextInstruction(), await session.nextInstruction()];
    expect(received).toMatchObject([{ id: asked.id }, { id: next.id }]);
  });

  it('is not tried with an engine that is retired, or that there is none of', async () => {
    const id = shop.otherEngineId;
    await billing.caller.call(ChangeBillingEngine, { id, retired: true });
    await expect(billing.caller.call(TestBillingEngine, { id })).rejects.toMatchObject({
      code: 'billing.reference_retired',
    });
    await billing.caller.call(ChangeBillingEngine, { id, retired: false });
    await expect(billing.caller.call(TestBillingEngine, { id: newId() })).rejects.toMatchObject({
      code: 'billing.not_found',
    });
  });

  it('is nobody else’s to read, and an engine can make no consumer', async () => {
    const other = await billing.engineName(shop.otherEngineId);
    const refusedBefore = session.refusals.length;
    session.connection.publish(`$JS.API.CONSUMER.MSG.NEXT.OUT.${other}`);
    session.connection.publish(`$JS.API.CONSUMER.CREATE.OUT.${engine.name}.out.billing.${other}.>`);
    session.connection.publish('$JS.API.STREAM.MSG.GET.OUT');
    await eventually('the server refuses all three', () => session.refusals.length - refusedBefore >= 3);
  });

  it('is told again when the server lost what it stored', async () => {
    const id = await cancelled();
    await eventually('it is sent', async () => {
      const [row] = await billing.database.query('select 1 from engine_instruction where sent_at is null');
      return row === undefined;
    });
    await billing.nats.restartEmpty();
    const heard = await eventually('the engine hears all of it', async () => {
      const instruction = await session.nextInstruction();
      return instruction?.data.purchaseId === id ? instruction : undefined;
    });
    expect(heard.type).toBe('purchase.cancelled');
  }, 60_000);

  it('is told again, what it has not acknowledged, when the stream is deleted or emptied', async () => {
    const known = await cancelled();
    await eventually('the engine reads it', async () => {
      const instruction = await session.nextInstruction();
      return instruction?.data.purchaseId === known;
    });
    await eventually('its acknowledgement is known', async () => {
      const open = await billing.database.query(
        'select 1 from engine_instruction where acknowledged_at is null',
      );
      return open.length === 0;
    });
    const operations = await connect({
      servers: billing.nats.url,
      inboxPrefix: inboxPrefixOf('operations'),
      authenticator: credsAuthenticator(
        new TextEncoder().encode(await billing.nats.credentials('operations')),
      ),
    });
    const manager = await operations.jetstreamManager();
    for (const lose of [() => manager.streams.delete('OUT'), () => manager.streams.purge('OUT')]) {
      const lost = [await cancelled(), await cancelled()];
      await eventually('they are sent', async () => {
        const unsent = await billing.database.query('select 1 from engine_instruction where sent_at is null');
        return unsent.length === 0;
      });
      await lose();
      const heard = await eventually('the engine hears something', () =>
        session.nextInstruction().catch(() => null),
      );
      expect([heard.data.purchaseId, (await session.nextInstruction())?.data.purchaseId]).toEqual(lost);
    }
    await operations.close();
  }, 60_000);
});

import { createOperator } from '@nats-io/jwt';
import {
  ChangeBillingEngine,
  IssueEngineCredentials,
  ListEngineCredentials,
  newId,
  RegisterBillingEngine,
  RevokeEngineCredentials,
  type EngineCredentialsView,
  type EngineCredentialView,
} from '@daybook/contracts';
import type { Environment, RunningService } from '@daybook/messaging';
import { clock } from '@daybook/persistence';
import {
  bootService,
  eventually,
  startNats,
  startPostgres,
  TestCaller,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { BillingModule } from '../billing.module';
import { EngineSession } from '../testing/engine-session';

const HOUR_MS = 3_600_000;

describe("A billing engine's credentials on a NATS server with users", () => {
  let postgres: TestPostgres;
  let database: TestDatabase;
  let nats: TestNats;
  let billing: RunningService;
  let caller: TestCaller;
  const sessions: EngineSession[] = [];

  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats({ secured: true })]);
    database = await postgres.createDatabase();
    billing = await boot();
    caller = await TestCaller.connect(nats, await nats.credentials('gateway'));
  }, 60_000);

  afterAll(async () => {
    await Promise.all(sessions.map((session) => session.close()));
    await caller.close();
    await billing.stop();
    await database.drop();
    await nats.stop();
    await postgres.stop();
  });

  async function boot(more: Environment = {}): Promise<RunningService> {
    const { trust } = nats;
    if (trust === undefined) throw new Error('The server is not secured');
    const environment = {
      NATS_CREDS: await nats.credentials('billing'),
      NATS_ACCOUNT_SEED: trust.account.signingSeed,
      NATS_ACCOUNT_PUBLIC_KEY: trust.account.publicKey,
      NATS_OPERATOR_SEED: trust.operatorSigningSeed,
      NATS_SYSTEM_CREDS: await nats.systemCredentials(),
      PROCESSOR_URL: 'http://127.0.0.1:9',
      PROCESSOR_KEY: 'key',
      ...more,
    };
    return bootService({ module: BillingModule }, { database, nats, environment });
  }

  function register(): Promise<EngineCredentialsView> {
    return caller.call(RegisterBillingEngine, { name: `engine-${newId().slice(-12)}`, bills: 'Tests' });
  }

  async function connect(engine: EngineCredentialsView): Promise<EngineSession> {
    const session = await EngineSession.open(nats.url, engine);
    sessions.push(session);
    return session;
  }

  async function expectTurnedAway(engine: EngineCredentialsView): Promise<void> {
    // The server may hang up before its reason is read.
    await eventually('the server says why it refuses', async () =>
      /authorization|authentication/i.test(await EngineSession.refusal(nats.url, engine)),
    );
  }

  function revoke({ id, credentialId }: EngineCredentialsView): Promise<EngineCredentialView> {
    return caller.call(RevokeEngineCredentials, { id, credentialId });
  }

  async function listed({ id }: EngineCredentialsView): Promise<EngineCredentialView[]> {
    return (await caller.call(ListEngineCredentials, { id })).items;
  }

  it('are revoked at once: who was connected is dropped and cannot come back, and nobody else notices', async () => {
    const [engine, other] = await Promise.all([register(), register()]);
    const second = await caller.call(IssueEngineCredentials, { id: engine.id, reason: 'A second site' });
    const [dropped, kept, undisturbed] = [await connect(engine), await connect(second), await connect(other)];

    const answer = await revoke(engine);
    expect(answer).toMatchObject({ state: 'revoked', revokedBy: 'admin', refusedSince: expect.any(String) });
    await eventually('the engine is refused', () => dropped.state !== 'connected');
    await expectTurnedAway(engine);

    await Promise.all([kept, undisturbed].map((session) => session.connection.flush()));
    expect([kept.losses, undisturbed.losses]).toEqual([0, 0]);
    expect(await listed(engine)).toMatchObject([
      { id: second.credentialId, state: 'good', reason: 'A second site', issuedBy: 'admin' },
      { id: engine.credentialId, state: 'revoked' },
    ]);
    expect((await revoke(engine)).revokedAt).toBe(answer.revokedAt);
  });

  it('stay revoked when billing or the NATS server starts again, and when the server lost all it stored', async () => {
    const [engine, other] = await Promise.all([register(), register()]);
    const undisturbed = await connect(other);
    await revoke(engine);

    await nats.restart();
    await expectTurnedAway(engine);
    await billing.stop();
    billing = await boot();
    await expectTurnedAway(engine);

    await nats.restartEmpty();
    await expectTurnedAway(engine);
    await eventually('the other engine is back', () => undisturbed.state === 'connected');
    await eventually('billing is back', async () => (await listed(other)).length > 0);
  }, 90_000);

  it('end after the overlap once others took their place', async () => {
    const engine = await register();
    const before = await connect(engine);
    const after = await caller.call(IssueEngineCredentials, { id: engine.id, overlapHours: 2 });
    const session = await connect(after);
    expect(before.state).toBe('connected');
    const ahead = 2 * HOUR_MS + 1_000;
    clock.advance(ahead);
    try {
      await eventually('the old ones are refused', () => before.state !== 'connected');
      expect(await listed(engine)).toMatchObject([
        { id: after.credentialId, state: 'good' },
        { id: engine.credentialId, state: 'expired' },
      ]);
    } finally {
      clock.advance(-ahead);
    }
    await expectTurnedAway(engine);
    expect(session.losses).toBe(0);
  });

  it('end at once where the overlap is none, and by themselves where they were made to', async () => {
    const engine = await register();
    const before = await connect(engine);
    const after = await caller.call(IssueEngineCredentials, {
      id: engine.id,
      overlapHours: 0,
      validForHours: 1,
    });
    await eventually('the old ones are refused', () => before.state !== 'connected');
    await expectTurnedAway(engine);
    await connect(after);
    const ends = new Date(after.expiresAt ?? '').getTime() - Date.now();
    expect(ends).toBeGreaterThan(0.99 * HOUR_MS);
    expect(ends).toBeLessThan(1.01 * HOUR_MS);
  });

  it('go on working when the engine is retired, but nothing that it says is taken until it is reinstated', async () => {
    const engine = await register();
    const session = await connect(engine);
    const emit = async (id: string) => {
      await session.publish('rebill.started', id, { purchaseId: newId(), cycle: 1 });
      return eventually('the receipt comes', () => session.receipts.find((receipt) => receipt.id === id));
    };
    const retired = await caller.call(ChangeBillingEngine, { id: engine.id, retired: true });
    expect(retired.retired).toBe(true);
    expect(await emit('1')).toMatchObject({ outcome: 'rejected', code: 'intake.engine_retired' });
    expect(await caller.refusal(IssueEngineCredentials, { id: engine.id })).toBe('billing.reference_retired');
    await caller.call(ChangeBillingEngine, { id: engine.id, retired: false });
    expect(await emit('2')).toMatchObject({ outcome: 'accepted', code: 'intake.parked' });
  });

  it('are another engine’s to revoke under that engine only', async () => {
    const [engine, other] = await Promise.all([register(), register()]);
    expect(
      await caller.refusal(RevokeEngineCredentials, { id: other.id, credentialId: engine.credentialId }),
    ).toBe('billing.not_found');
  });

  it('are written down as revoked where the server does not take it, and that is said', async () => {
    const engine = await register();
    await billing.stop();
    const seed = new TextDecoder().decode(createOperator().getSeed());
    billing = await boot({ NATS_OPERATOR_SEED: seed });
    expect(
      await caller.refusal(RevokeEngineCredentials, { id: engine.id, credentialId: engine.credentialId }),
    ).toBe('billing.revocation_pending');
    await connect(engine);
    await billing.stop();
    billing = await boot();
    await expectTurnedAway(engine);
  }, 90_000);

  it('are not revoked by a billing that has no trust of the server', async () => {
    const engine = await register();
    await billing.stop();
    billing = await boot({ NATS_OPERATOR_SEED: '' });
    expect(
      await caller.refusal(RevokeEngineCredentials, { id: engine.id, credentialId: engine.credentialId }),
    ).toBe('billing.revocation_unavailable');
    expect(await caller.refusal(IssueEngineCredentials, { id: engine.id, overlapHours: 1 })).toBe(
      'billing.revocation_unavailable',
    );
    expect(await listed(engine)).toMatchObject([{ state: 'good' }]);
  }, 90_000);
});

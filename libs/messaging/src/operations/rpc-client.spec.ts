import { AddCustomerNote, GetCustomer, newId, type AnyOperation } from '@daybook/contracts';
import { eventually, startNats, type TestNats } from '@daybook/testing';
import { headers as natsHeaders, type Msg } from 'nats';
import { serviceLogger } from '../core/logger';
import { Bus } from '../nats/bus';
import { wire } from '../nats/wire';
import { RpcClient } from './rpc-client';

describe('A request whose answer is due when NATS starts again', () => {
  const logger = serviceLogger('test', { logLevel: 'silent', logFormat: 'json' });
  let nats: TestNats;
  let gateway: Bus;
  let customers: Bus;
  let client: RpcClient;
  let came: Msg[] = [];

  beforeAll(async () => {
    nats = await startNats({ secured: true });
    gateway = await Bus.connect(
      'gateway',
      { natsUrl: nats.url, natsCreds: await nats.credentials('gateway') },
      logger,
    );
    customers = await Bus.connect(
      'customers',
      { natsUrl: nats.url, natsCreds: await nats.credentials('customers') },
      logger,
    );
    customers.connection.subscribe('rpc.customers.>', {
      callback: (_error, message) => void came.push(message),
    });
    await customers.flush();
    client = new RpcClient(gateway);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await customers.close();
    await nats.stop();
  });
  beforeEach(() => {
    came = [];
  });

  function answer(message: Msg | undefined, status: number, body: object = {}): void {
    const headers = natsHeaders();
    headers.set(wire.status, String(status));
    message?.respond(JSON.stringify(body), { headers });
  }

  /** Has it asked, and the server start again while the service is at it. */
  async function restartMeanwhile(): Promise<void> {
    await eventually('it is asked', () => came.length === 1);
    await nats.restart();
    await eventually('all are back', () => gateway.up && customers.up);
    await Promise.all([gateway.flush(), customers.flush()]);
  }

  const sent = () => ({ requestId: newId(), timeoutMs: 20_000 });

  it('still gets the answer that comes late', async () => {
    const answered = client.call(AddCustomerNote, { id: newId(), text: 'x' }, sent());
    await eventually('it is asked', () => came.length === 1);
    await nats.kill();
    await eventually('the service knows', () => !customers.up);
    await nats.restart();
    await eventually('all are back', () => gateway.up && customers.up);
    answer(came[0], 201);
    expect((await answered).status).toBe(201);
    expect(came).toHaveLength(1);
  }, 60_000);

  it('is asked again where it changes nothing, or once only', async () => {
    const safe: [AnyOperation, { idempotencyKey?: string }][] = [
      [GetCustomer, {}],
      [AddCustomerNote, { idempotencyKey: newId() }],
    ];
    for (const [operation, more] of safe) {
      came = [];
      const answered = client.call(operation, { id: newId() }, { ...sent(), ...more });
      await restartMeanwhile();
      await eventually('it is asked again', () => came.length >= 2);
      // The first one is at it still.
      const asked = came.length;
      answer(came.at(-1), 409, { code: 'request.in_progress' });
      await eventually('and again', () => came.length > asked);
      answer(came.at(-1), 200, { right: true });
      expect(new TextDecoder().decode((await answered).body)).toBe('{"right":true}');
    }
  }, 60_000);

  it('is given up at once where it may not be asked twice, instead of waiting for its time to be over', async () => {
    const answered = client
      .call(AddCustomerNote, { id: newId(), text: 'x' }, sent())
      .catch((error: unknown) => error);
    await restartMeanwhile();
    const back = performance.now();
    expect(await answered).toMatchObject({ kind: 'timeout' });
    expect(performance.now() - back).toBeLessThan(5_000);
    expect(came).toHaveLength(1);
  }, 60_000);
});

import { AddCustomerNote, GetCase, GetCustomer, newId, type AnyOperation } from '@daybook/contracts';
import { eventually, startNats, type TestNats } from '@daybook/testing';
import { headers as natsHeaders, type Msg } from 'nats';
import { serviceLogger } from '../core/logger';
import { Bus } from '../nats/bus';
import { wire } from '../nats/wire';
import { RequestsAtWork } from './at-work';
import { RpcClient } from './rpc-client';

describe('A request whose answer is lost', () => {
  const logger = serviceLogger('test', { logLevel: 'silent', logFormat: 'json' });
  let nats: TestNats;
  let gateway: Bus;
  let customers: Bus;
  let client: RpcClient;
  let atWork: RequestsAtWork;
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
    for (const { subject } of [GetCustomer, AddCustomerNote]) {
      customers.connection.subscribe(subject, { callback: (_error, message) => take(message) });
    }
    atWork = new RequestsAtWork();
    atWork.listen(customers, 'customers', logger);
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

  const asked = (message: Msg | undefined): string => message?.headers?.get(wire.ask) ?? '';

  function take(message: Msg): void {
    atWork.begin(asked(message));
    came.push(message);
  }

  function answer(message: Msg | undefined, status: number, body: object = {}): void {
    const headers = natsHeaders();
    headers.set(wire.status, String(status));
    message?.respond(JSON.stringify(body), { headers });
    atWork.end(asked(message));
  }

  /** Has it asked, and the server start again while the service is at it. */
  async function restartMeanwhile(): Promise<void> {
    await eventually('it is asked', () => came.length === 1);
    await nats.restart();
    await eventually('all are back', () => gateway.up && customers.up);
    await Promise.all([gateway.flush(), customers.flush()]);
  }

  const sent = () => ({ requestId: newId(), timeoutMs: 20_000 });

  it('still gets it where it comes late, after NATS has started again', async () => {
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

  it('is asked again when NATS has started again, where it changes nothing, or once only', async () => {
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

  it('is given up when NATS has started again where it may not be asked twice, instead of waiting for its time to be over', async () => {
    const answered = client
      .call(AddCustomerNote, { id: newId(), text: 'x' }, sent())
      .catch((error: unknown) => error);
    await restartMeanwhile();
    const back = performance.now();
    expect(await answered).toMatchObject({ kind: 'timeout' });
    expect(performance.now() - back).toBeLessThan(5_000);
    expect(came).toHaveLength(1);
  }, 60_000);

  it('is asked again where nobody is at work on it any more, and given up where it may not be asked twice', async () => {
    const id = newId();
    const calls = [
      client.call(GetCustomer, { id }, sent()),
      client.call(AddCustomerNote, { id, text: 'x' }, { ...sent(), idempotencyKey: newId() }),
    ];
    const given = client.call(AddCustomerNote, { id, text: 'x' }, sent()).catch((error: unknown) => error);
    await eventually('all are asked', () => came.length === 3);
    // As if whoever took them were killed.
    for (const message of came) atWork.end(asked(message));
    const since = performance.now();
    await eventually('two are asked again', () => came.length === 5);
    for (const message of came.slice(3)) answer(message, 200, { right: true });
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200]);
    expect(await given).toMatchObject({ kind: 'timeout' });
    expect(performance.now() - since).toBeLessThan(15_000);
    expect(came).toHaveLength(5);
  });

  it('is asked once where a service takes its time', async () => {
    const asks: string[] = [];
    customers.connection.subscribe('rpc.customers.at_work', {
      callback: (_error, message) => void asks.push(message.string()),
    });
    const answered = client.call(GetCustomer, { id: newId() }, sent());
    await eventually('it is asked about more than once', () => asks.length >= 3);
    expect(new Set(asks)).toEqual(new Set([asked(came[0])]));
    expect(came).toHaveLength(1);
    answer(came[0], 200);
    expect((await answered).status).toBe(200);
  });

  it('is asked again of another replica where the one that had taken it is killed', async () => {
    const [first, second] = await Promise.all(
      ['one', 'other'].map(async () =>
        Bus.connect('cases', { natsUrl: nats.url, natsCreds: await nats.credentials('cases') }, logger),
      ),
    );
    const taken: Bus[] = [];
    for (const bus of [first, second]) {
      if (bus === undefined) throw new Error('it is not connected');
      const own = new RequestsAtWork();
      own.listen(bus, 'cases', logger);
      bus.connection.subscribe(GetCase.subject, {
        queue: 'cases',
        callback: (_error, message) => {
          taken.push(bus);
          if (taken.length === 1) own.begin(asked(message));
          else answer(message, 200);
        },
      });
      await bus.flush();
    }
    const answered = client.call(GetCase, { id: newId() }, sent());
    await eventually('one has taken it', () => taken.length === 1);
    await taken[0]?.close();
    expect((await answered).status).toBe(200);
    await Promise.all([first?.close(), second?.close()]);
  });
});

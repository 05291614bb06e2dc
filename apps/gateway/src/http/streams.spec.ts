import { get, type IncomingMessage } from 'node:http';
import { connect, headers as natsHeaders, type NatsConnection } from 'nats';
import { ByteSender, wire } from '@daybook/messaging';
import { eventually } from '@daybook/testing';
import { GatewayFixture } from '../testing/gateway-fixture';

const EXPORT = '/reports/customer-service/export?part=details&format=csv';

describe('A stream from a service', () => {
  let fixture: GatewayFixture;
  let nats: NatsConnection;
  let token: string;
  let made = 0;
  let ended = false;

  beforeAll(async () => {
    fixture = await GatewayFixture.start();
    nats = await connect({ servers: fixture.nats.url });
    token = await fixture.signIn();
  });
  afterAll(async () => {
    await nats?.close();
    await fixture?.stop();
  });

  /** Answers the export with chunks, as the reporting service does, from when the server knows of it. */
  const serve = async (chunks: () => AsyncIterable<Uint8Array>): Promise<() => void> => {
    made = 0;
    ended = false;
    const sender = new ByteSender(
      { connection: nats, inboxPrefix: '_INBOX_reporting' },
      { error: () => undefined, info: () => undefined },
    );
    const subscription = nats.subscribe('rpc.reporting.export', {
      callback: (_error, message) => {
        const headers = natsHeaders();
        headers.set(wire.status, '200');
        message.respond(JSON.stringify({ contentType: 'text/csv; charset=utf-8', filename: 'all.csv' }), {
          headers,
        });
        sender.send(message.headers?.get(wire.sink) ?? '', chunks());
      },
    });
    await nats.flush();
    return () => subscription.unsubscribe();
  };
  async function* counted(most: number, bytes: number): AsyncGenerator<Uint8Array, void> {
    try {
      for (; made < most; made += 1) yield await Promise.resolve(Buffer.alloc(bytes, 'x'));
    } finally {
      ended = true;
    }
  }

  it('comes whole, larger than any message, with its name and type', async () => {
    const stop = await serve(() => counted(7, 600_001));
    const answer = await fixture.ask(`GET ${EXPORT}`, { token });
    stop();
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="all.csv"');
    expect((answer.body as string).length).toBe(7 * 600_001);
  });

  it('is written down in the audit as an export, with its filter', async () => {
    const { body } = await fixture.ask('GET /audit?kind=export', { token });
    expect(body).toMatchObject({
      items: [{ kind: 'export', details: { operation: 'reporting.export', filter: { part: 'details' } } }],
    });
  });

  it('waits for a slow client, and stops at its source when the client is gone', async () => {
    const stop = await serve(() => counted(10_000, 100_000));
    const response = await opened();
    const seen = await settled();
    expect(seen).toBeLessThan(500);
    response.destroy();
    await eventually('the source has ended', () => Promise.resolve(ended));
    expect(made).toBeLessThan(500);
    stop();
  });

  it('ends at once where its client goes while there is nothing to send', async () => {
    let left = false;
    const stop = await serve(() => {
      let said = false;
      const iterator: AsyncIterator<Uint8Array, void> = {
        next: () => {
          if (said) return new Promise(() => undefined);
          said = true;
          return Promise.resolve({ done: false, value: Buffer.from('the beginning') });
        },
        return: () => {
          left = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      };
      return { [Symbol.asyncIterator]: () => iterator };
    });
    const response = await opened();
    await new Promise((resolve) => response.once('data', resolve));
    response.destroy();
    await eventually('the source is let go', () => Promise.resolve(left));
    stop();
  });

  it('that fails on the way breaks the answer off, so that nobody takes it for whole', async () => {
    const stop = await serve(async function* () {
      yield await Promise.resolve(Buffer.from('the beginning'));
      throw new Error('the database is gone');
    });
    await expect(fixture.ask(`GET ${EXPORT}`, { token })).rejects.toThrow();
    stop();
  });

  it('is refused as any other call is', async () => {
    const agent = await fixture.userOf('cs_agent');
    expect(
      (await fixture.ask('GET /reports/customer-service/export?part=details&part=all&format=csv', agent))
        .status,
    ).toBe(400);
    expect((await fixture.ask(`GET ${EXPORT}`)).status).toBe(401);
    expect((await fixture.ask(`GET ${EXPORT}`, agent)).body).toMatchObject({
      code: 'gateway.service_unavailable',
    });
  });

  /** A response of which nothing is read. */
  function opened(): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      get(
        `${fixture.service.url}/api/v1${EXPORT}`,
        { headers: { authorization: `Bearer ${token}` } },
        resolve,
      ).on('error', reject);
    });
  }

  /** How many chunks were made once no more are. */
  async function settled(): Promise<number> {
    let last = -1;
    let same = 0;
    await eventually('the source is held back', () => {
      same = made === last && made > 0 ? same + 1 : 0;
      last = made;
      return Promise.resolve(same > 5);
    });
    return last;
  }
});

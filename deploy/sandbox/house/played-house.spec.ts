import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { eventually } from '@daybook/testing';
import { PlayedHouse, type PlayedHouseOptions } from './played-house';

const secret = (byte: number): string => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const secrets = { name: 'played', webhookSecret: secret(1), orderSecret: secret(2) };
const usual: PlayedHouseOptions = {
  behaviour: 'deliver',
  parcels: 1,
  pause: 0,
  late: 0,
  twice: false,
  shuffle: false,
  down: 0,
};

describe('A played house', () => {
  let daybook: Server;
  let gateway: string;
  let house: PlayedHouse;
  let heard: { id: string; type: string; timestamp: string; data: { trackingNumber?: string } }[];

  beforeAll(async () => {
    daybook = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = request.headers as Record<string, string>;
        const message = new Webhook(secrets.webhookSecret).verify(Buffer.concat(chunks), headers);
        heard.push({ ...(message as (typeof heard)[number]), id: String(headers['webhook-id']) });
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((resolve) => daybook.listen(0, '127.0.0.1', resolve));
    gateway = `http://127.0.0.1:${(daybook.address() as AddressInfo).port}`;
  });
  afterAll(() => daybook.close());
  beforeEach(() => (heard = []));
  afterEach(() => house.close());

  async function send(options: Partial<PlayedHouseOptions>, type = 'fulfillment.order', key = secret(2)) {
    house = new PlayedHouse(gateway, secrets, { ...usual, ...options }, () => undefined);
    const port = await house.listen(0);
    return post(port, type, key);
  }

  async function post(port: number, type: string, key = secret(2)): Promise<number> {
    const body = JSON.stringify({ type, data: { fulfillmentId: 'f1' } });
    const at = new Date();
    const { status } = await fetch(`http://127.0.0.1:${port}/orders`, {
      method: 'POST',
      headers: {
        'webhook-id': `msg_${type}`,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(key).sign(`msg_${type}`, at, body),
      },
      body,
    });
    return status;
  }

  const hears = (number: number) =>
    eventually(`it has sent ${number} messages`, () => (heard.length === number ? heard : undefined));
  const types = () => heard.map(({ type }) => type.replace('fulfillment.', ''));

  it('takes a signed order and tells its course; a forged one it does not take', async () => {
    expect(await send({})).toBe(202);
    await hears(3);
    expect(types()).toEqual(['accepted', 'shipped', 'delivered']);
    house.close();
    expect(await send({}, 'fulfillment.order', secret(3))).toBe(401);
  });

  it('ships several parcels, tells each thing twice and from behind', async () => {
    await send({ parcels: 2, twice: true, shuffle: true });
    await hears(15);
    expect(types().filter((type) => type === 'shipped')).toHaveLength(6);
    expect(new Set(heard.map(({ data }) => data.trackingNumber)).size).toBe(3);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(10);
    const times = heard.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('is down, fails, and cancels what has not left', async () => {
    expect(await send({ down: 60 })).toBe(503);
    house.close();
    await send({ behaviour: 'fail' });
    await hears(1);
    expect(types()).toEqual(['failed']);
    house.close();
    await send({ behaviour: 'accept' }, 'fulfillment.cancel');
    await hears(2);
    expect(types()).toEqual(['failed', 'cancelled']);
  });
});

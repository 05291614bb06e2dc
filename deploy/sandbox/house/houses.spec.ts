import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eventually } from '@daybook/testing';
import { Webhook } from 'standardwebhooks';

import { type RunningSandbox, startSandbox } from '../sandbox';

const IN = `whsec_${Buffer.from('a key for what comes in to houses').toString('base64')}`;
const OUT = `whsec_${Buffer.from('a key for what goes out of houses').toString('base64')}`;

describe('a fulfillment house of the sandbox', () => {
  let home: string;
  let sandbox: RunningSandbox;
  let ours: Server;
  let down = 0;
  let received: { id: string; type: string; data: { fulfillmentId: string; trackingNumber?: string } }[] = [];

  beforeAll(async () => {
    ours = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (down > 0) {
          down -= 1;
          response.writeHead(503).end();
          return;
        }
        const body = Buffer.concat(chunks);
        const verified = new Webhook(OUT).verify(
          body,
          request.headers as Record<string, string>,
        ) as (typeof received)[number];
        received.push({ ...verified, id: String(request.headers['webhook-id']) });
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((resolve) => ours.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => ours.close(resolve)));

  beforeEach(async () => {
    received = [];
    home = await mkdtemp(join(tmpdir(), 'sandbox-house-'));
    sandbox = await startSandbox({ home, port: 0 });
  });
  afterEach(async () => {
    await sandbox.stop();
    await rm(home, { recursive: true });
  });

  async function json(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  async function configure(behaviour: string, shipDelayMs = 0): Promise<void> {
    const webhookUrl = `http://127.0.0.1:${(ours.address() as AddressInfo).port}/hook`;
    const put = await json('PUT', '/house/acme', {
      inboundSecret: IN,
      outboundSecret: OUT,
      webhookUrl,
      behaviour,
      shipDelayMs,
    });
    expect(put.status).toBe(200);
    expect(JSON.stringify(put.body)).not.toContain('whsec_');
  }
  async function order(ref: string, secret = IN, type = 'order'): Promise<number> {
    const body = JSON.stringify({
      type: `fulfillment.${type}`,
      timestamp: new Date().toISOString(),
      data: { fulfillmentId: ref },
    });
    const at = new Date();
    const response = await fetch(`${sandbox.url}/house/acme/orders`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': `msg-${ref}-${type}`,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(`msg-${ref}-${type}`, at, body),
      },
      body,
    });
    return response.status;
  }

  it('takes a signed order once, accepts it and ships it', async () => {
    await configure('ship');
    expect(await order('f-1')).toBe(202);
    expect(await order('f-1')).toBe(202);
    await eventually('both webhooks are here', () => received.length === 2);
    expect(received.map((hook) => hook.type).sort()).toEqual(['fulfillment.accepted', 'fulfillment.shipped']);
    expect(received.find((hook) => hook.type === 'fulfillment.shipped')?.data).toMatchObject({
      fulfillmentId: 'f-1',
      trackingNumber: expect.stringMatching(/^SB/) as unknown,
    });
    expect((await json('GET', '/house/acme')).body).toMatchObject({ orders: 1, webhooks: 2 });
  });

  it('refuses an order whose signature is wrong', async () => {
    await configure('ship');
    expect(await order('f-1', OUT)).toBe(401);
    expect((await json('GET', '/house/acme/orders')).body).toMatchObject({ total: 0 });
  });

  it('tries again while our side is down, under the same id', async () => {
    await configure('hold');
    down = 2;
    await order('f-2');
    await eventually('the webhook is here', () => received.length === 1);
    const hooks = (await eventually('it is done', async () => {
      const { items } = (await json('GET', '/house/acme/webhooks')).body as {
        items: { id: string; done: boolean; attempts: unknown[] }[];
      };
      return items[0]?.done ? items : undefined;
    })) as { id: string; attempts: unknown[] }[];
    expect(hooks[0]).toMatchObject({
      id: received[0]?.id,
      attempts: [{ status: 503 }, { status: 503 }, { status: 202 }],
    });
  });

  it('posts what it is told, even about a fulfillment it does not know', async () => {
    await configure('silent');
    const sent = await json('POST', '/house/acme/orders/unknown/events', {
      type: 'fulfillment.delivered',
      id: 'mine',
      data: { trackingNumber: 'T1' },
    });
    expect(sent.status).toBe(202);
    await eventually('it is here', () => received.length === 1);
    expect(received[0]).toMatchObject({
      id: 'mine',
      type: 'fulfillment.delivered',
      data: { fulfillmentId: 'unknown', trackingNumber: 'T1' },
    });
  });

  it('cancels what has not left the house yet, and says so otherwise', async () => {
    await configure('ship', 60_000);
    await order('f-4');
    await order('f-4', IN, 'cancel');
    await eventually('it is cancelled', () => received.some((hook) => hook.type === 'fulfillment.cancelled'));
    expect((await json('GET', '/house/acme')).body).toMatchObject({ webhooks: 3, undelivered: 0 });

    await configure('ship', 0);
    await order('f-5');
    await eventually('it is shipped', () => received.some((hook) => hook.type === 'fulfillment.shipped'));
    await order('f-5', IN, 'cancel');
    await eventually('it is told', () => received.some((hook) => hook.type === 'fulfillment.cancel_failed'));
  });

  it('sends what was still to be sent after a restart', async () => {
    await configure('ship', 1_500);
    await order('f-3');
    await eventually('it is accepted', () => received.length === 1);
    await sandbox.stop();
    sandbox = await startSandbox({ home, port: 0 });
    await eventually('it is shipped', () => received.length === 2);
    expect(received[1]).toMatchObject({ type: 'fulfillment.shipped', data: { fulfillmentId: 'f-3' } });
  });
});

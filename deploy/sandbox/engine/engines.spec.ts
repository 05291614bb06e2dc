import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eventually, startNats, type TestNats } from '@daybook/testing';
import { connect, type NatsConnection } from 'nats';

import { type RunningSandbox, startSandbox } from '../sandbox';

describe('a billing engine of the sandbox', () => {
  let nats: TestNats;
  let ours: NatsConnection;
  let home: string;
  let sandbox: RunningSandbox;
  const answering = { on: true };
  const seen: { id: string; subject: string; msgId: string | undefined }[] = [];

  beforeAll(async () => {
    nats = await startNats();
    ours = await connect({ servers: nats.url });
    const manager = await ours.jetstreamManager();
    await manager.streams.add({ name: 'INTAKE', subjects: ['intake.billing.>'] });
    ours.subscribe('intake.billing.>', {
      callback: (_error, message) => {
        const event = message.json<{ id: string }>();
        seen.push({ id: event.id, subject: message.subject, msgId: message.headers?.get('Nats-Msg-Id') });
        if (answering.on)
          ours.publish(
            'intake.receipts.acme',
            JSON.stringify({ id: event.id, outcome: 'accepted', code: null }),
          );
      },
    });
    await ours.flush();
    home = await mkdtemp(join(tmpdir(), 'sandbox-engine-'));
    sandbox = await startSandbox({ home, port: 0 });
  });
  afterAll(async () => {
    await sandbox.stop();
    await ours.close();
    await nats.stop();
    await rm(home, { recursive: true });
  });
  beforeEach(() => {
    answering.on = true;
    seen.length = 0;
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

  it('publishes on its own subject and waits for the receipt', async () => {
    expect((await json('PUT', '/engine/acme', { natsUrl: nats.url })).body).toMatchObject({
      connected: true,
    });
    const sent = await json('POST', '/engine/acme/events', {
      type: 'rebill.succeeded',
      data: { cycle: 2 },
      id: 'e-1',
    });
    expect(sent).toMatchObject({ status: 200, body: { id: 'e-1', receipt: { outcome: 'accepted' } } });
    expect(seen).toEqual([{ id: 'e-1', subject: 'intake.billing.acme.rebill.succeeded', msgId: 'e-1' }]);
    expect((await json('GET', '/engine/acme/receipts')).body).toMatchObject({ total: 1 });
  });

  it('remembers what has no receipt and publishes it again after a restart', async () => {
    answering.on = false;
    const sent = await json('POST', '/engine/acme/events', {
      type: 'rebill.succeeded',
      data: {},
      id: 'e-2',
      waitMs: 50,
    });
    expect(sent).toMatchObject({ status: 202, body: { receipt: null } });
    answering.on = true;
    await sandbox.stop();
    sandbox = await startSandbox({ home, port: 0 });
    await eventually(
      'the receipt is here',
      async () => (await json('GET', '/engine/acme')).body['withoutReceipt'] === 0,
    );
    // A message id on a repetition would let the stream drop it.
    expect(seen.map((message) => [message.id, message.msgId || undefined])).toEqual([
      ['e-2', 'e-2'],
      ['e-2', undefined],
    ]);
  });

  it('keeps the instructions that come to it', async () => {
    ours.publish('out.billing.acme.purchase.cancelled', JSON.stringify({ purchaseId: 'p-1' }));
    await eventually(
      'the instruction is kept',
      async () => (await json('GET', '/engine/acme/instructions')).body['total'] === 1,
    );
  });
});

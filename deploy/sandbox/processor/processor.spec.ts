import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type RunningSandbox, startSandbox } from '../sandbox';

type Answer = { status: number; body: Record<string, unknown> & { items: Record<string, unknown>[] } };

describe('the payment processor of the sandbox', () => {
  let home: string;
  let sandbox: RunningSandbox;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sandbox-processor-'));
    sandbox = await startSandbox({ home, port: 0, processorKey: 'secret' });
  });
  afterAll(async () => {
    await sandbox.stop();
    await rm(home, { recursive: true });
  });

  let keys = 0;
  async function call(
    method: string,
    path: string,
    body?: object,
    key = `key-${++keys}`,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const response = await fetch(`${sandbox.url}/v1${path}`, {
      method,
      signal,
      headers: {
        authorization: 'Bearer secret',
        'idempotency-key': key,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }
  function charge(token: string, reference: string, capture = true): object {
    return { token, amount: '39.90', currency: 'USD', capture, reference };
  }

  it('asks for the bearer key', async () => {
    expect((await fetch(`${sandbox.url}/v1/charges`)).status).toBe(401);
    expect(
      (await fetch(`${sandbox.url}/v1/charges`, { headers: { authorization: 'Bearer wrong' } })).status,
    ).toBe(401);
  });

  it('turns test numbers into tokens and takes no others', async () => {
    const made = await call('POST', '/tokens', {
      number: '4242 4242 4242 4242',
      expMonth: 12,
      expYear: 2040,
    });
    expect(made).toMatchObject({
      status: 201,
      body: { bin: '424242', last4: '4242', brand: 'visa', expMonth: 12, expYear: 2040 },
    });
    expect((await call('GET', `/tokens/${String(made.body['token'])}`)).body).toEqual(made.body);
    expect(
      (await call('POST', '/tokens', { number: '4539578763621486', expMonth: 12, expYear: 2040 })).status,
    ).toBe(422);
  });

  it('charges, or declines softly or hard', async () => {
    expect((await call('POST', '/charges', charge('tok_success', 'a'))).body).toMatchObject({
      status: 'succeeded',
      declineKind: null,
      captured: true,
      settled: false,
      amount: '39.90',
      currency: 'USD',
      last4: '4242',
    });
    expect((await call('POST', '/charges', charge('tok_soft_decline', 'a'))).body).toMatchObject({
      status: 'declined',
      declineKind: 'soft',
      responseCode: '51',
    });
    expect((await call('POST', '/charges', charge('tok_hard_decline', 'a'))).body).toMatchObject({
      status: 'declined',
      declineKind: 'hard',
      captured: false,
    });
  });

  it('answers the same key with the same answer, makes one charge, and refuses the key for another request', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => call('POST', '/charges', charge('tok_success', 'once'), 'the-key')),
    );
    expect(new Set(answers.map((answer) => answer.body['id'])).size).toBe(1);
    expect((await call('GET', '/charges?reference=once')).body).toMatchObject({ total: 1 });
    expect((await call('POST', '/charges', charge('tok_success', 'twice'), 'the-key')).status).toBe(422);
  });

  it('acts without ever answering for tok_timeout, and does not even act for tok_timeout_lost', async () => {
    await expect(
      call('POST', '/charges', charge('tok_timeout', 't'), 'timed-out', AbortSignal.timeout(150)),
    ).rejects.toThrow();
    await expect(
      call('POST', '/charges', charge('tok_timeout_lost', 't'), 'lost', AbortSignal.timeout(150)),
    ).rejects.toThrow();
    expect((await call('GET', '/operations/timed-out')).body).toMatchObject({
      state: 'done',
      result: { status: 'succeeded', reference: 't' },
    });
    expect((await call('GET', '/operations/lost')).body).toEqual({ state: 'unknown' });
    expect((await call('GET', '/charges?reference=t')).body['total']).toBe(1);
  });

  it('voids before settlement only, and refunds after it only', async () => {
    const id = String((await call('POST', '/charges', charge('tok_success', 'v'))).body['id']);
    expect(await call('POST', `/charges/${id}/refund`, { amount: '1.00' })).toMatchObject({
      status: 409,
      body: { status: 'refused', code: 'not_settled' },
    });
    await call('POST', '/settlements');
    expect(await call('POST', `/charges/${id}/void`)).toMatchObject({
      status: 409,
      body: { code: 'already_settled' },
    });

    const open = String((await call('POST', '/charges', charge('tok_success', 'v'))).body['id']);
    expect(await call('POST', `/charges/${open}/void`)).toMatchObject({
      status: 200,
      body: { status: 'succeeded', voided: true },
    });
    expect(await call('POST', `/charges/${open}/void`)).toMatchObject({
      status: 409,
      body: { code: 'already_voided' },
    });
  });

  it('never gives back more than was charged', async () => {
    const id = String((await call('POST', '/charges', charge('tok_success', 'r'))).body['id']);
    await call('POST', '/settlements');
    expect((await call('POST', `/charges/${id}/refund`, { amount: '30.00' }, 'refund-1')).body).toMatchObject(
      { status: 'succeeded', refunded: '30.00' },
    );
    expect((await call('POST', `/charges/${id}/refund`, { amount: '30.00' }, 'refund-1')).body).toMatchObject(
      { refunded: '30.00' },
    );
    expect(await call('POST', `/charges/${id}/refund`, { amount: '9.91' })).toMatchObject({
      status: 422,
      body: { code: 'refund_exceeds_charge' },
    });
    expect((await call('POST', `/charges/${id}/refund`)).body).toMatchObject({
      amount: '9.90',
      refunded: '39.90',
    });
  });

  it('captures an authorisation once and as a whole, and only then settles it', async () => {
    const id = String((await call('POST', '/charges', charge('tok_success', 'c', false))).body['id']);
    await call('POST', '/settlements');
    expect((await call('GET', `/charges/${id}`)).body).toMatchObject({ captured: false, settled: false });
    expect((await call('POST', `/charges/${id}/capture`, {})).body).toMatchObject({
      status: 'succeeded',
      captured: true,
      amount: '39.90',
    });
    expect((await call('POST', `/charges/${id}/capture`, {})).status).toBe(409);
    expect(((await call('POST', '/settlements')).body['chargeIds'] as string[]).includes(id)).toBe(true);
  });

  it('lets the refunds of tok_refund_fails fail', async () => {
    const id = String((await call('POST', '/charges', charge('tok_refund_fails', 'f'))).body['id']);
    await call('POST', '/settlements');
    expect((await call('POST', `/charges/${id}/refund`, {})).body).toMatchObject({
      status: 'declined',
      declineKind: 'soft',
      refunded: '0.00',
    });
  });

  it('names what is wrong with a request', async () => {
    expect(await call('POST', '/charges', { ...charge('tok_success', 'x'), amount: 39.9 })).toMatchObject({
      status: 400,
    });
    expect(await call('POST', '/charges', { ...charge('tok_success', 'x'), tip: '1.00' })).toMatchObject({
      status: 400,
    });
    expect(await call('POST', '/charges', charge('tok_nobody', 'x'))).toMatchObject({
      status: 422,
      body: { code: 'token_not_found' },
    });
    expect(await call('POST', '/charges', charge('tok_success', 'x'), '')).toMatchObject({
      status: 400,
      body: { code: 'idempotency_key_required' },
    });
  });

  it('remembers everything over a restart', async () => {
    const before = await call('GET', '/charges');
    await sandbox.stop();
    sandbox = await startSandbox({ home, port: 0, processorKey: 'secret' });
    expect(await call('GET', '/charges')).toEqual(before);
    expect((await call('GET', '/operations/refund-1')).body).toMatchObject({
      state: 'done',
      result: { refunded: '30.00' },
    });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import {
  CalculateTax,
  CheckAddress,
  pluginCalls,
  type AddressCheckRequest,
  type PluginCall,
} from '@daybook/contracts';
import { Plugins, serviceLogger, type PluginReply } from '@daybook/messaging';

import { type RunningSandbox, startSandbox } from '../sandbox';

const secret = `whsec_${Buffer.from('the secret of all plugins here').toString('base64')}`;
const logger = serviceLogger('test', { logLevel: 'silent', logFormat: 'json' });
const money = (amount: string, currency = 'USD') => ({ amount, currency });
const addressed = (line1: string): AddressCheckRequest => ({
  address: { line1, city: 'Springfield', country: 'US' },
});

describe('the plugins of the sandbox', () => {
  let home: string;
  let sandbox: RunningSandbox;
  let keys = 0;

  const start = async () => startSandbox({ home, port: 0, pluginSecret: secret });
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sandbox-plugins-'));
    sandbox = await start();
  });
  afterAll(async () => {
    await sandbox.stop();
    await rm(home, { recursive: true });
  });

  function ask<I extends object, O extends object>(
    call: PluginCall<I, O>,
    request: I,
    key = `question-${++keys}`,
    timeoutMs = 10_000,
  ): Promise<PluginReply<O>> {
    const place = { url: `${sandbox.url}/plugins/${call.plugin}`, secret };
    return new Plugins({ [call.plugin]: place }, timeoutMs, logger).ask(call, request, key);
  }
  async function change(plugin: string, body: object): Promise<number> {
    const response = await fetch(`${sandbox.url}/plugins/${plugin}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.status;
  }
  async function callsOf(plugin: string): Promise<{ key: string; times: number; behaviour: string }[]> {
    const response = await fetch(`${sandbox.url}/plugins/${plugin}/calls`);
    return ((await response.json()) as { items: { key: string; times: number; behaviour: string }[] }).items;
  }

  it.each(pluginCalls.map((call) => [`${call.plugin}${call.path}`, call] as const))(
    'answer %s as the contract has it, and can say no',
    async (_, call) => {
      const question = { amount: money('10.00'), callId: 'c', messageId: 'm', action: 'start' };
      const said = await ask(call, question);
      expect(said).toMatchObject({
        answered: true,
        answer: { provider: expect.stringMatching(/^Sandbox /) },
      });
      await change(call.plugin, { behaviour: 'decline', when: `no-${call.path}` });
      const declined = await ask(call, { ...question, callId: `no-${call.path}` });
      expect(declined).not.toEqual(said);
      if (!declined.answered) expect(declined.failure).toBe('refused');
    },
  );

  it.each([
    ['timeout', { failure: 'timed_out' }],
    ['error', { failure: 'error', code: 'error_500' }],
    ['rubbish', { failure: 'unreadable' }],
    ['wrong_signature', { failure: 'signature_invalid' }],
  ])('behave as told where the question contains a text: %s', async (behaviour, failure) => {
    expect(await change('address-check', { behaviour, when: `${behaviour} street` })).toBe(200);
    const waited = behaviour === 'timeout' ? 200 : 10_000;
    expect(
      await ask(CheckAddress, addressed(`1 ${behaviour} street`), `key-${behaviour}`, waited),
    ).toMatchObject(failure);
    expect(await ask(CheckAddress, addressed('1 Quiet Lane'))).toMatchObject({ answered: true });
    await change('address-check', { behaviour: 'ok', when: `${behaviour} street` });
    expect(await ask(CheckAddress, addressed(`1 ${behaviour} street`))).toMatchObject({ answered: true });
  });

  it('ask for as much tax as they are told, rounded half up', async () => {
    await change('tax', { taxRate: '0.0825' });
    const taxOf = async (amount: string, currency: string) => {
      const reply = await ask(CalculateTax, {
        customerId: 'c',
        lines: [],
        amount: money(amount, currency),
      });
      return reply.answered ? reply.answer.tax : reply;
    };
    expect(await taxOf('39.90', 'USD')).toEqual(money('3.29'));
    expect(await taxOf('1000', 'JPY')).toEqual(money('83', 'JPY'));
    expect(await taxOf('0.01', 'USD')).toEqual(money('0.00'));
    await change('tax', { taxRate: '0' });
  });

  it('answer a repeated question the same, refuse another one under its key, and remember both after a restart', async () => {
    const first = await ask(CheckAddress, addressed('1 Elm Street'), 'again');
    await sandbox.stop();
    sandbox = await start();
    await change('address-check', { behaviour: 'decline' });
    expect(await ask(CheckAddress, addressed('1 Elm Street'), 'again')).toEqual(first);
    expect(await ask(CheckAddress, addressed('2 Elm Street'), 'again')).toMatchObject({ code: 'error_409' });
    await change('address-check', { behaviour: 'ok' });
    expect((await callsOf('address-check')).filter(({ key }) => key === 'again')).toMatchObject([
      { times: 2 },
    ]);
  });

  it('hear nobody who does not sign with their secret', async () => {
    const body = JSON.stringify(addressed('1 Elm Street'));
    const at = new Date();
    const response = await fetch(`${sandbox.url}/plugins/address-check/check`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': 'x',
        'idempotency-key': 'x',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook('whsec_c29tZWJvZHkgZWxzZQ==').sign('x', at, body),
      },
      body,
    });
    expect(response.status).toBe(401);
    expect((await callsOf('address-check')).some(({ key }) => key === 'x')).toBe(false);
  });
});

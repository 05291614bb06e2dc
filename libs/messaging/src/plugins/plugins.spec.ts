import { CheckAddress, type PluginFailure } from '@daybook/contracts';
import { PluginDouble, type PluginMood } from '@daybook/testing';
import { serviceLogger } from '../core/logger';
import { Plugins, type PluginEndpoint } from './plugins';

const request = { address: { line1: '12 Main St', city: 'Springfield', country: 'US' } };
const logger = serviceLogger('test', { logLevel: 'silent', logFormat: 'json' });

describe('Asking a plugin', () => {
  let double: PluginDouble;
  const at = (place: Partial<PluginEndpoint> = {}, timeoutMs = 10_000): Plugins =>
    new Plugins({ 'address-check': { url: double.url, secret: double.secret, ...place } }, timeoutMs, logger);

  beforeEach(async () => {
    double = await PluginDouble.start();
    double.answers['/check'] = { provider: 'Streets', verified: true };
  });
  afterEach(() => double.stop());

  it('sends a signed question with key and deadline, and believes the signed answer', async () => {
    double.answers['/check'] = { provider: 'Streets', verified: true, newer: 'field' };
    const reply = await at({ url: `${double.url}/` }).ask(CheckAddress, request, 'check-1');
    expect(reply).toEqual({ answered: true, answer: { provider: 'Streets', verified: true } });
    expect(double.questions).toMatchObject([
      {
        path: '/check',
        headers: { 'webhook-id': 'check-1', 'idempotency-key': 'check-1', 'daybook-timeout-ms': '10000' },
        body: request,
      },
    ]);
  });

  it.each<[PluginMood, PluginFailure, string]>([
    ['keeps silent', 'timed_out', 'timed_out'],
    ['fails', 'error', 'error_500'],
    ['talks rubbish', 'unreadable', 'unreadable'],
    ['signs wrongly', 'signature_invalid', 'signature_invalid'],
    ['signs another answer', 'signature_invalid', 'signature_invalid'],
    ['refuses', 'refused', 'closed_today'],
  ])('says why there is no answer from one that %s', async (mood, failure, code) => {
    double.mood = mood;
    const reply = await at({}, mood === 'keeps silent' ? 200 : 10_000).ask(CheckAddress, request, 'check-2');
    expect(reply).toEqual({ answered: false, failure, code });
  });

  it('says that one which is not there cannot be reached', async () => {
    await double.stop();
    expect(await at().ask(CheckAddress, request, 'check-3')).toMatchObject({ failure: 'unreachable' });
    double = await PluginDouble.start();
  });

  it.each([
    ['lacks a field', { provider: 'Streets' }],
    ['has a control character in a text', { provider: 'Str\u0000eets', verified: true }],
    ['has half a character in a text', { provider: 'Streets \ud800', verified: true }],
    ['is no object', []],
    ['is too long', { provider: 'Streets', verified: true, more: 'x'.repeat(70_000) }],
  ])('does not believe an answer that %s', async (_, answer) => {
    double.answers['/check'] = answer;
    expect(await at().ask(CheckAddress, request, 'check-4')).toMatchObject({ failure: 'unreadable' });
  });

  it('is a mistake where there is no such plugin', async () => {
    const none = new Plugins({}, 300, logger);
    expect(none.has('tax')).toBe(false);
    await expect(none.ask(CheckAddress, request, 'check-5')).rejects.toThrow('no plugin address-check');
  });
});

import { removeScratch, scratchFolder } from '@daybook/testing';
import { type RunningSandbox, startSandbox } from '../sandbox';

describe('The page of the sandbox', () => {
  const home = scratchFolder('sandbox-page');
  let sandbox: RunningSandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ home, port: 0, mailsUrl: 'http://127.0.0.1:1/' });
    await fetch(`${sandbox.url}/house/quick`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        inboundSecret: 'whsec_YQ==',
        outboundSecret: 'whsec_Yg==',
        webhookUrl: 'http://127.0.0.1:9/<x>',
      }),
    });
  });
  afterAll(async () => {
    await sandbox.stop();
    removeScratch(home);
  });

  const page = async (): Promise<string> => (await fetch(sandbox.url)).text();
  const press = (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.url}/page/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers,
      redirect: 'manual',
    });
  const json = async (path: string): Promise<Record<string, unknown>> =>
    (await (await fetch(`${sandbox.url}${path}`)).json()) as Record<string, unknown>;

  it('shows the cards, the houses, the plugins and where mails are, and runs no script', async () => {
    const response = await fetch(sandbox.url);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await response.text();
    for (const shown of [
      'tok_refund_fails',
      '4242 4242 4242 4242',
      'quick',
      'address-check',
      'http://127.0.0.1:1/',
    ])
      expect(html).toContain(shown);
    expect(html).not.toContain('<script');
  });

  it('settles what is captured when somebody presses the button, and says how much', async () => {
    const charged = await fetch(`${sandbox.url}/v1/charges`, {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'idempotency-key': 'page', 'content-type': 'application/json' },
      body: JSON.stringify({
        token: 'tok_success',
        amount: '5.00',
        currency: 'USD',
        capture: true,
        reference: '<D-1>',
      }),
    });
    const { id } = (await charged.json()) as { id: string };
    expect(await page()).toContain('1 captured charge waits');
    expect(await page()).toContain('&lt;D-1&gt;');
    const pressed = await press('settle');
    expect(pressed.status).toBe(303);
    const shown = await (await fetch(new URL(pressed.headers.get('location') ?? '', sandbox.url))).text();
    expect(shown).toContain('1 charge settled.');
    const charge = await fetch(`${sandbox.url}/v1/charges/${id}`, { headers: { authorization: 'Bearer x' } });
    expect(await charge.json()).toMatchObject({ settled: true });
  });

  it('changes how a house and a plugin behave', async () => {
    await press('house', { house: 'quick', behaviour: 'refuse', delay: '1.5' });
    expect(await json('/house/quick')).toMatchObject({ behaviour: 'refuse', shipDelayMs: 1_500 });
    await press('plugin', { plugin: 'tax', behaviour: 'timeout', taxRate: '0.19' });
    expect(await json('/plugins/tax')).toMatchObject({ behaviour: 'timeout', taxRate: '0.19' });
  });

  it('has a house tell of a fulfillment', async () => {
    await press('tell', { house: 'quick', fulfillment: 'some-parcel', event: 'deliver' });
    const { items } = (await json('/house/quick/webhooks')) as { items: { type: string; body: string }[] };
    expect(items.at(-1)).toMatchObject({
      type: 'fulfillment.delivered',
      body: expect.stringContaining('trackingNumber'),
    });
  });

  it.each<[string, string, Record<string, string>, Record<string, string>, number]>([
    ['another site', 'settle', {}, { 'sec-fetch-site': 'cross-site' }, 403],
    ['a house that nobody knows', 'house', { house: 'nobody', behaviour: 'ship', delay: '0' }, {}, 404],
    ['a behaviour that there is not', 'plugin', { plugin: 'tax', behaviour: 'dance' }, {}, 422],
    ['an event that there is not', 'tell', { house: 'quick', fulfillment: 'x', event: 'toString' }, {}, 422],
    ['a delay that is no number', 'house', { house: 'quick', behaviour: 'ship', delay: 'soon' }, {}, 422],
  ])('refuses %s', async (_what, path, form, headers, status) => {
    expect((await press(path, form, headers)).status).toBe(status);
  });
});

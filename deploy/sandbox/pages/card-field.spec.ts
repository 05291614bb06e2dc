import { removeScratch, scratchFolder } from '@daybook/testing';
import { type RunningSandbox, startSandbox } from '../sandbox';

describe('The field for cards', () => {
  const home = scratchFolder('card-field');
  let sandbox: RunningSandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ home, port: 0, cardFieldOrigins: ['https://console.example'] });
  });
  afterAll(async () => {
    await sandbox.stop();
    removeScratch(home);
  });

  const field = (origin: string) =>
    fetch(`${sandbox.url}/card-field?for=${encodeURIComponent(origin)}&language=es`);
  const tokenize = (number: string, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.url}/card-field/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ number, expMonth: 12, expYear: 2040 }),
    });

  it('stands in the frame of the page that it speaks with, and of no other', async () => {
    for (const origin of ['https://console.example', 'http://127.0.0.1:3000', 'http://localhost:5173']) {
      const response = await field(origin);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain(`frame-ancestors ${origin}`);
      const html = await response.text();
      expect(html).toContain(`data-origin="${origin}"`);
      expect(html).toContain('Número de tarjeta');
    }
    for (const origin of ['', '*', 'null', 'https://other.example', 'http://127.0.0.1:3000.other.example'])
      expect([origin, (await field(origin)).status]).toEqual([origin, 403]);
  });

  it('makes a token of a test card, for its own page only', async () => {
    const made = await tokenize('4242 4242 4242 4242', { 'sec-fetch-site': 'same-origin' });
    expect(made.status).toBe(201);
    const body = (await made.json()) as Record<string, unknown>;
    expect(Object.keys(body).sort()).toEqual(['brand', 'last4', 'token']);
    expect(body).toMatchObject({ brand: 'visa', last4: '4242' });
    expect((await tokenize('4539578763621486')).status).toBe(422);
    expect((await tokenize('4242 4242 4242 4242', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { removeScratch, scratchFolder } from '@daybook/testing';
import { GatewayFixture } from '../testing/gateway-fixture';

const PAGE = '<style nonce="DAYBOOK_NONCE"></style><meta content="DAYBOOK_CARD_FIELD">';
const SCRIPT = 'console.log(1);\n'.repeat(100);

describe('The console', () => {
  const folder = scratchFolder('console');
  let fixture: GatewayFixture;
  const html = { accept: 'text/html,*/*' };

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), PAGE);
    writeFileSync(join(folder, 'assets', 'index-1a2b.js'), SCRIPT);
    writeFileSync(join(folder, 'assets', 'index-1a2b.js.br'), brotliCompressSync(SCRIPT));
    fixture = await GatewayFixture.start({
      CONSOLE_FOLDER: folder,
      CARD_FIELD_URL: 'https://processor.example/card-field',
    });
  });
  afterAll(async () => {
    await fixture?.stop();
    removeScratch(folder);
  });

  it('is one page at every address of its own, and is asked for anew each time', async () => {
    for (const path of ['/', '/customers/7', '/reports/customer-service?from=2026-11-01']) {
      const answer = await fixture.ask(`GET /${path}`, { headers: html });
      expect([path, answer.status, answer.headers['cache-control']]).toEqual([path, 200, 'no-cache']);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    }
  });

  it('may only do what its own address serves, and frame the field for cards', async () => {
    const { headers, body } = await fixture.ask('GET //', { headers: html });
    const policy = headers['content-security-policy'];
    const nonce = /style-src 'self' 'nonce-([\w-]+)'/.exec(policy)?.[1];
    expect(body).toBe(
      `<style nonce="${nonce}"></style><meta content="https://processor.example/card-field">`,
    );
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain('frame-src https://processor.example;');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
    const again = await fixture.ask('GET //', { headers: html });
    expect(again.headers['content-security-policy']).not.toBe(policy);
  });

  it('hands out its files for good, and as small as the browser takes them', async () => {
    const plain = await fixture.ask('GET //assets/index-1a2b.js', {
      headers: { 'accept-encoding': 'identity' },
    });
    expect([plain.status, plain.body]).toEqual([200, SCRIPT]);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.headers['x-content-type-options']).toBe('nosniff');
    const small = await fixture.ask('GET //assets/index-1a2b.js', { headers: { 'accept-encoding': 'br' } });
    expect(small.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(small.headers['content-type']).toMatch('javascript');
  });

  it('leaves all other addresses as they are, and what asks for no page', async () => {
    for (const [line, headers, status] of [
      ['GET //api/v1/nothing', html, 404],
      ['GET //api/nothing', html, 404],
      ['GET //health/nothing', html, 404],
      ['GET //metrics', html, 404],
      ['GET //assets/gone-1.js', html, 404],
      ['GET //assets/../index.html', html, 404],
      ['GET //customers/7', { accept: 'application/json' }, 404],
      ['GET //api/v1/sessions', html, 405],
      ['POST //customers/7', html, 404],
      ['GET //health/live', html, 200],
      ['GET //api/docs', html, 200],
    ] as const) {
      const answer = await fixture.ask(line, { headers });
      expect([line, answer.status]).toEqual([line, status]);
      if (status !== 200) expect(answer.body).toMatchObject({ status });
    }
  });

  it('is not there where it was not built: then the address shows the documents', async () => {
    const bare = await GatewayFixture.start();
    try {
      const answer = await bare.ask('GET //', { headers: html });
      expect([answer.status, answer.headers.location]).toEqual([302, '/api/docs']);
      expect((await bare.ask('GET //customers/7', { headers: html })).status).toBe(404);
    } finally {
      await bare.stop();
    }
  });
});

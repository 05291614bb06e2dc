import { get, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { GatewayFixture } from '../testing/gateway-fixture';

describe('Answers of the gateway', () => {
  let fixture: GatewayFixture;

  beforeAll(async () => {
    fixture = await GatewayFixture.start();
  });
  afterAll(() => fixture?.stop());

  /** What comes over the wire, as it comes. */
  async function asked(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<[IncomingMessage, Buffer]> {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${fixture.service.url}${path}`, { headers }, resolve).on('error', reject);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return [answer, Buffer.concat(chunks)];
  }

  it('are packed as the client takes them, and say so; one that takes them plain gets them plain', async () => {
    const [plain, bytes] = await asked('/api/openapi.json');
    expect(plain.headers['content-encoding']).toBeUndefined();
    const ways = [
      ['br', 'gzip, deflate, br', brotliDecompressSync],
      ['gzip', 'gzip', gunzipSync],
    ] as const;
    for (const [encoding, accepted, unpack] of ways) {
      const [answer, packed] = await asked('/api/openapi.json', { 'accept-encoding': accepted });
      expect(answer.headers).toMatchObject({
        'content-encoding': encoding,
        vary: expect.stringContaining('accept-encoding'),
        'content-type': 'application/json; charset=utf-8',
        'x-content-type-options': 'nosniff',
      });
      expect(unpack(packed).equals(bytes)).toBe(true);
      expect(packed.length).toBeLessThan(bytes.length / 5);
    }
  });

  it('are left as they are where they are short, and what comes in packed is refused', async () => {
    const [short] = await asked('/health/live', { 'accept-encoding': 'br' });
    expect(short.headers['content-encoding']).toBeUndefined();
    const packed = await fetch(`${fixture.service.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ username: 'admin', password: 'x' })),
    });
    expect(packed.status).toBe(400);
    expect(await packed.json()).toMatchObject({ code: 'request.not_json' });
  });
});

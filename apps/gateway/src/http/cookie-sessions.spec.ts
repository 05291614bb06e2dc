import { operations } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { ADMIN_PASSWORD, GatewayFixture, type Answer } from '../testing/gateway-fixture';
import { API } from './operation-routes';

const OWN = { host: 'daybook.example', origin: 'http://daybook.example', 'sec-fetch-site': 'same-origin' };
const READS = { host: 'daybook.example', 'sec-fetch-site': 'same-origin' };

describe('A session by cookie', () => {
  let fixture: GatewayFixture;

  beforeAll(async () => {
    fixture = await GatewayFixture.start({ TRUST_PROXY: 'true' });
  });
  afterAll(() => fixture?.stop());
  afterEach(() => clock.set(new Date()));

  const signIn = (headers: Record<string, string> = OWN): Promise<Answer> =>
    fixture.ask('POST /sessions', {
      body: { username: 'admin', password: ADMIN_PASSWORD, cookie: true },
      headers,
    });
  const setBy = (answer: Answer): string[] => (answer.headers['set-cookie'] ?? []) as unknown as string[];
  const cookieOf = (answer: Answer): string => setBy(answer)[0]?.split(';')[0] ?? '';
  const me = (cookie: string, headers: Record<string, string> = READS) =>
    fixture.ask('GET /me', { headers: { ...headers, cookie } });

  it('has its token where no script reads it and no other site sends it, and not in the answer', async () => {
    const answer = await signIn();
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ user: { username: 'admin' }, expiresAt: expect.any(String) });
    expect(answer.body).not.toHaveProperty('token');
    expect(setBy(answer)).toEqual([
      expect.stringMatching(/^daybook_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const mine = await me(cookieOf(answer));
    expect([mine.status, mine.body.user.username]).toEqual([200, 'admin']);
    expect(mine.headers).not.toHaveProperty('set-cookie');
  });

  it('is for TLS alone where the page came over it', async () => {
    const overTls = { ...OWN, origin: 'https://daybook.example', 'x-forwarded-proto': 'https' };
    const answer = await signIn(overTls);
    expect(setBy(answer)).toEqual([
      expect.stringMatching(/^__Host-daybook_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/),
    ]);
    expect((await me(cookieOf(answer), { ...READS, 'x-forwarded-proto': 'https' })).status).toBe(200);
    // One that some other host of the domain may have set is not believed.
    const planted = cookieOf(answer).replace('__Host-', '');
    expect((await me(planted, { ...READS, 'x-forwarded-proto': 'https' })).status).toBe(401);
    const unsafe = { ...OWN, 'x-forwarded-proto': 'https', cookie: cookieOf(answer) };
    expect((await fixture.ask('DELETE /sessions/current', { headers: unsafe })).body.code).toBe(
      'request.cross_site',
    );
  });

  it('is refused to every other site, for every operation, whatever its method', async () => {
    const cookie = cookieOf(await signIn());
    const foreign: Record<string, string>[] = [
      { ...OWN, 'sec-fetch-site': 'cross-site' },
      { ...OWN, 'sec-fetch-site': 'same-site' },
      { host: OWN.host, origin: 'http://elsewhere.example' },
      { host: OWN.host, origin: 'http://daybook.example:8080' },
      { host: OWN.host, origin: 'null' },
    ];
    const silent = { host: OWN.host };
    const typed = { host: OWN.host, 'sec-fetch-site': 'none' };
    const guarded = operations.filter(
      ({ route, access, transport }) =>
        route !== null && transport !== 'raw' && access !== 'public' && access !== 'signed',
    );
    expect(guarded.length).toBeGreaterThan(100);
    for (const [index, { route }] of guarded.entries()) {
      const { method, path } = route as NonNullable<typeof route>;
      const line = `${method} /${API}${path.replace(/\{\w+\}/g, 'x')}`;
      const asks = [foreign[index % foreign.length]];
      // A browser says from where it changes something; what says nothing is none.
      if (method !== 'GET') asks.push(index % 2 === 0 ? silent : typed);
      for (const headers of asks) {
        const { status, body } = await fixture.ask(line, { headers: { ...headers, cookie } });
        expect([line, headers, status, body.code]).toEqual([line, headers, 403, 'request.cross_site']);
      }
    }
    expect((await me(cookie)).status).toBe(200);
  });

  it('reads where the browser says nothing, or opens an address that was typed', async () => {
    const cookie = cookieOf(await signIn());
    expect((await me(cookie, { host: OWN.host })).status).toBe(200);
    expect((await me(cookie, { host: OWN.host, 'sec-fetch-site': 'none' })).status).toBe(200);
  });

  it('begins on a page of this address only', async () => {
    const others: Record<string, string>[] = [
      { host: OWN.host },
      { ...OWN, 'sec-fetch-site': 'cross-site' },
      { host: OWN.host, origin: 'http://elsewhere.example' },
    ];
    for (const headers of others) {
      const answer = await signIn(headers);
      expect([answer.status, answer.body.code]).toEqual([403, 'request.cross_site']);
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
  });

  it('lasts while it is used, half an hour without, and twelve hours at most', async () => {
    let cookie = cookieOf(await signIn());
    clock.advance(31 * 60_000);
    expect((await me(cookie)).body.code).toBe('request.token_invalid');
    cookie = cookieOf(await signIn());
    let minutes = 0;
    for (;;) {
      clock.advance(20 * 60_000);
      minutes += 20;
      const answer = await me(cookie);
      if (answer.status !== 200) break;
      if (setBy(answer).length > 0) cookie = cookieOf(answer);
    }
    expect(minutes).toBe(12 * 60);
  });

  it('is renewed by asking, and still shows no token', async () => {
    const first = cookieOf(await signIn());
    clock.advance(60_000);
    const renewed = await fixture.ask('POST /sessions/current/renew', { headers: { ...OWN, cookie: first } });
    expect(renewed.status).toBe(200);
    expect(renewed.body).not.toHaveProperty('token');
    expect(setBy(renewed)).toHaveLength(1);
    expect(cookieOf(renewed)).not.toBe(first);
  });

  it.each(['DELETE /sessions/current', 'DELETE /me/sessions'])(
    'ends by %s, which takes the cookie away',
    async (line) => {
      const cookie = cookieOf(await signIn());
      clock.advance(10 * 60_000);
      const out = await fixture.ask(line, { headers: { ...OWN, cookie } });
      expect([out.status, setBy(out)]).toEqual([
        204,
        ['daybook_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0'],
      ]);
      expect((await me(cookie)).body.code).toBe('request.token_invalid');
    },
  );

  it('gives way to a token or key that a request shows, and changes nothing for them', async () => {
    const cookie = cookieOf(await signIn());
    const agent = await fixture.userOf('cs_agent');
    const headers = { cookie, 'sec-fetch-site': 'cross-site' };
    const answer = await fixture.ask('GET /me', { token: agent.token, headers });
    expect(answer.body.user.username).toBe(agent.username);
    expect((await fixture.ask('GET /me', { key: 'dbk_wrong', headers })).status).toBe(401);
    const renewed = await fixture.ask('POST /sessions/current/renew', { token: agent.token });
    expect(renewed.body.token).toEqual(expect.any(String));
    expect(renewed.headers).not.toHaveProperty('set-cookie');
  });
});

import { GatewayFixture } from '../testing/gateway-fixture';

describe('The gateway guards', () => {
  let fixture: GatewayFixture;
  let admin: string;

  beforeAll(async () => {
    fixture = await GatewayFixture.start();
    admin = await fixture.signIn();
  });
  afterAll(() => fixture?.stop());

  const auditOf = async (kind: string): Promise<object[]> =>
    (await fixture.ask(`GET /audit?kind=${kind}`, { token: admin })).body.items as object[];

  it('users who sign out everywhere: no session of theirs goes on, and it is written down', async () => {
    const user = await fixture.userOf('cs_agent');
    const elsewhere = await fixture.signIn(user.username, 'a password of theirs');
    expect((await fixture.ask('DELETE /me/sessions', { token: user.token })).status).toBe(204);
    for (const token of [user.token, elsewhere])
      expect((await fixture.ask('GET /me', { token })).status).toBe(401);
    expect((await fixture.ask('POST /sessions/current/renew', { token: elsewhere })).status).toBe(401);
    expect((await auditOf('signed_out_everywhere'))[0]).toMatchObject({ username: user.username });
    await fixture.signIn(user.username, 'a password of theirs');
  });

  it('users whom an administrator signs out everywhere, and nobody else may', async () => {
    const user = await fixture.userOf('cs_agent');
    const other = await fixture.userOf('cs_admin');
    const line = `DELETE /users/${user.id}/sessions`;
    expect((await fixture.ask(line, { token: other.token })).status).toBe(403);
    expect((await fixture.ask(line, { token: admin })).status).toBe(204);
    expect((await fixture.ask('GET /me', { token: user.token })).status).toBe(401);
    expect((await fixture.ask('GET /me', { token: other.token })).status).toBe(200);
    expect((await auditOf('signed_out_everywhere'))[0]).toMatchObject({
      username: 'admin',
      details: { userId: user.id, username: user.username },
    });
    const unknown = await fixture.ask(`DELETE /users/${crypto.randomUUID()}/sessions`, { token: admin });
    expect(unknown.body.code).toBe('gateway.user_not_found');
  });

  it('a user whose password an administrator reset: the old sessions end', async () => {
    const user = await fixture.userOf('finance');
    const body = { password: 'three words more' };
    const line = `PUT /users/${user.id}/password`;
    expect((await fixture.ask(line, { token: admin, body })).status).toBe(204);
    expect((await fixture.ask('GET /me', { token: user.token })).status).toBe(401);
    await fixture.signIn(user.username, 'three words more');
    expect((await auditOf('password_changed'))[0]).toMatchObject({
      username: 'admin',
      details: { userId: user.id },
    });
  });

  it('against passwords that are guessed first, wherever one is set', async () => {
    const user = await fixture.userOf('cs_agent');
    const weak = ['Password1!', '12345678', 'aaaaaaaaaa', 'qwerty123', `${user.username}1`, 'Daybook2026'];
    for (const password of weak) {
      const answers = [
        await fixture.ask('POST /users', {
          token: admin,
          body: { username: user.username, password, accessLevel: 'cs_agent' },
        }),
        await fixture.ask(`PUT /users/${user.id}/password`, { token: admin, body: { password } }),
        await fixture.ask('PUT /me/password', {
          token: user.token,
          body: { currentPassword: 'a password of theirs', newPassword: password },
        }),
      ];
      expect([password, ...answers.map(({ body }) => body.code as string)]).toEqual([
        password,
        ...answers.map(() => 'gateway.password_too_weak'),
      ]);
    }
    const short = await fixture.ask(`PUT /users/${user.id}/password`, {
      token: admin,
      body: { password: 'short' },
    });
    expect(short.body.code).toBe('request.malformed');
    expect((await fixture.ask('GET /me', { token: user.token })).status).toBe(200);
  });

  it('every answer with headers that keep browsers from using it otherwise', async () => {
    const answers = [
      await fixture.ask('GET /me', { token: admin }),
      await fixture.ask('GET /me'),
      await fixture.ask('GET /nothing-here', { token: admin }),
      await fixture.ask('POST /sessions', { body: '{' }),
      await fixture.ask('GET //health/live'),
      await fixture.ask('GET /me%ZZ'),
    ];
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('x-request-id')).toMatch(/\S/);
      expect(headers.get('x-powered-by') ?? headers.get('server')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(answers[0]?.headers.get('cache-control')).toBe('no-store');
  });

  it('itself against bodies that are larger than it takes', async () => {
    const body = { username: 'x'.repeat(1_100_000), password: 'y' };
    const answer = await fixture.ask('POST /sessions', { body });
    expect([answer.status, answer.body.code]).toEqual([413, 'request.too_large']);
  });

  it('itself against one who asks too much, and lets everybody else ask', async () => {
    const eager = await GatewayFixture.start({ REQUESTS_PER_SECOND: '3' });
    try {
      const own = await eager.signIn();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => eager.ask('GET /me', { token: own })),
      );
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(5);
      expect(refused[0]?.body.code).toBe('gateway.too_many_requests');
      expect(refused[0]?.headers.get('retry-after')).toBe('1');
      expect(await eager.signIn()).toBeTruthy();
    } finally {
      await eager.stop();
    }
  });

  it('each key of an API User by itself against what it asks too much', async () => {
    const eager = await GatewayFixture.start({ REQUESTS_PER_SECOND: '3' });
    try {
      const own = await eager.signIn();
      const body = { username: 'web-shop', name: 'orders', scopes: ['customers.view'] };
      const make = () => eager.ask('POST /api-keys', { token: own, body });
      const [one, other] = [await make(), await make()].map((made) => made.body.key as string);
      const answers = await Promise.all(Array.from({ length: 20 }, () => eager.ask('GET /me', { key: one })));
      expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(5);
      expect((await eager.ask('GET /me', { key: other })).status).toBe(200);
    } finally {
      await eager.stop();
    }
  });
});

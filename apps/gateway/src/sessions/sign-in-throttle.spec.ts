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
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['x-request-id']).toMatch(/\S/);
      expect(headers['x-powered-by'] ?? headers.server).toBeUndefined();
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(answers[0]?.headers['cache-control']).toBe('no-store');
  });

  it('itself against bodies that are larger than it takes', async () => {
    const body = { username: 'x'.repeat(1_100_000), password: 'y' };
    const answer = await fixture.ask('POST /sessions', { body });
    expect([answer.status, answer.body.code]).toEqual([413, 'request.too_large']);
  });

  it('itself against whoever has not signed in: little is read, and little is told', async () => {
    const names = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, 1]));
    const large = await fixture.ask('POST /sessions', { body: names(1_000) });
    expect([large.status, large.body.code]).toEqual([413, 'request.too_large']);
    const small = await fixture.ask('POST /sessions', { body: names(300) });
    expect([small.status, small.body.code]).toEqual([400, 'request.malformed']);
    expect(small.body.errors).toHaveLength(20);
  });

  it.each([
    ['60,000 unknown names', `{${Array.from({ length: 60_000 }, (_, at) => `"f${at}":1`).join(',')}}`],
    ['9,000 unknown names', `{${Array.from({ length: 9_000 }, (_, at) => `"f${at}":1`).join(',')}}`],
    ['490,000 numbers', `{"scopes":[${'1,'.repeat(489_999)}1]}`],
    ['9,000 numbers', `{"scopes":[${'1,'.repeat(8_999)}1]}`],
    ['9,000 card numbers', `{"scopes":[${'4111111111111111,'.repeat(8_999)}1]}`],
    ['deep nesting', `{"a":${'['.repeat(400_000)}`],
  ])('itself against a body that is made to cost much: %s', async (_what, body) => {
    const before = process.cpuUsage().user;
    const answer = await fixture.ask('POST /users', {
      token: admin,
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect([400, 422]).toContain(answer.status);
    expect(process.cpuUsage().user - before).toBeLessThan(1_500_000);
    expect(JSON.stringify(answer.body).length).toBeLessThan(5_000);
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
      expect(refused[0]?.headers['retry-after']).toBe('1');
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

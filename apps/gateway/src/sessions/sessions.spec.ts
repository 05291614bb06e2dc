import { sign } from 'jsonwebtoken';
import { clock } from '@daybook/persistence';
import { bootService, startNats, startPostgres, testActorPrivateKey } from '@daybook/testing';
import { gateway } from '../gateway-start';
import { ADMIN_PASSWORD, GatewayFixture } from '../testing/gateway-fixture';

describe('Signing in', () => {
  let fixture: GatewayFixture;

  beforeAll(async () => {
    fixture = await GatewayFixture.start();
  });
  afterAll(() => fixture?.stop());
  afterEach(() => clock.set(new Date()));

  const signIn = (username: unknown, password: unknown, headers = {}) =>
    fixture.ask('POST /sessions', { body: { username, password }, headers });

  it('answers a token and the user, whatever the case of the username', async () => {
    const answer = await signIn('Admin', ADMIN_PASSWORD);
    expect(answer.status).toBe(201);
    expect(answer.body.user).toMatchObject({ username: 'admin', accessLevel: 'admin', active: true });
    expect(JSON.stringify(answer.body)).not.toContain('argon2');
    const me = await fixture.ask('GET /me', { token: answer.body.token });
    expect(me.body).toMatchObject({
      accessLevel: 'admin',
      permissions: { 'users.manage': 'all', self: 'all' },
    });
  });

  it('says the same of a wrong password, an unknown user, a deactivated one and an API User', async () => {
    const token = await fixture.signIn();
    const gone = await fixture.userOf('cs_agent');
    await fixture.ask(`PATCH /users/${gone.id}`, { token, body: { active: false } });
    await fixture.ask('POST /api-keys', {
      token,
      body: { username: 'shop', name: 'x', scopes: ['customers.view'] },
    });
    const answers = await Promise.all(
      [
        ['admin', 'wrong'],
        ['nobody', 'wrong'],
        [gone.username, 'a password of theirs'],
        ['shop', 'wrong'],
      ].map(([username, password]) => signIn(username, password)),
    );
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect({ ...body, requestId: '' }).toEqual({ ...answers[0]?.body, requestId: '' });
    }
  });

  it('shuts nobody else of an office out for one who guesses there, nor a user elsewhere', async () => {
    const office = await GatewayFixture.start({ TRUST_PROXY: 'true' });
    try {
      const user = await office.userOf('cs_agent');
      const from = (address: string, username: string, password: string) =>
        office.ask('POST /sessions', {
          body: { username, password },
          // What a client puts there itself is not believed.
          headers: { 'x-forwarded-for': `198.51.100.${Math.ceil(Math.random() * 200)}, ${address}` },
        });
      for (let nth = 0; nth < 60; nth += 1) await from('192.0.2.1', `guess-${nth}`, 'wrong');
      for (let nth = 0; nth < 120; nth += 1) await from('192.0.2.1', 'admin', 'wrong');
      const guesses = ['wrong', 'wrong', 'wrong'].map((password) => from('192.0.2.1', 'another', password));
      expect((await Promise.all(guesses)).map(({ status }) => status).sort()).toEqual([401, 401, 429]);
      expect((await from('192.0.2.1', user.username, 'a password of theirs')).status).toBe(201);
      expect((await from('192.0.2.1', 'admin', 'wrong')).status).toBe(429);
      expect((await from('192.0.2.2', 'admin', 'wrong')).status).toBe(401);
    } finally {
      await office.stop();
    }
  }, 60_000);

  it('tells nobody its figures without a token, whatever they say of themselves', async () => {
    expect((await fixture.ask('GET //metrics')).status).toBe(404);
    expect((await fixture.ask('GET //metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(
      404,
    );
  });

  it('is refused for a while after five failures of a user from an address, even many at once', async () => {
    const user = await fixture.userOf('cs_agent');
    const tries = await Promise.all(Array.from({ length: 12 }, () => signIn(user.username, 'wrong')));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5);
    const refused = await signIn(user.username, 'a password of theirs');
    expect(refused.status).toBe(429);
    expect(refused.body.code).toBe('gateway.too_many_sign_ins');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await signIn('admin', ADMIN_PASSWORD)).status).toBe(201);
    clock.advance(15 * 60_000 + 1_000);
    expect((await signIn(user.username, 'a password of theirs')).status).toBe(201);
  });

  it('is written down with user and address, successes and failures alike', async () => {
    await signIn('somebody', 'wrong', { 'x-request-id': 'trial-1' });
    const token = await fixture.signIn();
    const failed = await fixture.ask('GET /audit?kind=sign_in_failed&username=SOMEBODY', { token });
    expect(failed.body.items).toEqual([
      expect.objectContaining({ username: 'somebody', address: '127.0.0.1', requestId: 'trial-1' }),
    ]);
    const succeeded = await fixture.ask('GET /audit?kind=sign_in_succeeded&username=admin&limit=1', {
      token,
    });
    expect(succeeded.body.items[0]).toMatchObject({ username: 'admin', userId: expect.any(String) });
  });

  it('lasts half an hour by one token, and twelve hours by renewing it', async () => {
    let token = await fixture.signIn();
    clock.advance(31 * 60_000);
    expect((await fixture.ask('GET /me', { token })).body.code).toBe('request.token_invalid');
    token = await fixture.signIn();
    for (let half = 0; half < 25; half += 1) {
      clock.advance(29 * 60_000);
      const renewed = await fixture.ask('POST /sessions/current/renew', { token });
      if (renewed.status !== 200) {
        expect(half).toBe(24);
        expect(renewed.status).toBe(401);
        return;
      }
      token = renewed.body.token;
    }
    throw new Error('the session never ended');
  });

  it('ends at once for all tokens of a session that is signed out', async () => {
    const token = await fixture.signIn();
    const other = await fixture.signIn();
    const renewed = await fixture.ask('POST /sessions/current/renew', { token });
    expect((await fixture.ask('DELETE /sessions/current', { token })).status).toBe(204);
    expect((await fixture.ask('GET /me', { token })).status).toBe(401);
    expect((await fixture.ask('GET /me', { token: renewed.body.token })).status).toBe(401);
    expect((await fixture.ask('GET /me', { token: other })).status).toBe(200);
  });

  it('cannot be forged', async () => {
    const token = await fixture.signIn();
    const [head, payload, signature] = token.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forged = [
      sign(claims, 'a guess'),
      sign(claims, testActorPrivateKey, { algorithm: 'ES256' }),
      `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`,
      `${head}.${Buffer.from(JSON.stringify({ ...claims, exp: 9_999_999_999 })).toString('base64url')}.${signature}`,
      'rubbish',
    ];
    for (const wrong of forged) {
      const answer = await fixture.ask('GET /me', { token: wrong });
      expect([answer.status, answer.body.code]).toEqual([401, 'request.token_invalid']);
    }
    expect((await fixture.ask('GET /me')).body.code).toBe('request.unauthenticated');
    expect((await fixture.ask('GET /me', { headers: { authorization: 'Basic YTpi' } })).status).toBe(401);
  });

  it('with a new password ends the other sessions', async () => {
    const user = await fixture.userOf('cs_agent');
    const other = await fixture.signIn(user.username, 'a password of theirs');
    const change = (currentPassword: string) =>
      fixture.ask('PUT /me/password', {
        token: user.token,
        body: { currentPassword, newPassword: 'another one' },
      });
    expect((await change('wrong')).body.code).toBe('gateway.wrong_password');
    expect((await change('a password of theirs')).status).toBe(204);
    expect((await fixture.ask('GET /me', { token: other })).status).toBe(401);
    expect((await fixture.ask('GET /me', { token: user.token })).status).toBe(200);
    expect((await signIn(user.username, 'a password of theirs')).status).toBe(401);
    expect((await signIn(user.username, 'another one')).status).toBe(201);
  });
});

describe('The first start', () => {
  it('fails naming ADMIN_PASSWORD where there is no user and no password', async () => {
    const [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    const database = await postgres.createDatabase();
    try {
      const start = bootService(gateway, {
        database,
        nats,
        environment: { ACTOR_PRIVATE_KEY: testActorPrivateKey },
      });
      await expect(start).rejects.toThrow('ADMIN_PASSWORD');
    } finally {
      await database.drop();
      await nats.stop();
      await postgres.stop();
    }
  });
});

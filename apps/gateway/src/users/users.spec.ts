import { journalOf } from '@daybook/testing';
import { newId } from '@daybook/contracts';
import { faultyFields, GatewayFixture } from '../testing/gateway-fixture';

describe('Users and API keys', () => {
  let fixture: GatewayFixture;
  let admin: string;

  beforeAll(async () => {
    fixture = await GatewayFixture.start();
    admin = await fixture.signIn();
  });
  afterAll(() => fixture?.stop());

  it('are for administrators only', async () => {
    const { token } = await fixture.userOf('cs_admin');
    for (const line of ['GET /users', 'POST /users', 'GET /api-keys', 'POST /api-keys', 'GET /audit']) {
      const answer = await fixture.ask(line, { token, ...(line.startsWith('POST') ? { body: {} } : {}) });
      expect([line, answer.status, answer.body.code]).toEqual([line, 403, 'request.forbidden']);
    }
  });

  it('are created, read, changed and listed', async () => {
    const callCenterId = newId();
    const made = await fixture.ask('POST /users', {
      token: admin,
      body: {
        username: 'Jane.Doe',
        password: 'long enough',
        accessLevel: 'cs_agent',
        email: 'jane@shop.example',
        callCenterId,
        refundLimit: { amount: '100', currency: 'USD' },
      },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      username: 'Jane.Doe',
      email: 'jane@shop.example',
      callCenterId,
      refundLimit: { amount: '100.00', currency: 'USD' },
      active: true,
      version: 1,
    });
    expect(made.headers.etag).toBe('"1"');
    const id = made.body.id as string;
    const changed = await fixture.ask(`PATCH /users/${id}`, {
      token: admin,
      headers: { 'if-match': '"1"' },
      body: { accessLevel: 'cs_admin', callCenterId: null, refundLimit: null, email: null },
    });
    expect(changed.body).toMatchObject({ accessLevel: 'cs_admin', version: 2 });
    expect(changed.body).not.toHaveProperty('callCenterId');
    expect(changed.body).not.toHaveProperty('email');
    expect((await fixture.ask(`GET /users/${id}`, { token: admin })).body).toEqual(changed.body);
    const stale = await fixture.ask(`PATCH /users/${id}`, {
      token: admin,
      headers: { 'if-match': '"1"' },
      body: { active: false },
    });
    expect([stale.status, stale.body.code]).toEqual([412, 'request.stale']);
    const listed = await fixture.ask('GET /users?query=jane&accessLevel=cs_admin', { token: admin });
    expect(listed.body.items).toEqual([changed.body]);
  });

  it('are listed page by page, each once', async () => {
    for (let n = 0; n < 3; n += 1) await fixture.userOf('finance');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = `limit=2&accessLevel=finance${cursor === undefined ? '' : `&cursor=${cursor}`}`;
      const answer = await fixture.ask(`GET /users?${query}`, { token: admin });
      const { items, nextCursor } = answer.body as { items: { username: string }[]; nextCursor?: string };
      seen.push(...items.map((user) => user.username));
      cursor = nextCursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(3);
  });

  it('have names of their own, whatever the case', async () => {
    const { username } = await fixture.userOf('cs_agent');
    const again = await fixture.ask('POST /users', {
      token: admin,
      body: { username: username.toUpperCase(), password: 'long enough', accessLevel: 'finance' },
    });
    expect([again.status, again.body.code]).toEqual([409, 'gateway.username_taken']);
    const key = await fixture.ask('POST /api-keys', {
      token: admin,
      body: { username, name: 'x', scopes: ['report.view'] },
    });
    expect(key.body.code).toBe('gateway.username_taken');
  });

  it('lose their sessions at once when they are deactivated', async () => {
    const { id, token } = await fixture.userOf('cs_agent');
    expect((await fixture.ask('GET /me', { token })).status).toBe(200);
    await fixture.ask(`PATCH /users/${id}`, { token: admin, body: { active: false } });
    expect((await fixture.ask('GET /me', { token })).status).toBe(401);
    const events = await journalOf(fixture.database);
    expect(events.at(-1)).toMatchObject({
      type: 'gateway.user.changed',
      source: '/daybook/gateway',
      actorname: 'admin',
      data: { attributes: { id, retired: true, accessLevel: 'cs_agent' } },
    });
  });

  it('keep one active administrator, whatever happens at once', async () => {
    const other = await fixture.userOf('admin');
    const me = await fixture.ask('GET /me', { token: admin });
    const [first, second] = await Promise.all([
      fixture.ask(`PATCH /users/${other.id}`, { token: admin, body: { accessLevel: 'finance' } }),
      fixture.ask(`PATCH /users/${me.body.user.id}`, { token: other.token, body: { active: false } }),
    ]);
    const refused = [first, second].filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(1);
    expect(['gateway.last_admin', 'request.forbidden', 'request.token_invalid']).toContain(
      refused[0]?.body.code,
    );
    await fixture.database.query(
      `update users set active = true, access_level = 'admin' where username = 'admin'`,
    );
    fixture.forget();
    admin = await fixture.signIn();
  });

  it('name every unknown and every wrong field', async () => {
    const answer = await fixture.ask('POST /users', {
      token: admin,
      body: {
        username: '',
        accessLevel: 'api_user',
        surprise: 1,
        refundLimit: { amount: '1,00', currency: 'dollars', x: 1 },
      },
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'request.malformed']);
    expect(new Set(faultyFields(answer))).toEqual(
      new Set([
        'username',
        'password',
        'accessLevel',
        'surprise',
        'refundLimit.amount',
        'refundLimit.currency',
        'refundLimit.x',
      ]),
    );
  });

  it('of keys: the key is shown once, acts within its scopes, and ends when it is revoked', async () => {
    const made = await fixture.ask('POST /api-keys', {
      token: admin,
      body: { username: 'web-shop', name: 'orders', scopes: ['customers.view', 'orders.create'] },
    });
    expect(made.status).toBe(201);
    const { key, id } = made.body as { key: string; id: string };
    const me = await fixture.ask('GET /me', { key });
    expect(me.body).toMatchObject({ accessLevel: 'api_user', user: { username: 'web-shop' } });
    expect(Object.keys(me.body.permissions).sort()).toEqual(['customers.view', 'orders.create', 'self']);
    expect((await fixture.ask('GET /users', { key })).status).toBe(403);
    expect((await fixture.ask('DELETE /sessions/current', { key })).body.code).toBe(
      'gateway.session_required',
    );
    const listed = await fixture.ask('GET /api-keys?username=web-shop', { token: admin });
    expect(listed.body.items).toHaveLength(1);
    expect(JSON.stringify(listed.body)).not.toContain(key);
    expect(await fixture.database.query('select * from api_keys where prefix = $1', [key])).toEqual([]);
    expect((await fixture.ask(`DELETE /api-keys/${id}`, { token: admin })).status).toBe(204);
    expect((await fixture.ask('GET /me', { key })).status).toBe(401);
    expect((await fixture.ask('GET /api-keys?active=false', { token: admin })).body.items[0].id).toBe(id);
  });

  it('of keys: a second key of an API User acts under the same id, and none may manage users', async () => {
    const make = (scopes: string[]) =>
      fixture.ask('POST /api-keys', { token: admin, body: { username: 'rotating', name: 'n', scopes } });
    const [one, two] = [await make(['report.view']), await make(['report.view'])];
    expect(two.body.userId).toBe(one.body.userId);
    const refused = await make(['users.manage']);
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'scopes']);
  });
});

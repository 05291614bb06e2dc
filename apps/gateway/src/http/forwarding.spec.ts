import { request } from 'node:http';
import { connect, headers as natsHeaders, type Msg, type NatsConnection } from 'nats';
import { newId, ReadMe } from '@daybook/contracts';
import { wire, type RunningService } from '@daybook/messaging';
import { bootService, startPostgres, type TestDatabase, type TestPostgres } from '@daybook/testing';
import { CustomersDoubleModule, Heard } from '../testing/customers-double';
import { faultyFields, GatewayFixture } from '../testing/gateway-fixture';

describe('A call to a service', () => {
  let fixture: GatewayFixture;
  let postgres: TestPostgres;
  let database: TestDatabase;
  let customers: RunningService;
  let nats: NatsConnection;
  let token: string;

  beforeAll(async () => {
    fixture = await GatewayFixture.start({ ANSWER_TIMEOUT_MS: '2000' });
    postgres = await startPostgres();
    database = await postgres.createDatabase();
    customers = await bootService({ module: CustomersDoubleModule }, { database, nats: fixture.nats });
    nats = await connect({ servers: fixture.nats.url });
    token = await fixture.signIn();
  });

  afterAll(async () => {
    await nats?.close();
    await customers?.stop();
    await database?.drop();
    await postgres?.stop();
    await fixture?.stop();
  });

  const heard = () => customers.app.get(Heard).calls.at(-1);
  const create = (body: object, headers: Record<string, string> = {}) =>
    fixture.ask('POST /customers', { token, body, headers });

  /** Answers a subject as a service would, and keeps what came; answered once the server knows of it. */
  const answering = async (subject: string, status: number, body: string): Promise<Msg[]> => {
    const came: Msg[] = [];
    nats.subscribe(subject, {
      callback: (_error, message) => {
        came.push(message);
        const headers = natsHeaders();
        headers.set(wire.status, String(status));
        message.respond(body, { headers });
      },
    });
    await nats.flush();
    return came;
  };

  it.each<[string, string, Record<string, string>, object | undefined]>([
    ['a body', 'POST /customers', {}, { name: 'Ada 4111\u200b1111  1111\n1111' }],
    ['an address', 'GET /customers/4111-1111-1111-1111?text=5555%205555%205555%204444', {}, undefined],
    ['an idempotency key', 'POST /customers', { 'idempotency-key': '4111111111111111' }, { name: 'Ada' }],
    ['the name of a header', 'POST /customers', { 'x-4111111111111111': '1' }, { name: 'Ada' }],
    ['the id of a webhook', 'POST /webhooks/fulfillment/acme', { 'webhook-id': '4111111111111111' }, {}],
  ])('is not made with a card number in %s', async (_where, line, headers, body) => {
    const before = customers.app.get(Heard).calls.length;
    const answer = await fixture.ask(line, { token, headers, body });
    expect([answer.status, answer.body.code]).toEqual([422, 'request.card_number']);
    expect(customers.app.get(Heard).calls).toHaveLength(before);
  });

  it('says who acts, and hands over input, request id and idempotency key', async () => {
    const agent = await fixture.userOf('cs_agent', { refundLimit: { amount: '50', currency: 'EUR' } });
    const answer = await fixture.ask('POST /customers', {
      token: agent.token,
      headers: { 'x-request-id': 'req-42', 'idempotency-key': 'key-1' },
      body: { name: 'Ada', tags: ['vip'] },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ name: 'Ada', version: 7 });
    expect(answer.headers.etag).toBe('"7"');
    expect(answer.headers['x-request-id']).toBe('req-42');
    expect(heard()).toMatchObject({
      input: { name: 'Ada', tags: ['vip'] },
      call: {
        requestId: 'req-42',
        idempotencyKey: 'key-1',
        actor: {
          type: 'user',
          id: agent.id,
          username: agent.username,
          accessLevel: 'cs_agent',
          scopes: null,
          refundLimit: { amount: '50.00', currency: 'EUR' },
        },
      },
    });
  });

  it('shows a sales rep without campaigns none, instead of all', async () => {
    const rep = await fixture.userOf('sales_rep');
    await fixture.ask('GET /customers', { token: rep.token });
    expect(heard()?.call.actor.campaignIds).toEqual([]);
  });

  it('is passed on unread: the bytes of the answer are the service’s own', async () => {
    await answering('rpc.reporting.actions', 200, '{"items":[],  "total": 12345678901234567890}');
    const url = new URL(
      `${fixture.service.url}/api/v1/reports/customer-service/actions?action=void&action=agent_note`,
    );
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect(await response.text()).toBe('{"items":[],  "total": 12345678901234567890}');
    const audit = await fixture.ask('GET /audit?kind=report_read', { token });
    expect(audit.body.items[0].details).toEqual({
      operation: 'reporting.actions',
      filter: { action: ['void', 'agent_note'] },
    });
  });

  it('that the service refuses is a coded problem with the request’s id', async () => {
    const answer = await create({ name: 'refused' }, { 'x-request-id': 'req-43' });
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      type: expect.stringContaining('customers.email_repeated'),
      title: expect.any(String),
      status: 422,
      detail: 'It is there twice.',
      code: 'customers.email_repeated',
      errors: [{ field: 'emails.1', message: 'is there twice' }],
      requestId: 'req-43',
    });
    expect((await fixture.ask(`GET /customers/${newId()}`, { token })).status).toBe(404);
  });

  it('that breaks in the service tells nothing of why', async () => {
    const answer = await create({ name: 'broken' });
    expect([answer.status, answer.body.code]).toEqual([500, 'internal.error']);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('that nobody answers in time has an unknown outcome', async () => {
    const answer = await create({ name: 'slow' });
    expect([answer.status, answer.body.code]).toEqual([504, 'gateway.outcome_unknown']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('to a service that is not there is refused at once', async () => {
    // Not at once would be 504: the deadline would have passed.
    const answer = await fixture.ask('GET /cases', { token });
    expect([answer.status, answer.body.code]).toEqual([503, 'gateway.service_unavailable']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('to the gateway itself stays in its process: nobody can make it over the bus', async () => {
    expect((await fixture.ask('GET /me', { token })).status).toBe(200);
    await expect(nats.request(ReadMe.subject, '{}')).rejects.toMatchObject({ code: '503' });
  });

  it('is refused when it is malformed, and nothing is done for it', async () => {
    const before = customers.app.get(Heard).calls.length;
    const refusals = await Promise.all([
      create({ name: 'Ada', nickname: 'x' }),
      create({ name: ['Ada'] }),
      create([1, 2]),
      fixture.ask('POST /customers', {
        token,
        body: '"Ada"',
        headers: { 'content-type': 'application/json' },
      }),
      fixture.ask('POST /customers', {
        token,
        body: '{"name":',
        headers: { 'content-type': 'application/json' },
      }),
      fixture.ask('POST /customers', { token, body: 'name=Ada', headers: { 'content-type': 'text/plain' } }),
      fixture.ask('POST /customers', { token }),
      create({ name: 'x'.repeat(1_100_000) }),
      create({ name: 'Ada', tags: ['4111 1111 1111 1111'] }),
      create({ name: 'Ada' }, { 'idempotency-key': 'x'.repeat(300) }),
      fixture.ask('GET /customers?limit=many&colour=red', { token }),
      fixture.ask('GET /customers/not-an-id', { token }),
      fixture.ask('PATCH /customers/%E0%A4%A', { token, body: {} }),
    ]);
    expect(refusals.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '400 request.malformed',
      '400 request.malformed',
      '400 request.malformed',
      '400 request.malformed',
      '400 request.not_json',
      '415 request.media_type_unsupported',
      '400 request.malformed',
      '413 request.too_large',
      '422 request.card_number',
      '400 request.malformed',
      '400 request.malformed',
      '400 request.malformed',
      '400 request.malformed',
    ]);
    expect(faultyFields(refusals[10])).toEqual(['limit', 'colour']);
    expect(customers.app.get(Heard).calls).toHaveLength(before);
    for (const { headers } of refusals) {
      expect(headers['content-type']).toContain('application/problem+json');
      expect(headers['x-request-id']).toBeTruthy();
    }
  });

  it('that moves money needs an idempotency key, and one outside one’s rights is refused before its body is read', async () => {
    const order = await fixture.ask('POST /orders', { token, body: {} });
    expect([order.status, order.body.code]).toEqual([400, 'request.idempotency_required']);
    const finance = await fixture.userOf('finance');
    const refused = await fixture.ask('POST /customers', { token: finance.token, body: '{"broken' });
    expect([refused.status, refused.body.code]).toEqual([403, 'request.forbidden']);
  });

  it('does not take a field of the path a second time from the body', async () => {
    const answer = await fixture.ask(`PATCH /customers/${newId()}`, { token, body: { id: newId() } });
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'id']);
  });

  it('to an unknown address or with another method is refused in code', async () => {
    const unknown = await fixture.ask('GET /nothing', { token });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'gateway.route_unknown']);
    const method = await fixture.ask('DELETE /customers', { token });
    expect([method.status, method.body.code]).toEqual([405, 'gateway.method_not_allowed']);
    expect(method.headers.allow).toBe('POST, GET');
  });

  it('by a house’s webhook goes on byte by byte, without anybody signed in', async () => {
    const came = await answering('rpc.fulfillment.webhooks.receive', 202, '');
    const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
      fixture.ask('POST /webhooks/fulfillment/acme', { body, headers });
    const signed = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1700000000',
      'webhook-signature': 'v1,abc=',
    };
    const body = '{ "type":"fulfillment.shipped" ,\n"data":{"card":"4111111111111111"}}';
    expect((await send(body, { ...signed, 'content-type': 'application/json' })).status).toBe(202);
    expect(came.at(-1)?.json()).toEqual({
      house: 'acme',
      id: 'msg_1',
      timestamp: '1700000000',
      signature: 'v1,abc=',
      body,
    });
    expect((await send('not json', { 'content-type': 'text/plain' })).status).toBe(202);
    expect(came.at(-1)?.json()).toEqual({ house: 'acme', body: 'not json' });
    expect((await send(Buffer.from([0xff, 0xfe]))).status).toBe(202);
    expect(came.at(-1)?.json()).toEqual({ house: 'acme', body: '//4=', bodyEncoding: 'base64' });
    const count = came.length;
    const large = await send('x'.repeat(64 * 1024 + 1));
    expect([large.status, large.body.code]).toEqual([413, 'request.too_large']);
    expect(came).toHaveLength(count);
  });

  it('answers to rubbish instead of HTTP headers, too', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${fixture.service.url}/api/v1/customers?${'['.repeat(5_000)}=1`, {
        headers: { authorization: `Bearer ${token}`, 'x-request-id': 'a b<script>' },
      });
      sent.on('response', (response) => {
        expect(response.headers['x-request-id']).not.toContain('<');
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });
    expect(status).toBe(400);
    const overflow = await fetch(`${fixture.service.url}/api/v1/me`, { headers: { a: 'x'.repeat(20_000) } });
    expect(overflow.status).toBe(431);
    expect(overflow.headers.get('content-type')).toMatch('application/problem+json');
    expect(await overflow.json()).toMatchObject({ status: 431, code: 'request.malformed' });
  });

  it('can be read about in documents that come from here alone', async () => {
    const openApi = await fixture.ask('GET //api/openapi.json');
    expect(openApi.body.openapi).toMatch(/^3\./);
    expect(openApi.body.paths['/customers'].post.operationId).toBeDefined();
    expect((await fixture.ask('GET //api/asyncapi.json')).body.asyncapi).toMatch(/^3\./);
    const docs = await fixture.ask('GET //api/docs');
    expect(docs.body).not.toMatch(/(?:src|href)="https?:/);
    expect(docs.headers['content-security-policy']).toContain("script-src 'self'");
    const parts = [...(docs.body as string).matchAll(/(?:src|href)="\.(\/docs\/[^"]+)"/g)];
    expect(parts.length).toBeGreaterThan(4);
    for (const [, path] of parts) expect((await fixture.ask(`GET //api${path}`)).status).toBe(200);
    const script = (await fixture.ask('GET //api/docs/swagger-ui-init.js')).body as string;
    expect(script).toContain('"operationId": "customers.create"');
    const start = await fixture.ask('GET //');
    expect([start.status, start.headers.location]).toEqual([302, '/api/docs']);
  });

  it('keeps the health of the whole system apart from its own', async () => {
    expect((await fixture.ask('GET //health/live')).status).toBe(200);
    const partly = await fixture.ask('GET //health/ready');
    expect(partly.status).toBe(503);
    expect(partly.body.services.gateway.ready).toBe(true);
    expect(partly.body.services.customers.ready).toBe(true);
    expect(partly.body.services.cases.ready).toBe(false);
    for (const service of ['billing', 'fulfillment', 'cases', 'reporting']) {
      await answering(`health.${service}`, 200, JSON.stringify({ service, ready: true, parts: {} }));
    }
    const whole = await fixture.ask('GET //health/ready');
    expect([whole.status, whole.body.ready]).toEqual([200, true]);
  });
});

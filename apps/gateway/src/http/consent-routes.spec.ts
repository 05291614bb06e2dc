import { Controller, Module } from '@nestjs/common';
import {
  AnswerConsentLink,
  DomainError,
  ReadConsentLink,
  type AnswerConsentLinkInput,
  type Call,
  type ConsentLinkInput,
  type ConsentLinkView,
  type ErrorCode,
} from '@daybook/contracts';
import { Handles, ServiceConfig, ServiceModule, type RunningService } from '@daybook/messaging';
import { bootService, startPostgres, type TestDatabase, type TestPostgres } from '@daybook/testing';
import { GatewayFixture, type Answer } from '../testing/gateway-fixture';

const heard: { input: AnswerConsentLinkInput; call: Call }[] = [];

/** Plays billing: the token says how it answers. */
@Controller()
class BillingDoubleController {
  @Handles(ReadConsentLink)
  read({ token }: ConsentLinkInput): Promise<ConsentLinkView> {
    if (token !== 'good') throw new DomainError(`billing.${token}` as ErrorCode);
    return Promise.resolve({
      productName: '<b>Vitamins</b> & "more"',
      orderNumber: 'D-1',
      price: { amount: '39.90', currency: 'USD' },
      expiresAt: '2027-01-01T00:00:00.000Z',
    });
  }

  @Handles(AnswerConsentLink)
  answer(input: AnswerConsentLinkInput, call: Call): Promise<ConsentLinkView> {
    heard.push({ input, call });
    return this.read(input);
  }
}

@Module({
  imports: [ServiceModule.forRoot({ name: 'billing', config: ServiceConfig, entities: [], migrations: [] })],
  controllers: [BillingDoubleController],
})
class BillingDoubleModule {}

describe('The page on which a customer consents', () => {
  let fixture: GatewayFixture;
  let postgres: TestPostgres;
  let database: TestDatabase;
  let billing: RunningService | undefined;

  beforeAll(async () => {
    // Behind a proxy, so that each test comes from an address of its own.
    fixture = await GatewayFixture.start({ TRUST_PROXY: 'true' });
    postgres = await startPostgres();
    database = await postgres.createDatabase();
    billing = await bootService({ module: BillingDoubleModule }, { database, nats: fixture.nats });
  }, 60_000);
  afterAll(async () => {
    await billing?.stop();
    await database?.drop();
    await postgres?.stop();
    await fixture?.stop();
  });
  let from = 0;
  beforeEach(() => {
    from += 1;
    heard.length = 0;
  });

  const headers = () => ({ 'x-forwarded-for': `198.51.100.${from}` });
  const look = (token: string): Promise<Answer> =>
    fixture.ask(`GET //consent/${token}`, { headers: headers() });
  const say = (token: string, body: string, type = 'application/x-www-form-urlencoded'): Promise<Answer> =>
    fixture.ask(`POST //consent/${token}`, { headers: { ...headers(), 'content-type': type }, body });

  it('asks without a sign-in, enters nothing by being looked at, and keeps out what others wrote', async () => {
    const { status, headers: sent, body } = await look('good');
    expect(status).toBe(200);
    expect(sent['content-type']).toBe('text/html; charset=utf-8');
    expect(sent['cache-control']).toBe('no-store');
    expect(sent['content-security-policy']).toContain("form-action 'self'");
    expect(sent['referrer-policy']).toBe('no-referrer');
    expect(body).toContain('&lt;b&gt;Vitamins&lt;/b&gt; &amp; &quot;more&quot;');
    expect(body).toContain('39.90 USD');
    expect(body).toContain('<form method="post">');
    expect(body).not.toMatch(/<script|src=|href=/);
    expect(heard).toEqual([]);
  });

  it.each([
    ['received', 'You have agreed'],
    ['denied', 'You have not agreed'],
  ])('enters the answer %s', async (answer, text) => {
    const page = await say('good', `answer=${answer}`);
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining(text) as string });
    expect(heard).toMatchObject([{ input: { token: 'good', answer }, call: { actor: { type: 'system' } } }]);
  });

  it.each([
    ['consent_link_invalid', 404, 'not complete'],
    ['consent_link_expired', 410, 'has expired'],
    ['consent_link_used', 410, 'has been used'],
    ['purchase_not_live', 409, 'nothing is billed'],
  ])('says in plain words why there is nothing to answer: %s', async (token, status, text) => {
    for (const page of [await look(token), await say(token, 'answer=received')]) {
      expect(page).toMatchObject({ status, body: expect.stringContaining(text) as string });
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.body).not.toContain('<form');
    }
  });

  it.each([
    ['answer=perhaps', undefined, 400],
    ['answer=received&answer=denied', undefined, 400],
    ['', undefined, 400],
    [`answer=received&more=${'x'.repeat(2_000)}`, undefined, 413],
    ['{"answer":"received"}', 'application/json', 415],
  ])('takes no rubbish: %.40s', async (body, type, status) => {
    expect(await say('good', body, type)).toMatchObject({
      status,
      body: expect.stringContaining('<!doctype html>') as string,
    });
    expect(heard).toEqual([]);
  });

  it('lets nobody try many tokens', async () => {
    const tried = await Promise.all(Array.from({ length: 60 }, () => look('consent_link_invalid')));
    const refused = tried.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers['retry-after']).toBe('1');
    expect(refused[0]?.body).toContain('too fast');
  });

  it('says that it does not work just now while billing is away', async () => {
    await billing?.stop();
    billing = undefined;
    expect(await look('good')).toMatchObject({
      status: 503,
      body: expect.stringContaining('does not work just now') as string,
    });
  });
});

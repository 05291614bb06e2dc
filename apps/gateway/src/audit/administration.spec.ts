import { connect, headers as natsHeaders, type NatsConnection } from 'nats';
import { newId } from '@daybook/contracts';
import { clock, wire } from '@daybook/messaging';
import { eventually } from '@daybook/testing';
import { GatewayFixture } from '../testing/gateway-fixture';

describe('What is administered', () => {
  let fixture: GatewayFixture;
  let nats: NatsConnection;
  let token: string;

  beforeAll(async () => {
    fixture = await GatewayFixture.start();
    nats = await connect({ servers: fixture.nats.url });
    token = await fixture.signIn();
  });

  afterAll(async () => {
    await nats?.close();
    await fixture?.stop();
  });

  afterEach(() => clock.set(new Date()));

  /** Answers a subject as a service would, after it was asked. */
  const answering = async (
    subject: string,
    status: number,
    body: object,
    asked: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> => {
    nats.subscribe(subject, {
      callback: (_error, message) => {
        const headers = natsHeaders();
        headers.set(wire.status, String(status));
        void asked().then(() => message.respond(JSON.stringify(body), { headers }));
      },
    });
    await nats.flush();
  };

  const lines = async (about: string) => {
    const { body } = await fixture.ask(`GET /audit?about=${encodeURIComponent(about)}`, { token });
    return (body.items as { kind: string; username: string; details: { changed?: object } }[]).map(
      ({ kind, username, details }) => [kind, username, details.changed],
    );
  };

  it('is kept with who changed it to what, found by what it is about; what was refused is not', async () => {
    const id = newId();
    await answering('rpc.billing.campaigns.create', 201, { id, name: 'Spring' });
    await answering('rpc.billing.campaigns.change', 200, { id, name: 'Summer' });
    await answering('rpc.fulfillment.houses.rotate_secrets', 404, { code: 'fulfillment.not_found' });
    const headers = { 'if-match': '"1"' };
    await fixture.ask('POST /campaigns', { token, body: { name: 'Spring' } });
    await fixture.ask(`PATCH /campaigns/${id}`, { token, headers, body: { name: 'Summer' } });
    await fixture.ask(`POST /fulfillment-houses/${id}/secrets`, { token, body: {} });
    expect(await lines(`/campaigns/${id}`)).toEqual([
      ['administration_changed', 'admin', { name: 'Summer' }],
      ['administration_changed', 'admin', { name: 'Spring' }],
    ]);
    expect(await lines(`/fulfillment-houses/${id}`)).toEqual([]);
  });

  it('names options by their list and key, and an engine in all that is done with it', async () => {
    const id = newId();
    await answering('rpc.cases.options.add', 201, { id: newId(), key: 'late', label: 'Late' });
    await answering('rpc.billing.engines.issue_credentials', 201, { id, credentials: 'never kept' });
    await fixture.ask('POST /options/case-types', { token, body: { label: 'Late' } });
    await fixture.ask(`POST /billing-engines/${id}/credentials`, { token, body: { reason: 'Lost' } });
    expect(await lines('/options/case-types/late')).toEqual([
      ['administration_changed', 'admin', { label: 'Late' }],
    ]);
    expect(await lines(`/billing-engines/${id}`)).toEqual([
      ['administration_changed', 'admin', { reason: 'Lost' }],
    ]);
  });

  it('keeps of a rejected message that is sent anew only that it was done: it may name a customer', async () => {
    const id = newId();
    await answering('rpc.billing.intake_rejections.replay', 200, { id, outcome: 'accepted' });
    const body = { message: { data: { name: 'Ada' } } };
    await fixture.ask(`POST /intake/rejections/${id}/replay`, { token, body });
    expect(await lines(`/intake/rejections/${id}`)).toEqual([['administration_changed', 'admin', undefined]]);
  });

  it('shows of a user what was kept before there was such a filter', async () => {
    await fixture.userOf('cs_agent', {});
    const { body } = await fixture.ask('GET /users?accessLevel=cs_agent', { token });
    const [user] = body.items as { id: string }[];
    expect(await lines(`/users/${user?.id ?? ''}`)).toEqual([['user_created', 'admin', undefined]]);
  });

  it('is noted before the service is asked, and kept without its outcome where nobody heard of it', async () => {
    const id = newId();
    const begun = () => fixture.database.query<{ details: object }>('select details from audit_begun');
    const seen: object[] = [];
    await answering('rpc.billing.products.change', 503, { code: 'internal.unavailable' }, async () => {
      seen.push(...(await begun()));
    });
    const headers = { 'if-match': '"1"' };
    await fixture.ask(`PATCH /products/${id}`, { token, headers, body: { name: 'Serum' } });
    const about = `/products/${id}`;
    const line = { operation: 'billing.products.change', about, changed: { name: 'Serum' } };
    expect(seen).toEqual([{ details: line }]);
    expect(await lines(about)).toEqual([]);
    clock.advance(6 * 60_000);
    const { body } = await eventually('the line is written', async () => {
      const page = await fixture.ask(`GET /audit?about=${encodeURIComponent(about)}`, { token });
      return (page.body.items as object[]).length > 0 ? page : undefined;
    });
    expect(body.items).toMatchObject([
      { kind: 'administration_changed', username: 'admin', details: { ...line, outcome: 'unknown' } },
    ]);
    expect(await begun()).toEqual([]);
  });
});

import {
  AddCustomerNote,
  AnonymiseCustomer,
  BlacklistCustomer,
  CreateCustomer,
  GetCustomer,
  ListCustomerMessages,
  ListCustomerNotes,
  newId,
  ReadAnonymisation,
  ReadBlacklist,
  UpdateCustomer,
} from '@daybook/contracts';
import { eventually, emitFrom, testActor } from '@daybook/testing';
import { ada, CustomersFixture } from '../testing/customers-fixture';

describe('A customer who is anonymised', () => {
  let service: CustomersFixture;

  beforeAll(async () => {
    service = await CustomersFixture.start();
  });

  afterAll(() => service?.stop());

  const zaphod = (): typeof ada => ({
    ...ada,
    name: 'Zaphod Quux',
    emails: [{ address: 'zaphod@quux.example' }],
  });

  /** Everything that the database holds, as one text. */
  async function everything(): Promise<string> {
    const tables = await service.database.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
    );
    const texts = await Promise.all(
      tables.map(({ name }) => service.database.query(`select t::text from ${name} t`)),
    );
    return JSON.stringify(texts);
  }

  /** The customer's id, once nothing is left to erase in this service. */
  async function anonymised(id: string): Promise<string> {
    await service.caller.call(AnonymiseCustomer, { id });
    await eventually('the service has erased everything', async () => {
      const { services } = await service.caller.call(ReadAnonymisation, { id });
      return services.find(({ service: name, state }) => name === 'customers' && state === 'erased');
    });
    return id;
  }

  it('leaves nothing personal in any table, the journal and the kept answers among them', async () => {
    const { caller } = service;
    const actor = testActor();
    const headers = { idempotencyKey: newId() };
    const { id } = await caller.call(CreateCustomer, zaphod(), actor, headers);
    await caller.call(UpdateCustomer, { id, name: 'Trillian Quux' });
    await caller.call(AddCustomerNote, { id, text: 'Zaphod has called' });
    const entries = [{ kind: 'email' }, { kind: 'phone' }, { kind: 'country' }];
    await caller.call(BlacklistCustomer, { id, reason: 'Zaphod disputes', entries });
    const before = await service.typesOf(id);
    await anonymised(id);

    expect(await everything()).not.toMatch(/zaphod|trillian|quux|4155552671|Main St/i);
    expect(await caller.call(GetCustomer, { id })).toMatchObject({
      name: 'Anonymised customer',
      emails: [],
      phones: [],
      addresses: [],
      birthday: null,
      anonymisedAt: expect.any(String),
    });
    expect((await caller.call(ListCustomerNotes, { id })).items).toMatchObject([{ text: '' }]);
    // What nobody can be recognised by stays in force.
    expect((await caller.call(ReadBlacklist, { id })).entries).toMatchObject([
      { kind: 'country', reason: '' },
    ]);
    expect(await service.typesOf(id)).toEqual([...before, 'customers.customer.anonymised']);
    expect(await caller.refusal(CreateCustomer, zaphod(), actor, headers)).toBe('request.answer_erased');
    expect(await service.idsFound({ query: 'Zaphod' })).toEqual([]);
  });

  it('takes nobody else’s words along', async () => {
    const [{ id }, other] = [await service.create(zaphod()), await service.create(zaphod())];
    await anonymised(id);
    expect(await service.idsFound({ query: 'Zapod Quux' })).toEqual([other.id]);
    await anonymised(other.id);
  });

  it('is done once, and says what is outstanding where', async () => {
    const { id } = await service.create(zaphod());
    expect(await service.caller.refusal(ReadAnonymisation, { id })).toBe('customers.not_anonymised');
    await anonymised(id);
    const again = await service.caller.call(AnonymiseCustomer, { id });
    expect(again.complete).toBe(false);
    expect(again.services.map(({ service: name, state }) => [name, state])).toEqual([
      ['customers', 'erased'],
      ...['billing', 'fulfillment', 'cases', 'reporting'].map((name) => [name, 'unknown']),
    ]);
    expect(await service.typesOf(id)).toEqual([
      'customers.customer.created',
      'customers.customer.anonymised',
    ]);
  });

  it('cannot be changed, written to or blacklisted any more', async () => {
    const id = await anonymised((await service.create(zaphod())).id);
    const { caller } = service;
    expect(await caller.refusal(UpdateCustomer, { id, name: 'Zaphod' })).toBe('customers.anonymised');
    expect(await caller.refusal(AddCustomerNote, { id, text: 'Zaphod' })).toBe('customers.anonymised');
    const entries = [{ kind: 'country', value: 'US' }];
    expect(await caller.refusal(BlacklistCustomer, { id, reason: 'x', entries })).toBe(
      'customers.anonymised',
    );
    await emitFrom(service, 'billing', 'billing.order.completed', { customerId: id, orderId: newId() });
    expect((await caller.call(ListCustomerMessages, { id })).items).toEqual([]);
  });

  it('is erased again whenever something was written by who could not know yet', async () => {
    const { id } = await service.create(zaphod());
    await anonymised(id);
    // As a transaction that had begun before would write.
    await service.database.query(
      `insert into customer_note (id, customer_id, text, author_type, author_name, created_at)
       values ($1, $2, 'Zaphod was here', 'user', 'carol', now())`,
      [newId(), id],
    );
    await emitFrom(service, 'billing', 'billing.order.cancelled', { customerId: id, orderId: newId() });
    await eventually('the note is empty', async () => {
      const { items } = await service.caller.call(ListCustomerNotes, { id });
      return items.every(({ text }) => text === '') ? true : undefined;
    });
  });

  it.each(['cs_admin', 'cs_agent', 'finance'] as const)('is nothing for a %s', async (accessLevel) => {
    const { id } = await service.create(zaphod());
    const actor = testActor({ accessLevel });
    expect(await service.caller.refusal(AnonymiseCustomer, { id }, actor)).toBe('request.forbidden');
    expect(await service.caller.refusal(AnonymiseCustomer, { id: newId() })).toBe('customers.not_found');
    await anonymised(id);
  });
});

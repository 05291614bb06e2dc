import {
  AddCustomerNote,
  CreateCustomer,
  GetCustomer,
  ListCustomerNotes,
  newId,
  SearchCustomers,
  UpdateCustomer,
  type Actor,
  type CustomerView,
  type DaybookEvent,
} from '@daybook/contracts';
import type { RunningService } from '@daybook/messaging';
import {
  bootService,
  journalOf,
  startNats,
  startPostgres,
  testActor,
  TestCaller,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { CustomersModule } from './customers.module';

const ada = {
  name: 'Ada Lovelace',
  emails: [{ address: 'ada@example.com' }, { address: 'Countess@Example.org' }],
  phones: [{ number: '(415) 555-2671', label: 'mobile' }],
  addresses: [
    { purpose: 'shipping', line1: '12 Main St', city: 'Springfield', state: 'IL', postalCode: '62701', country: 'US' },
  ],
  language: 'en-US',
  timeZone: 'America/Chicago',
  tags: ['vip'],
  birthday: '1985-12-10',
};

describe('The customers service', () => {
  let postgres: TestPostgres;
  let database: TestDatabase;
  let nats: TestNats;
  let service: RunningService;
  let caller: TestCaller;

  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    database = await postgres.createDatabase();
    service = await bootService({ module: CustomersModule }, { database, nats });
    caller = await TestCaller.connect(nats);
  });

  afterAll(async () => {
    await caller?.close();
    await service?.stop();
    await database?.drop();
    await nats?.stop();
    await postgres?.stop();
  });

  const create = (input: object = ada, actor?: Actor): Promise<CustomerView> => caller.call(CreateCustomer, input, actor);

  const factsOf = async (customerId: string): Promise<DaybookEvent[]> =>
    (await journalOf(database)).filter((event) => event.data.context.customerId === customerId);

  const typesOf = async (customerId: string): Promise<string[]> => (await factsOf(customerId)).map(({ type }) => type);

  const idsFound = async (input: object, actor?: Actor): Promise<string[]> =>
    (await caller.call(SearchCustomers, input, actor)).items.map(({ id }) => id);

  const ordered = (customerId: string, latest: object, more: { numbers?: string[]; cards?: string[]; campaigns?: string[] }) =>
    database.query(
      `insert into customer_context (customer_id, latest, order_numbers, card_last_fours, campaign_ids)
       values ($1, $2, $3, $4, $5)`,
      [customerId, JSON.stringify(latest), more.numbers ?? [], more.cards ?? [], more.campaigns ?? []],
    );

  describe('creating', () => {
    it('answers the whole customer and records it once, with the name among the personal data only', async () => {
      const clerk = testActor({ username: 'clerk', accessLevel: 'cs_agent' });
      const made = await create(ada, clerk);
      expect(made).toMatchObject({
        version: 1,
        name: 'Ada Lovelace',
        country: 'US',
        emails: [
          { address: 'ada@example.com', primary: true },
          { address: 'Countess@Example.org', primary: false },
        ],
        phones: [{ entered: '(415) 555-2671', number: '+14155552671', label: 'mobile' }],
        addresses: [{ id: expect.any(String), city: 'Springfield' }],
        birthday: '1985-12-10',
      });
      expect(await caller.call(GetCustomer, { id: made.id })).toEqual(made);
      const [event, ...more] = await factsOf(made.id);
      expect(more).toEqual([]);
      expect(event).toMatchObject({
        type: 'customers.customer.created',
        actorname: 'clerk',
        actorlevel: 'cs_agent',
        data: { attributes: {}, personal: { name: 'Ada Lovelace' }, context: { customerId: made.id, country: 'US' } },
      });
    });

    it('happens once for one idempotency key', async () => {
      const actor = testActor();
      const headers = { idempotencyKey: newId() };
      const made = await Promise.all(
        Array.from({ length: 5 }, () => caller.call(CreateCustomer, ada, actor, headers)),
      );
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      expect(await typesOf(made[0]?.id ?? '')).toEqual(['customers.customer.created']);
      expect(await caller.refusal(CreateCustomer, { name: 'Else' }, actor, headers)).toBe(
        'request.idempotency_conflict',
      );
    });

    it.each([
      ['no name', { name: undefined }],
      ['a blank name', { name: '   ' }],
      ['an unknown field', { shoeSize: 44 }],
      ['something that is no e-mail address', { emails: [{ address: 'ada at example' }] }],
      ['something that is no phone number', { phones: [{ number: 'call me' }] }],
      ['a country that is none', { addresses: [{ ...ada.addresses[0], country: 'XX' }] }],
      ['a time zone that is none', { timeZone: 'Mars/Olympus' }],
      ['a day that is none', { birthday: '1985-02-30' }],
      ['a card number in a tag', { tags: ['4111 1111 1111 1111'] }],
      ['a list where a text belongs', { name: ['Ada'] }],
    ])('is refused with %s', async (_, wrong) => {
      expect(await caller.refusal(CreateCustomer, { ...ada, ...wrong })).toBe('request.malformed');
    });

    it.each([
      ['customers.several_primary_emails', { emails: ['a@b.co', 'c@d.co'].map((address) => ({ address, primary: true })) }],
      ['customers.email_repeated', { emails: [{ address: 'a@b.co' }, { address: 'A@b.co' }] }],
      ['customers.birthday_in_future', { birthday: '2999-01-01' }],
    ])('is refused with %s', async (code, wrong) => {
      expect(await caller.refusal(CreateCustomer, { ...ada, ...wrong })).toBe(code);
    });

    it('is refused to those who may only look', async () => {
      expect(await caller.refusal(CreateCustomer, ada, testActor({ accessLevel: 'finance' }))).toBe('request.forbidden');
    });
  });

  describe('changing', () => {
    it('changes the fields given, names them, and leaves the others', async () => {
      const made = await create();
      const changed = await caller.call(
        UpdateCustomer,
        { id: made.id, name: 'Ada King', tags: ['vip'], timeZone: null },
        testActor(),
        { ifMatch: made.version },
      );
      expect(changed).toMatchObject({ version: 2, name: 'Ada King', timeZone: null, emails: made.emails });
      const facts = await factsOf(made.id);
      expect(facts.map(({ type }) => type)).toEqual(['customers.customer.created', 'customers.customer.updated']);
      expect(facts[1]?.data.attributes).toEqual({ fieldNames: ['name', 'timeZone'] });
      expect(facts[1]?.data.personal).toEqual({ name: 'Ada King' });
    });

    it('is refused when the customer was changed since it was seen', async () => {
      const made = await create();
      await caller.call(UpdateCustomer, { id: made.id, name: 'First' }, testActor(), { ifMatch: 1 });
      expect(await caller.refusal(UpdateCustomer, { id: made.id, name: 'Second' }, testActor(), { ifMatch: 1 })).toBe(
        'request.stale',
      );
      expect(await caller.call(GetCustomer, { id: made.id })).toMatchObject({ name: 'First', version: 2 });
      expect(await typesOf(made.id)).toHaveLength(2);
    });

    it('lets one of two edits of the same version win', async () => {
      const made = await create();
      const outcomes = await Promise.allSettled(
        ['One', 'Two'].map((name) => caller.call(UpdateCustomer, { id: made.id, name }, testActor(), { ifMatch: 1 })),
      );
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await typesOf(made.id)).toHaveLength(2);
    });

    it('keeps both of two edits that name no version and touch different fields', async () => {
      const made = await create();
      await Promise.all([
        caller.call(UpdateCustomer, { id: made.id, name: 'Ada King' }),
        caller.call(UpdateCustomer, { id: made.id, language: 'fr' }),
      ]);
      expect(await caller.call(GetCustomer, { id: made.id })).toMatchObject({
        name: 'Ada King',
        language: 'fr',
        version: 3,
      });
    });

    it('records a change of addresses with the names of their fields, apart from the rest', async () => {
      const made = await create();
      const addresses = [{ ...ada.addresses[0], line1: '13 Main St', postalCode: '62702' }];
      await caller.call(UpdateCustomer, { id: made.id, addresses });
      await caller.call(UpdateCustomer, { id: made.id, addresses: [], birthday: null });
      const facts = (await factsOf(made.id)).slice(1).map(({ type, data }) => [type, data.attributes.fieldNames]);
      expect(facts).toEqual([
        ['customers.address.changed', ['line1', 'postalCode']],
        ['customers.customer.updated', ['birthday']],
        ['customers.address.changed', ['purpose', 'line1', 'city', 'state', 'postalCode', 'country']],
      ]);
    });

    it('records nothing when nothing changes', async () => {
      const made = await create();
      const same = await caller.call(UpdateCustomer, { id: made.id, ...ada });
      expect(same.version).toBe(1);
      expect(await typesOf(made.id)).toEqual(['customers.customer.created']);
    });

    it('is refused for a name that is null and for a customer that is none', async () => {
      const made = await create();
      expect(await caller.refusal(UpdateCustomer, { id: made.id, name: null })).toBe('request.malformed');
      expect(await caller.refusal(UpdateCustomer, { id: newId(), name: 'X' })).toBe('customers.not_found');
    });
  });

  describe('notes', () => {
    it('stand in the history newest first, page by page, and are recorded with the latest order around them', async () => {
      const made = await create();
      await ordered(
        made.id,
        { customerId: made.id, orderNumber: '1001', campaignId: newId(), country: 'CA', productIds: [], customFields: {} },
        {},
      );
      for (const text of ['one', 'two', 'three']) await caller.call(AddCustomerNote, { id: made.id, text });
      const first = await caller.call(ListCustomerNotes, { id: made.id, limit: 2 });
      const second = await caller.call(ListCustomerNotes, { id: made.id, limit: 2, cursor: first.nextCursor });
      expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(['three', 'two', 'one']);
      expect(second.nextCursor).toBeUndefined();
      const noted = (await factsOf(made.id)).at(-1);
      expect(noted).toMatchObject({
        type: 'customers.note.added',
        data: { personal: { text: 'three' }, context: { orderNumber: '1001', country: 'CA' } },
      });
    });

    it('are refused when blank, when they hold a card number, and about nobody', async () => {
      const { id } = await create();
      expect(await caller.refusal(AddCustomerNote, { id, text: ' \n' })).toBe('request.malformed');
      expect(await caller.refusal(AddCustomerNote, { id, text: 'pays by 4111-1111-1111-1111' })).toBe('request.malformed');
      expect(await caller.refusal(AddCustomerNote, { id: newId(), text: 'hello' })).toBe('customers.not_found');
      expect(await typesOf(id)).toEqual(['customers.customer.created']);
    });
  });

  describe('searching', () => {
    let zoe: CustomerView;
    let jose: CustomerView;
    let john: CustomerView;

    beforeAll(async () => {
      zoe = await create({
        name: 'Zoë van der Berg',
        emails: [{ address: 'zoe.berg@example.net' }, { address: 'zz@second.example' }],
        phones: [{ number: '020 7946 0018' }],
        addresses: [{ purpose: 'home', line1: '1 High St', city: 'Leicester', postalCode: 'LE1 5YA', country: 'GB' }],
      });
      jose = await create({ name: 'José García', phones: [{ number: '+34 612 345 678' }] });
      john = await create({ name: 'Jonathan Smithers' });
      await ordered(zoe.id, {}, { numbers: ['ORD-77001'], cards: ['4242'] });
    });

    it.each([
      ['the name', 'zoë van der berg'],
      ['the name without accents', 'zoe berg'],
      ['the name with a letter wrong', 'zoe burg'],
      ['the name with letters swapped', 'Zoe Vna Dre Breg'],
      ['the name written as one word', 'zoevanderberg'],
      ['the primary e-mail address', 'ZOE.BERG@example.net'],
      ['another e-mail address', 'zz@second.example'],
      ['the beginning of an e-mail address', 'zoe.b'],
      ['the phone number as dialled at home', '020 7946 0018'],
      ['the phone number as dialled from abroad', '+44 (0)20 7946-0018'],
      ['the order number', 'ord-77001'],
      ['the last four digits of the card', '4242'],
    ])('finds a customer by %s', async (_, query) => {
      expect((await idsFound({ query }))[0]).toBe(zoe.id);
    });

    it.each([
      ['name', { name: 'van berg' }],
      ['email', { email: 'zz@second' }],
      ['phone', { phone: '7946 0018' }],
      ['orderNumber', { orderNumber: '#ORD-77001' }],
      ['cardLastFour', { cardLastFour: '4242' }],
      ['city', { city: 'leicester' }],
      ['postalCode', { postalCode: 'le15ya' }],
      ['country and name', { country: 'GB', name: 'zoe' }],
    ])('finds a customer by the single field %s', async (_, input) => {
      expect(await idsFound(input)).toEqual([zoe.id]);
    });

    it('wants every condition to hold', async () => {
      expect(await idsFound({ name: 'jose', country: 'GB' })).toEqual([]);
      expect(await idsFound({ query: 'no such person at all' })).toEqual([]);
      expect(await idsFound({ query: '%%%' })).toEqual([]);
    });

    it('puts the better match first', async () => {
      const jonah = await create({ name: 'Jonathon Smith' });
      expect((await idsFound({ query: 'jonathon smith' })).slice(0, 2)).toEqual([jonah.id, john.id]);
      expect(await idsFound({ query: 'Jose Garcia' })).toContain(jose.id);
    });

    it('follows a changed name and forgets the old one', async () => {
      const made = await create({ name: 'Wilhelmina Quagmire' });
      await caller.call(UpdateCustomer, { id: made.id, name: 'Henrietta Zimmermann' });
      expect(await idsFound({ query: 'Quagmire' })).toEqual([]);
      expect(await idsFound({ query: 'Zimmerman' })).toEqual([made.id]);
    });

    it('gives every match once over all pages, equal ones too', async () => {
      const made: string[] = [];
      for (let time = 0; time < 7; time += 1) made.push((await create({ name: 'Paged Twin' })).id);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const found = await caller.call(SearchCustomers, { query: 'paged twin', limit: 3, cursor });
        seen.push(...found.items.map(({ id }) => id));
        cursor = found.nextCursor;
      } while (cursor !== undefined);
      expect(seen).toEqual([...made].reverse());
    });

    it('lists the newest first when nothing is asked for, and refuses a foreign cursor', async () => {
      const last = await create({ name: 'Latest' });
      const first = await caller.call(SearchCustomers, { limit: 1 });
      expect(first.items[0]?.id).toBe(last.id);
      expect(await caller.refusal(SearchCustomers, { query: 'ada', cursor: first.nextCursor })).toBe(
        'request.cursor_invalid',
      );
      expect(await caller.refusal(SearchCustomers, { cursor: 'rubbish' })).toBe('request.cursor_invalid');
      expect(await caller.refusal(SearchCustomers, { limit: 201 })).toBe('request.malformed');
    });
  });

  describe('a sales rep', () => {
    it('sees the customers of the own campaigns and those created by themselves, and no others', async () => {
      const campaign = newId();
      const rep = testActor({ username: 'rep', accessLevel: 'sales_rep', campaignIds: [campaign] });
      const [mine, theirs, created] = [
        await create({ name: 'Scoped Mine' }),
        await create({ name: 'Scoped Theirs' }),
        await create({ name: 'Scoped Created' }, rep),
      ];
      await ordered(mine.id, {}, { campaigns: [campaign] });
      await ordered(theirs.id, {}, { campaigns: [newId()] });
      expect(new Set(await idsFound({ query: 'scoped' }, rep))).toEqual(new Set([mine.id, created.id]));
      expect(await caller.call(GetCustomer, { id: mine.id }, rep)).toMatchObject({ name: 'Scoped Mine' });
      expect(await caller.refusal(GetCustomer, { id: theirs.id }, rep)).toBe('customers.not_found');
      expect(await caller.refusal(UpdateCustomer, { id: theirs.id, name: 'X' }, rep)).toBe('customers.not_found');
      expect(await caller.refusal(AddCustomerNote, { id: theirs.id, text: 'X' }, rep)).toBe('customers.not_found');
      expect(await caller.refusal(ListCustomerNotes, { id: theirs.id }, rep)).toBe('customers.not_found');
      await caller.call(UpdateCustomer, { id: created.id, name: 'Scoped Changed' }, rep);
    });
  });
});

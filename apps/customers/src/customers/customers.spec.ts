import { CreateCustomer, GetCustomer, IdentifyCustomer, newId, UpdateCustomer } from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { ada, CustomersFixture } from '../testing/customers-fixture';

describe('The customers service', () => {
  let service: CustomersFixture;

  beforeAll(async () => {
    service = await CustomersFixture.start();
  });

  afterAll(() => service?.stop());

  describe('creating', () => {
    it('answers the whole customer and records it once, with the name among the personal data only', async () => {
      const clerk = testActor({ username: 'clerk', accessLevel: 'cs_agent' });
      const made = await service.create(ada, clerk);
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
      expect(await service.caller.call(GetCustomer, { id: made.id })).toEqual(made);
      const [event, ...more] = await service.factsOf(made.id);
      expect(more).toEqual([]);
      expect(event).toMatchObject({
        type: 'customers.customer.created',
        actorname: 'clerk',
        actorlevel: 'cs_agent',
        data: {
          attributes: {},
          personal: { name: 'Ada Lovelace' },
          context: { customerId: made.id, country: 'US' },
        },
      });
    });

    it('happens once for one idempotency key', async () => {
      const actor = testActor();
      const headers = { idempotencyKey: newId() };
      const made = await Promise.all(
        Array.from({ length: 5 }, () => service.caller.call(CreateCustomer, ada, actor, headers)),
      );
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      expect(await service.typesOf(made[0]?.id ?? '')).toEqual(['customers.customer.created']);
      expect(await service.caller.refusal(CreateCustomer, { name: 'Else' }, actor, headers)).toBe(
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
      ['a card number for a phone number', { phones: [{ number: '5555 5555 5555 4444' }] }],
      ['a card number in a tag', { tags: ['4111 1111 1111 1111'] }],
      ['a list where a text belongs', { name: ['Ada'] }],
    ])('is refused with %s', async (_, wrong) => {
      expect(await service.caller.refusal(CreateCustomer, { ...ada, ...wrong })).toBe('request.malformed');
    });

    it.each([
      [
        'customers.several_primary_emails',
        { emails: ['a@b.co', 'c@d.co'].map((address) => ({ address, primary: true })) },
      ],
      ['customers.email_repeated', { emails: [{ address: 'a@b.co' }, { address: 'A@b.co' }] }],
      ['customers.birthday_in_future', { birthday: '2999-01-01' }],
    ])('is refused with %s', async (code, wrong) => {
      expect(await service.caller.refusal(CreateCustomer, { ...ada, ...wrong })).toBe(code);
    });

    it('is refused to those who may only look', async () => {
      expect(await service.caller.refusal(CreateCustomer, ada, testActor({ accessLevel: 'finance' }))).toBe(
        'request.forbidden',
      );
    });
  });

  describe('identifying', () => {
    it('names a customer of the caller’s campaigns to a service, also for one who may not read customers', async () => {
      const { id, name } = await service.create();
      const key = {
        type: 'api' as const,
        accessLevel: 'api_user' as const,
        scopes: ['conversations.deliver'],
      };
      const connector = testActor(key);
      expect(await service.caller.call(IdentifyCustomer, { id }, connector)).toEqual({
        id,
        name,
        country: 'US',
        ownerId: null,
      });
      expect(await service.caller.refusal(GetCustomer, { id }, connector)).toBe('request.forbidden');
      const elsewhere = testActor({ ...key, campaignIds: [newId()] });
      expect(await service.caller.refusal(IdentifyCustomer, { id }, elsewhere)).toBe('customers.not_found');
    });
  });

  describe('changing', () => {
    it('changes the fields given, names them, and leaves the others', async () => {
      const made = await service.create();
      const changed = await service.caller.call(
        UpdateCustomer,
        { id: made.id, name: 'Ada King', tags: ['vip'], timeZone: null },
        testActor(),
        { ifMatch: made.version },
      );
      expect(changed).toMatchObject({ version: 2, name: 'Ada King', timeZone: null, emails: made.emails });
      const facts = await service.factsOf(made.id);
      expect(facts.map(({ type }) => type)).toEqual([
        'customers.customer.created',
        'customers.customer.updated',
      ]);
      expect(facts[1]?.data.attributes).toEqual({ fieldNames: ['name', 'timeZone'] });
      expect(facts[1]?.data.personal).toEqual({ name: 'Ada King' });
    });

    it('is refused when the customer was changed since it was seen', async () => {
      const made = await service.create();
      await service.caller.call(UpdateCustomer, { id: made.id, name: 'First' }, testActor(), { ifMatch: 1 });
      expect(
        await service.caller.refusal(UpdateCustomer, { id: made.id, name: 'Second' }, testActor(), {
          ifMatch: 1,
        }),
      ).toBe('request.stale');
      expect(await service.caller.call(GetCustomer, { id: made.id })).toMatchObject({
        name: 'First',
        version: 2,
      });
      expect(await service.typesOf(made.id)).toHaveLength(2);
    });

    it('lets one of two edits of the same version win', async () => {
      const made = await service.create();
      const outcomes = await Promise.allSettled(
        ['One', 'Two'].map((name) =>
          service.caller.call(UpdateCustomer, { id: made.id, name }, testActor(), { ifMatch: 1 }),
        ),
      );
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await service.typesOf(made.id)).toHaveLength(2);
    });

    it('keeps both of two edits that name no version and touch different fields', async () => {
      const made = await service.create();
      await Promise.all([
        service.caller.call(UpdateCustomer, { id: made.id, name: 'Ada King' }),
        service.caller.call(UpdateCustomer, { id: made.id, language: 'fr' }),
      ]);
      expect(await service.caller.call(GetCustomer, { id: made.id })).toMatchObject({
        name: 'Ada King',
        language: 'fr',
        version: 3,
      });
    });

    it('records a change of addresses with the names of their fields, apart from the rest', async () => {
      const made = await service.create();
      const addresses = [{ ...ada.addresses[0], line1: '13 Main St', postalCode: '62702' }];
      await service.caller.call(UpdateCustomer, { id: made.id, addresses });
      await service.caller.call(UpdateCustomer, { id: made.id, addresses: [], birthday: null });
      const facts = (await service.factsOf(made.id))
        .slice(1)
        .map(({ type, data }) => [type, data.attributes.fieldNames]);
      expect(facts).toEqual([
        ['customers.address.changed', ['line1', 'postalCode']],
        ['customers.customer.updated', ['birthday']],
        ['customers.address.changed', ['purpose', 'line1', 'city', 'state', 'postalCode', 'country']],
      ]);
    });

    it('records nothing when nothing changes', async () => {
      const made = await service.create();
      const same = await service.caller.call(UpdateCustomer, { id: made.id, ...ada });
      expect(same.version).toBe(1);
      expect(await service.typesOf(made.id)).toEqual(['customers.customer.created']);
    });

    it('is refused for a name that is null and for a customer that is none', async () => {
      const made = await service.create();
      expect(await service.caller.refusal(UpdateCustomer, { id: made.id, name: null })).toBe(
        'request.malformed',
      );
      expect(await service.caller.refusal(UpdateCustomer, { id: newId(), name: 'X' })).toBe(
        'customers.not_found',
      );
    });
  });
});

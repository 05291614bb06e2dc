import {
  BlacklistCustomer,
  LiftBlacklist,
  newId,
  ReadBlacklist,
  type BlacklistView,
} from '@daybook/contracts';
import { blacklistKey } from '@daybook/persistence';
import { testActor } from '@daybook/testing';
import { CustomersFixture } from '../testing/customers-fixture';

describe('The blacklist of a customer', () => {
  let service: CustomersFixture;
  const reason = 'Disputes every charge';

  beforeAll(async () => {
    service = await CustomersFixture.start();
  });

  afterAll(() => service?.stop());

  const put = (id: string, entries: object[], actor = testActor()): Promise<BlacklistView> =>
    service.caller.call(BlacklistCustomer, { id, reason, entries }, actor);
  const compared = ({ entries }: BlacklistView): string[] =>
    entries.map(({ kind, value }) => `${kind} ${value}`);

  it('holds what was given in one notation, and without a value all that the customer has', async () => {
    const { id } = await service.create();
    const admin = testActor({ username: 'boss', accessLevel: 'cs_admin' });
    const made = await put(
      id,
      [
        { kind: 'email' },
        { kind: 'phone' },
        { kind: 'country' },
        { kind: 'state' },
        { kind: 'state', value: 'ca-on' },
        { kind: 'ip', value: '::ffff:203.0.113.7' },
        { kind: 'card_bin', value: '424242' },
      ],
      admin,
    );
    expect(new Set(compared(made))).toEqual(
      new Set([
        'email ada@example.com',
        'email countess@example.org',
        'phone +14155552671',
        'country US',
        'state US-IL',
        'state CA-ON',
        'ip 203.0.113.7',
        'card_bin 424242',
      ]),
    );
    expect(made).toMatchObject({ customerId: id, blacklisted: true });
    expect(made.entries[0]).toMatchObject({ reason, by: 'boss' });
    expect(await service.caller.call(ReadBlacklist, { id })).toEqual(made);
  });

  it('is told with hashes in place of what says who somebody is, and only among the personal data', async () => {
    const { id } = await service.create();
    const made = await put(id, [{ kind: 'email', value: 'ada@example.com' }, { kind: 'country' }]);
    const reported = (await service.factsOf(id)).at(-1);
    const [email, country] = made.entries;
    expect(reported?.data).toMatchObject({
      attributes: {
        kinds: ['email', 'country'],
        entries: [
          { id: email?.id, kind: 'email' },
          { id: country?.id, kind: 'country', key: 'US' },
        ],
      },
      personal: { text: reason, keys: { [email?.id ?? '']: blacklistKey('email', 'ada@example.com') } },
    });
    expect(JSON.stringify(reported)).not.toContain('ada@example.com');
  });

  it('changes by what is different only, and tells each part of the change', async () => {
    const { id } = await service.create();
    const first = await put(id, [{ kind: 'country' }, { kind: 'email', value: 'a@b.co' }]);
    expect(await put(id, [{ kind: 'email', value: 'A@B.co' }, { kind: 'country' }])).toEqual(first);
    const next = await put(id, [{ kind: 'country' }, { kind: 'card_bin', value: '55555555' }]);
    expect(compared(next)).toEqual(['country US', 'card_bin 55555555']);
    expect(await service.typesOf(id)).toEqual([
      'customers.customer.created',
      'customers.customer.blacklisted',
      'customers.blacklist.lifted',
      'customers.customer.blacklisted',
    ]);
    const reported = await service.factsOf(id);
    expect(reported.slice(2).map(({ data }) => data.attributes['kinds'])).toEqual([['email'], ['card_bin']]);
  });

  it('is lifted with a reason, once', async () => {
    const { id } = await service.create();
    await put(id, [{ kind: 'country' }]);
    const lifted = await service.caller.call(LiftBlacklist, { id, reason: 'It was a mistake' });
    expect(lifted).toEqual({ customerId: id, blacklisted: false, entries: [] });
    expect((await service.factsOf(id)).at(-1)).toMatchObject({
      type: 'customers.blacklist.lifted',
      data: { attributes: { kinds: ['country'] }, personal: { text: 'It was a mistake' } },
    });
    expect(await service.caller.refusal(LiftBlacklist, { id, reason })).toBe('customers.not_blacklisted');
  });

  it.each([
    ['customers.blacklist_value_missing', { kind: 'ip' }],
    ['customers.blacklist_value_missing', { kind: 'card_bin' }],
    ['customers.blacklist_value_invalid', { kind: 'ip', value: 'here' }],
    ['customers.blacklist_value_invalid', { kind: 'card_bin', value: '42' }],
    ['customers.blacklist_value_invalid', { kind: 'state', value: 'IL' }],
    ['request.malformed', { kind: 'shoe_size', value: '44' }],
    ['request.malformed', { kind: 'card_bin', value: '4111 1111 1111 1111' }],
  ])('is refused with %s for %j, and nothing changes', async (code, entry) => {
    const { id } = await service.create();
    const input = { id, reason, entries: [{ kind: 'country' }, entry] };
    expect(await service.caller.refusal(BlacklistCustomer, input)).toBe(code);
    expect((await service.caller.call(ReadBlacklist, { id })).blacklisted).toBe(false);
    expect(await service.typesOf(id)).toEqual(['customers.customer.created']);
  });

  it.each(['cs_agent', 'sales_rep', 'finance', 'affiliate'] as const)(
    'is nothing for a %s',
    async (accessLevel) => {
      const { id } = await service.create();
      const actor = testActor({ accessLevel });
      const input = { id, reason, entries: [{ kind: 'country' }] };
      expect(await service.caller.refusal(BlacklistCustomer, input, actor)).toBe('request.forbidden');
      expect(await service.caller.refusal(LiftBlacklist, { id, reason }, actor)).toBe('request.forbidden');
    },
  );

  it('needs a customer', async () => {
    const input = { id: newId(), reason, entries: [{ kind: 'country', value: 'US' }] };
    expect(await service.caller.refusal(BlacklistCustomer, input)).toBe('customers.not_found');
  });
});

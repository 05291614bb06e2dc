import { ChangeSettings, CompleteOrder, CreateOrder, newId, type BlacklistKind } from '@daybook/contracts';
import { blacklistKey, isPersonalKind, withoutPlusPart } from '@daybook/persistence';
import { eventually, testActor } from '@daybook/testing';
import { headers } from 'nats';
import { address, BillingFixture, type Shop } from '../../testing/billing-fixture';
import { emitFrom } from '../../testing/foreign-event';

describe('An order of somebody who is blacklisted', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing?.stop());

  /** Answers the entry's id once billing has taken it over. */
  async function blacklist(kind: BlacklistKind, value: string, customerId = newId()): Promise<string> {
    const id = newId();
    const key = blacklistKey(kind, value);
    const personal = isPersonalKind(kind);
    await emitFrom(
      billing,
      'customers',
      'customers.customer.blacklisted',
      { customerId },
      {
        attributes: { kinds: [kind], entries: [{ id, kind, ...(personal ? {} : { key }) }] },
        personal: {
          text: 'Disputes',
          keys: personal ? { [id]: key } : {},
          baseKeys: kind === 'email' ? { [id]: blacklistKey(kind, withoutPlusPart(value)) } : {},
        },
      },
    );
    await heard('the entry is taken over', id, false);
    return id;
  }

  async function lift(...entryIds: string[]): Promise<void> {
    await emitFrom(
      billing,
      'customers',
      'customers.blacklist.lifted',
      { customerId: newId() },
      {
        attributes: { kinds: [], entryIds },
      },
    );
    for (const id of entryIds) await heard('the entry is lifted', id, true);
  }

  function heard(what: string, id: string, lifted: boolean): Promise<true> {
    return eventually(what, async () => {
      const query = 'select 1 from blacklist_entry where id = $1 and lifted = $2';
      return (await billing.database.query(query, [id, lifted])).length === 1 ? true : undefined;
    });
  }

  function refusal(changes: object): Promise<string> {
    const options = { idempotencyKey: newId() };
    return billing.caller.refusal(CreateOrder, billing.orderInput(shop, changes), testActor(), options);
  }

  const counted = async (): Promise<string> => {
    const [row] = await billing.database.query<{ count: string }>('select count(*) from customer_order');
    return row?.count ?? '';
  };

  it.each<[BlacklistKind, string, object]>([
    ['email', 'eve@example.com', { customer: { name: 'Eve', email: ' EVE@example.com'.trim() } }],
    ['phone', '+14155550123', { customer: { name: 'Eve', phone: '(415) 555-0123' } }],
    ['ip', '2001:db8::1', { customer: { name: 'Eve', ip: '2001:DB8:0:0::1' } }],
    ['state', 'US-NEW YORK', { shippingAddress: { ...address, state: 'New  York' } }],
    ['country', 'US', {}],
    ['card_bin', '424242', {}],
  ])(
    'is refused by its %s before anything is charged, until the blacklist is lifted',
    async (kind, value, changes) => {
      const id = await blacklist(kind, value);
      const [asked, orders] = [billing.processor.asked, await counted()];
      expect(await refusal(changes)).toBe('billing.blacklisted');
      expect([billing.processor.asked, await counted()]).toEqual([asked, orders]);
      await lift(id);
      expect((await billing.order(billing.orderInput(shop, changes))).status).toBe('complete');
    },
  );

  it.each([
    ['walt@example.com', 'walt+shop@example.com'],
    ['wilma+old@example.com', 'Wilma@example.com'],
    ['wim+old@example.com', 'wim+new+er@example.com'],
  ])('is refused by %s as %s only where the plus part does not count', async (listed, email) => {
    const id = await blacklist('email', listed);
    const changes = { customer: { name: 'Walt', email } };
    const count = (blacklistPlusAddresses: boolean) =>
      billing.caller.call(ChangeSettings, { blacklistPlusAddresses });
    expect((await billing.order(billing.orderInput(shop, changes))).status).toBe('complete');
    await count(true);
    expect(await refusal(changes)).toBe('billing.blacklisted');
    await count(false);
    expect((await billing.order(billing.orderInput(shop, changes))).status).toBe('complete');
    await lift(id);
  });

  it('is refused whatever it says of the buyer, when it is the customer’s own', async () => {
    const customerId = newId();
    const id = await blacklist('ip', '198.51.100.9', customerId);
    expect(await refusal({ customerId })).toBe('billing.blacklisted');
    expect(await refusal({ customerId, status: 'partial', payment: undefined })).toBe('billing.blacklisted');
    await lift(id);
  });

  it('is refused by the customer’s record, whatever the order says, and takes from it what it does not say', async () => {
    const record = {
      name: 'Mallory Second',
      emails: [{ address: 'other@example.com' }, { address: 'mallory2@example.com', primary: true }],
      phones: [{ entered: '0041 44 668 18 00', number: '+41446681800' }],
      addresses: [
        { id: newId(), purpose: 'billing', line1: 'Quai 1', city: 'Basel', country: 'CH' },
        { id: newId(), purpose: 'shipping', ...address },
      ],
    };
    const answers = billing.caller.connection.subscribe('rpc.customers.get', {
      callback: (_error, message) => {
        const reported = headers();
        reported.set('daybook-status', '200');
        message.respond(JSON.stringify(record), { headers: reported });
      },
    });
    await billing.caller.connection.flush();
    try {
      for (const [kind, value] of [
        ['email', 'other@example.com'],
        ['phone', '+41446681800'],
      ] as const) {
        const id = await blacklist(kind, value);
        const other = { name: 'Somebody Else', email: 'else@example.com' };
        expect(await refusal({ customer: other })).toBe('billing.blacklisted');
        await lift(id);
      }
      const made = await billing.order(
        billing.orderInput(shop, { customer: undefined, shippingAddress: undefined }),
      );
      expect(made).toMatchObject({
        status: 'complete',
        customer: { name: 'Mallory Second', email: 'mallory2@example.com', phone: '+41446681800' },
        shippingAddress: address,
      });
    } finally {
      answers.unsubscribe();
    }
  });

  it('is refused when a partial order is to be completed, and stays partial', async () => {
    const partial = await billing.order(
      billing.orderInput(shop, {
        status: 'partial',
        payment: undefined,
        customer: { name: 'Mallory', email: 'mallory@example.com' },
      }),
    );
    const id = await blacklist('email', 'mallory@example.com');
    const input = { id: partial.id, payment: { token: 'tok_success' } };
    const asked = billing.processor.asked;
    const options = { idempotencyKey: newId() };
    expect(await billing.caller.refusal(CompleteOrder, input, testActor(), options)).toBe(
      'billing.blacklisted',
    );
    expect(billing.processor.asked).toBe(asked);
    await lift(id);
    const completed = await billing.caller.call(CompleteOrder, input, testActor(), options);
    expect(completed.status).toBe('complete');
  });

  it('is answered as the first time when it was made before', async () => {
    const [key, actor] = [newId(), testActor()];
    const input = billing.orderInput(shop, { customer: { name: 'Trudy', email: 'trudy@example.com' } });
    const made = await billing.order(input, key, actor);
    const id = await blacklist('email', 'trudy@example.com');
    expect(await billing.order(input, key, actor)).toEqual(made);
    await lift(id);
  });

  it('is not charged while the processor cannot say which card it is, where cards are blacklisted', async () => {
    const id = await blacklist('card_bin', '55555555');
    billing.processor.mood = 'loses requests';
    const asked = billing.processor.asked;
    expect(await refusal({})).toBe('internal.unavailable');
    billing.processor.mood = 'answers';
    expect(billing.processor.asked).toBe(asked);
    expect((await billing.order(billing.orderInput(shop))).status).toBe('complete');
    await lift(id);
  });

  it('is taken when the entry was lifted before it was heard of', async () => {
    const id = newId();
    await lift(id);
    const key = blacklistKey('email', 'late@example.com');
    await emitFrom(
      billing,
      'customers',
      'customers.customer.blacklisted',
      { customerId: newId() },
      {
        attributes: { kinds: ['email'], entries: [{ id, kind: 'email' }] },
        personal: { keys: { [id]: key } },
      },
    );
    // Told one after the other, so that the second shows that the first was heard.
    await lift(await blacklist('email', 'other@example.com'));
    const order = await billing.order(
      billing.orderInput(shop, { customer: { name: 'Late', email: 'late@example.com' } }),
    );
    expect(order.status).toBe('complete');
  });
});

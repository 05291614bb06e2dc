import { headers } from 'nats';
import {
  ChangeOrder,
  newId,
  SearchOrders,
  type OrderView,
  type SearchCustomersInput,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

describe('Orders are found', () => {
  let billing: BillingFixture;
  let shop: Shop;
  let ada: OrderView;
  let eve: OrderView;
  /** What the customers service answers of those it is asked for. */
  let fitting: (sought: SearchCustomersInput) => string[] = () => [];
  let status = 200;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    billing.caller.connection.subscribe('rpc.customers.search', {
      callback: (_error, message) => {
        const reported = headers();
        reported.set('daybook-status', String(status));
        const items = fitting(message.json<SearchCustomersInput>()).map((id) => ({ id }));
        const refusal = { code: 'request.forbidden', status, title: 'no' };
        message.respond(JSON.stringify(status < 400 ? { items } : refusal), { headers: reported });
      },
    });
    await billing.caller.connection.flush();
    shop = await billing.openShop();
    ada = await billing.order(
      billing.orderInput(shop, {
        customer: { name: 'Ada Müller-King', email: 'Ada.King@mail.example', phone: '(415) 555-2671' },
        shippingAddress: {
          recipient: 'Charles Babbage',
          line1: '12 Great Ormond St',
          line2: 'Flat 5',
          city: 'Saint-Étienne',
          state: 'IL',
          postalCode: '627 01-22',
          country: 'US',
        },
      }),
    );
    eve = await billing.order(billing.orderInput(shop, { customer: { name: 'Eve Norton' } }));
  }, 60_000);
  beforeEach(() => {
    fitting = () => [];
    status = 200;
  });
  afterAll(() => billing.stop());

  const found = async (sought: object, actor = testActor()): Promise<string[]> =>
    (await billing.caller.call(SearchOrders, sought, actor)).items.map(({ id }) => id);

  it.each([
    ['the name', { name: 'ada müller-king' }],
    ['words of the name without accents', { name: 'King Muller' }],
    ['how the name begins', { name: 'ad mul' }],
    ['who receives it', { name: 'babbage' }],
    ['the e-mail address', { email: 'ADA.KING@MAIL.EXAMPLE' }],
    ['how the e-mail address begins', { email: 'ada.k' }],
    ['the phone number in another notation', { phone: '+1 415 555 2671' }],
    ['the last digits of the phone number', { phone: '555-2671' }],
    ['the address', { address: 'great ormond' }],
    ['the second line of the address', { address: 'flat 5' }],
    ['the city', { city: 'saint etienne' }],
    ['the city and the state', { city: 'saint', state: 'il' }],
    ['the postal code', { postalCode: '62701 22' }],
    ['words of whatever kind: of the name without accents', { query: 'king MULLER' }],
    ['words of whatever kind: an e-mail address', { query: 'ada.king@mail' }],
    ['words of whatever kind: a phone number', { query: '(415) 555-2671' }],
    ['everything together', { name: 'ada', email: 'ada', phone: '2671', city: 'saint', country: 'US' }],
  ])('by %s', async (_, sought) => {
    expect(await found(sought)).toEqual([ada.id]);
  });

  it.each([
    ['a name that only holds it', { name: 'orton' }],
    ['two conditions of which one does not hold', { name: 'ada', city: 'springfield' }],
    ['another country', { name: 'ada', country: 'GB' }],
    ['what would match anything', { name: '%' }],
    ['an e-mail address with a joker', { email: 'ada%king' }],
    ['words of which one is another', { query: 'ada norton' }],
    ['an e-mail address that only holds the words', { query: 'ada@king' }],
    ['words that would match anything', { query: '%' }],
  ])('not by %s', async (_, sought) => {
    expect(await found(sought)).toEqual([]);
  });

  it('by their numbers, by the words for a customer as it is now, and by their call centers', async () => {
    const bare = ada.orderNumber.replace('D-', '');
    for (const written of [
      ada.orderNumber,
      ada.orderNumber.toLowerCase(),
      bare,
      `#${bare}`,
      ` # ${ada.orderNumber}`,
    ]) {
      expect(await found({ query: written })).toEqual([ada.id]);
      expect(await found({ orderNumber: written })).toEqual([ada.id]);
    }
    fitting = ({ query }) => (query === 'Byron' ? [eve.customerId] : []);
    expect(await found({ query: 'Byron' })).toEqual([eve.id]);
    const country = { country: 'US', state: 'IL' };
    expect(await found({ ...country, callCenterId: [shop.callCenterId] })).toEqual([eve.id, ada.id]);
    expect(await found({ ...country, callCenterId: [newId()] })).toEqual([]);
  });

  it('newest first, page by page', async () => {
    const country = { country: 'US', state: 'IL' };
    expect(await found(country)).toEqual([eve.id, ada.id]);
    const first = await billing.caller.call(SearchOrders, { ...country, limit: 1 });
    expect(first.items.map(({ id }) => id)).toEqual([eve.id]);
    const next = await billing.caller.call(SearchOrders, { ...country, limit: 1, cursor: first.nextCursor });
    expect(next.items.map(({ id }) => id)).toEqual([ada.id]);
  });

  it('by what the customer is called and reached by now', async () => {
    fitting = ({ name, email }) => (name === 'Byron' || email === 'new@mail.example' ? [eve.customerId] : []);
    expect(await found({ name: 'Byron' })).toEqual([eve.id]);
    expect(await found({ name: 'Byron', email: 'new@mail.example', country: 'US' })).toEqual([eve.id]);
    expect(await found({ name: 'Byron', email: 'ada' })).toEqual([]);
  });

  it('by their own alone where the caller may not see customers', async () => {
    status = 403;
    expect(await found({ name: 'ada' })).toEqual([ada.id]);
  });

  it('by the new address once it has changed, and in scope only', async () => {
    const moved = await billing.order(billing.orderInput(shop, { customer: { name: 'Grace Hopper' } }));
    const shippingAddress = { line1: '1 Navy Yard', city: 'Arlington', country: 'US' };
    await billing.caller.call(ChangeOrder, { id: moved.id, shippingAddress }, testActor(), {
      ifMatch: moved.version,
    });
    expect(await found({ name: 'grace', address: 'navy', city: 'arlington' })).toEqual([moved.id]);
    expect(await found({ name: 'grace', city: 'springfield' })).toEqual([]);
    expect(await found({ name: 'grace' }, testActor({ campaignIds: [newId()] }))).toEqual([]);
  });

  it('by nothing that is no search: it is refused by name', async () => {
    expect(await billing.caller.refusal(SearchOrders, { phone: 'abc' })).toBe('request.malformed');
    expect(await billing.caller.refusal(SearchOrders, { country: 'Mars' })).toBe('request.malformed');
    expect(await billing.caller.refusal(SearchOrders, { street: 'x' })).toBe('request.malformed');
  });
});

import { SearchCustomers, UpdateCustomer, type CustomerView } from '@daybook/contracts';
import { CustomersFixture } from '../testing/customers.fixture';

describe('The customers service', () => {
  let service: CustomersFixture;

  beforeAll(async () => {
    service = await CustomersFixture.start();
  });

  afterAll(() => service?.stop());

  describe('searching', () => {
    let zoe: CustomerView;
    let jose: CustomerView;
    let john: CustomerView;

    beforeAll(async () => {
      zoe = await service.create({
        name: 'Zoë van der Berg',
        emails: [{ address: 'zoe.berg@example.net' }, { address: 'zz@second.example' }],
        phones: [{ number: '020 7946 0018' }],
        addresses: [
          { purpose: 'home', line1: '1 High St', city: 'Leicester', postalCode: 'LE1 5YA', country: 'GB' },
        ],
      });
      jose = await service.create({ name: 'José García', phones: [{ number: '+34 612 345 678' }] });
      john = await service.create({ name: 'Jonathan Smithers' });
      await service.ordered(zoe.id, { numbers: ['ORD-77001'], cards: ['4242'] });
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
      expect((await service.idsFound({ query }))[0]).toBe(zoe.id);
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
      expect(await service.idsFound(input)).toEqual([zoe.id]);
    });

    it('wants every condition to hold', async () => {
      expect(await service.idsFound({ name: 'jose', country: 'GB' })).toEqual([]);
      expect(await service.idsFound({ query: 'no such person at all' })).toEqual([]);
      expect(await service.idsFound({ query: '%%%' })).toEqual([]);
    });

    it('puts the better match first', async () => {
      const jonah = await service.create({ name: 'Jonathon Smith' });
      expect((await service.idsFound({ query: 'jonathon smith' })).slice(0, 2)).toEqual([jonah.id, john.id]);
      expect(await service.idsFound({ query: 'Jose Garcia' })).toContain(jose.id);
    });

    it('follows a changed name and forgets the old one', async () => {
      const made = await service.create({ name: 'Wilhelmina Quagmire' });
      await service.caller.call(UpdateCustomer, { id: made.id, name: 'Henrietta Zimmermann' });
      expect(await service.idsFound({ query: 'Quagmire' })).toEqual([]);
      expect(await service.idsFound({ query: 'Zimmerman' })).toEqual([made.id]);
    });

    it('gives every match once over all pages, equal ones too', async () => {
      const made: string[] = [];
      for (let time = 0; time < 7; time += 1) made.push((await service.create({ name: 'Paged Twin' })).id);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const found = await service.caller.call(SearchCustomers, { query: 'paged twin', limit: 3, cursor });
        seen.push(...found.items.map(({ id }) => id));
        cursor = found.nextCursor;
      } while (cursor !== undefined);
      expect(seen).toEqual([...made].reverse());
    });

    it('lists the newest first when nothing is asked for, and refuses a foreign cursor', async () => {
      const last = await service.create({ name: 'Latest' });
      const first = await service.caller.call(SearchCustomers, { limit: 1 });
      expect(first.items[0]?.id).toBe(last.id);
      expect(await service.caller.refusal(SearchCustomers, { query: 'ada', cursor: first.nextCursor })).toBe(
        'request.cursor_invalid',
      );
      expect(await service.caller.refusal(SearchCustomers, { cursor: 'rubbish' })).toBe(
        'request.cursor_invalid',
      );
      expect(await service.caller.refusal(SearchCustomers, { limit: 201 })).toBe('request.malformed');
    });
  });
});

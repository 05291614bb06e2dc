import { MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import { newId, SearchCustomers, UpdateCustomer, type CustomerView } from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { CustomersFixture } from '../testing/customers-fixture';
import { CustomerSearch, type Hit, type Sampling } from './customer-search';

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
          {
            purpose: 'home',
            line1: '1 High St',
            line2: 'Flat 5b',
            city: 'Leicester',
            state: 'Leicestershire',
            postalCode: 'LE1 5YA',
            country: 'GB',
          },
        ],
      });
      jose = await service.create({ name: 'José García', phones: [{ number: '+34 612 345 678' }] });
      john = await service.create({ name: 'Jonathan Smithers' });
      await service.ordered(zoe.id, { numbers: ['ORD-77001', 'D-177001'], cards: ['4242'] });
    });

    it.each([
      ['the name', 'zoë van der berg'],
      ['the name without accents', 'zoe berg'],
      ['the name with a letter wrong', 'zoe burg'],
      ['the name with letters swapped', 'Zoe Vna Dre Breg'],
      ['the name written as one word', 'zoevanderberg'],
      ['the family name parted otherwise', 'vander berg'],
      ['how the words of the name begin', 'zo va ber'],
      ['an initial and the last word', 'z berg'],
      ['the primary e-mail address', 'ZOE.BERG@example.net'],
      ['another e-mail address', 'zz@second.example'],
      ['the beginning of an e-mail address', 'zoe.b'],
      ['the domain of an e-mail address', 'second.example'],
      ['the last digits of the phone number', '7946 0018'],
      ['the phone number as dialled at home', '020 7946 0018'],
      ['the phone number in digits of another script', '٠٢٠ ٧٩٤٦ ٠٠١٨'],
      ['the phone number in digits of full width', '０２０７９４６００１８'],
      ['the phone number as dialled from abroad', '+44 (0)20 7946-0018'],
      ['the order number', 'ord-77001'],
      ['the last four digits of the card', '4242'],
    ])('finds a customer by %s', async (_, query) => {
      expect((await service.idsFound({ query }))[0]).toBe(zoe.id);
    });

    it.each([
      ['name', { name: 'van berg' }],
      ['firstName', { firstName: 'zoe' }],
      ['firstName with a letter wrong', { firstName: 'zoey' }],
      ['lastName', { lastName: 'van der berg' }],
      ['lastName with letters swapped', { lastName: 'breg' }],
      ['email', { email: 'zz@second' }],
      ['address', { address: '1 high' }],
      ['address, its second line', { address: 'flat 5b high' }],
      ['state', { state: 'leicesters' }],
      ['phone', { phone: '7946 0018' }],
      ['orderNumber', { orderNumber: '#ORD-77001' }],
      ['orderNumber without its letter', { orderNumber: '177001' }],
      ['query for an order number without its letter', { query: '# 177001' }],
      ['cardLastFour', { cardLastFour: '4242' }],
      ['city', { city: 'leicester' }],
      ['postalCode', { postalCode: 'le15ya' }],
      ['country and name', { country: 'GB', name: 'zoe' }],
      ['query and country', { query: 'zoe berg', country: 'gb' }],
      ['query for an order number and city', { query: 'ORD-77001', city: 'leic' }],
      [
        'all of them',
        {
          query: 'ORD-77001',
          name: 'berg',
          firstName: 'zoe',
          lastName: 'berg',
          email: 'zoe.berg@example.net',
          phone: '+44 20 7946 0018',
          orderNumber: 'ORD-77001',
          cardLastFour: '4242',
          address: 'high',
          city: 'leicester',
          state: 'leicestershire',
          postalCode: 'LE1',
          country: 'GB',
        },
      ],
    ])('finds a customer by the single field %s', async (_, input) => {
      expect(await service.idsFound(input)).toEqual([zoe.id]);
    });

    it.each([
      ['the first name as last name', { lastName: 'zoe' }],
      ['the last name as first name', { firstName: 'berg' }],
      ['a name of another country', { name: 'jose', country: 'GB' }],
      ['an order number of another city', { query: 'ORD-77001', city: 'london' }],
      ['an order number that nobody has', { orderNumber: 'ORD-1', name: 'zoe' }],
      ['a street of another state', { address: 'high', state: 'IL' }],
    ])('does not find a customer by %s', async (_, input) => {
      expect(await service.idsFound(input)).toEqual([]);
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

    it('puts whole words before beginnings, and both before errors, the newest first among equals', async () => {
      const named = async (name: string): Promise<string> => (await service.create({ name })).id;
      const older = await named('Maren Quist');
      const [slip, begun] = [await named('Maron Quist'), await named('Marenka Quistberg')];
      const [typing, newer] = [await named('Maren Quistgaard'), await named('Maren Quist')];
      expect(await service.idsFound({ name: 'maren quist' })).toEqual([newer, older, typing, begun, slip]);
    });

    it('finds sales reps’ own customers and campaigns’ only', async () => {
      const [campaign, elsewhere] = [newId(), newId()];
      const rep = testActor({ accessLevel: 'sales_rep', campaignIds: [campaign] });
      const own = await service.create({ name: 'Ottilie Scoped' }, rep);
      const sold = await service.create({ name: 'Ottilie Scoped' });
      const other = await service.create({ name: 'Ottilie Scoped' });
      await service.ordered(sold.id, { numbers: ['ORD-SC1'], campaigns: [elsewhere, campaign] });
      await service.ordered(other.id, { numbers: ['ORD-SC2'], campaigns: [elsewhere] });
      for (const sought of [{ query: 'ottilie' }, { lastName: 'scoped' }, { name: 'Otilie' }])
        expect(await service.idsFound(sought, rep)).toEqual([sold.id, own.id]);
      expect(await service.idsFound({ query: 'ORD-SC1' }, rep)).toEqual([sold.id]);
      expect(await service.idsFound({ query: 'ORD-SC2' }, rep)).toEqual([]);
      expect(await service.idsFound({ orderNumber: 'ORD-SC2' }, rep)).toEqual([]);
      const nowhere = testActor({ accessLevel: 'sales_rep', campaignIds: [] });
      expect(await service.idsFound({ query: 'ottilie' }, nowhere)).toEqual([]);
    });

    it('follows a changed address and card, and keeps what the other tells', async () => {
      const { id } = await service.create({ name: 'Moving Person' });
      await service.ordered(id, { cards: ['9191'] });
      const addresses = [{ purpose: 'home', line1: '7 Quay Rd', city: 'Bergen', country: 'NO' }];
      await service.caller.call(UpdateCustomer, { id, addresses });
      expect(await service.idsFound({ cardLastFour: '9191', address: 'quay' })).toEqual([id]);
      await service.database.query(
        `update customer_context set card_last_fours = '{9292}' where customer_id = $1`,
        [id],
      );
      expect(await service.idsFound({ cardLastFour: '9191' })).toEqual([]);
      expect(await service.idsFound({ cardLastFour: '9292', city: 'bergen' })).toEqual([id]);
      await service.caller.call(UpdateCustomer, { id, addresses: [] });
      expect(await service.idsFound({ city: 'bergen' })).toEqual([]);
    });

    it('takes signs for nothing but letters', async () => {
      const { id } = await service.create({
        name: "O'Mally Signs",
        emails: [{ address: "o'mally&|!co@signs.example" }],
      });
      expect(await service.idsFound({ email: "o'mally&|!co@" })).toEqual([id]);
      for (const text of ["'", '\\', ':*', "' | 'n", '!', '&', '<->', "\\'':*"])
        expect(await service.idsFound({ city: `${text}nowhere${text}` })).toEqual([]);
      for (const email of ["'", '\\', "\\' | 'n':*"]) expect(await service.idsFound({ email })).toEqual([]);
    });

    it('finds the same in the same order, however far it looks at the newest', async () => {
      const names = [
        'Serge Tallis',
        'Serge Talli',
        'Sergej Tallisson',
        'Serge Talllis',
        'Serga Tallis',
        'Sarga Talis',
      ];
      for (let time = 0; time < 24; time += 1) await service.create({ name: names[time % names.length] });
      const [running] = service.services;
      const em = running?.app.get(MikroORM).em.fork() as EntityManager;
      const paged = async (
        input: object,
        sampling: Sampling | undefined,
        much: number,
      ): Promise<string[]> => {
        const ids: string[] = [];
        for (let page = 0, last: Hit | null = null; page < 40; page += 1) {
          const found: Hit[] = await new CustomerSearch(em, input, testActor(), sampling).find(last, much);
          ids.push(...found.map(({ id }) => id));
          last = found.at(-1) ?? null;
          if (found.length < much) break;
        }
        return ids;
      };
      for (const input of [
        { name: 'serge tallis' },
        { name: 'srege tallis' },
        { query: 'serge' },
        { name: 's t' },
        { firstName: 'serg' },
      ]) {
        const whole = await paged(input, undefined, 200);
        expect(whole.length).toBeGreaterThan(7);
        for (const most of [1, 3, 9, 30])
          for (const much of [1, 4, 7, 25])
            expect(await paged(input, { least: most, most }, much)).toEqual(whole);
      }
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

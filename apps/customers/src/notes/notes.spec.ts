import { Client } from 'pg';
import { AddCustomerNote, GetCustomer, ListCustomerNotes, newId, UpdateCustomer } from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { CustomersFixture } from '../testing/customers-fixture';

describe('The customers service', () => {
  let service: CustomersFixture;

  beforeAll(async () => {
    service = await CustomersFixture.start();
  });

  afterAll(() => service?.stop());

  describe('notes', () => {
    it('stand in the history newest first, page by page, and are recorded with the latest order around them', async () => {
      const made = await service.create();
      await service.ordered(made.id, {
        latest: { customerId: made.id, orderNumber: '1001', country: 'CA', productIds: [], customFields: {} },
      });
      for (const text of ['one', 'two', 'three'])
        await service.caller.call(AddCustomerNote, { id: made.id, text });
      const first = await service.caller.call(ListCustomerNotes, { id: made.id, limit: 2 });
      const second = await service.caller.call(ListCustomerNotes, {
        id: made.id,
        limit: 2,
        cursor: first.nextCursor,
      });
      expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(['three', 'two', 'one']);
      expect(second.nextCursor).toBeUndefined();
      const noted = (await service.factsOf(made.id)).at(-1);
      expect(noted).toMatchObject({
        type: 'customers.note.added',
        data: { personal: { text: 'three' }, context: { orderNumber: '1001', country: 'CA' } },
      });
    });

    it('cost six statements in one transaction, whoever else writes to the customer', async () => {
      const { id } = await service.create();
      const write = () =>
        service.caller.call(AddCustomerNote, { id, text: 'hello' }, testActor(), { idempotencyKey: newId() });
      await write();
      const query = jest.spyOn(Client.prototype, 'query');
      try {
        await write();
        const texts = query.mock.calls.map(([said]) =>
          typeof said === 'string' ? said : (said as { text: string }).text,
        );
        const begun = texts.findIndex((text) => /^begin/i.test(text));
        const ended = texts.findIndex((text) => /^commit/i.test(text));
        const own = texts
          .slice(begun, ended + 1)
          .filter((text) => !/journal_number|erasure_due|message set/.test(text));
        expect(own.map((text) => text.trim().split(/\s+/, 3).join(' ').toLowerCase())).toEqual([
          'begin;',
          'insert into idempotency',
          'select c.name, c.addresses',
          'insert into "customer_note"',
          'with kept as',
          'commit;',
        ]);
      } finally {
        query.mockRestore();
      }
    });

    it('are refused when blank, when they hold a card number, and about nobody', async () => {
      const { id } = await service.create();
      expect(await service.caller.refusal(AddCustomerNote, { id, text: ' \n' })).toBe('request.malformed');
      expect(await service.caller.refusal(AddCustomerNote, { id, text: 'pays by 4111-1111-1111-1111' })).toBe(
        'request.malformed',
      );
      expect(await service.caller.refusal(AddCustomerNote, { id: newId(), text: 'hello' })).toBe(
        'customers.not_found',
      );
      expect(await service.typesOf(id)).toEqual(['customers.customer.created']);
    });
  });

  describe('a sales rep', () => {
    it('sees the customers of the own campaigns and those created by themselves, and no others', async () => {
      const campaign = newId();
      const rep = testActor({ username: 'rep', accessLevel: 'sales_rep', campaignIds: [campaign] });
      const [mine, theirs, created] = [
        await service.create({ name: 'Scoped Mine' }),
        await service.create({ name: 'Scoped Theirs' }),
        await service.create({ name: 'Scoped Created' }, rep),
      ];
      await service.ordered(mine.id, { campaigns: [campaign] });
      await service.ordered(theirs.id, { campaigns: [newId()] });
      expect(new Set(await service.idsFound({ query: 'scoped' }, rep))).toEqual(
        new Set([mine.id, created.id]),
      );
      expect(await service.caller.call(GetCustomer, { id: mine.id }, rep)).toMatchObject({
        name: 'Scoped Mine',
      });
      expect(await service.caller.refusal(GetCustomer, { id: theirs.id }, rep)).toBe('customers.not_found');
      expect(await service.caller.refusal(UpdateCustomer, { id: theirs.id, name: 'X' }, rep)).toBe(
        'customers.not_found',
      );
      expect(await service.caller.refusal(AddCustomerNote, { id: theirs.id, text: 'X' }, rep)).toBe(
        'customers.not_found',
      );
      expect(await service.caller.refusal(ListCustomerNotes, { id: theirs.id }, rep)).toBe(
        'customers.not_found',
      );
      await service.caller.call(UpdateCustomer, { id: created.id, name: 'Scoped Changed' }, rep);
    });
  });
});

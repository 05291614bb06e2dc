import {
  CountCases,
  GetCase,
  ListCaseAgents,
  ListCases,
  ListCustomerCases,
  newId,
  NoteOnCase,
  OpenCase,
  ResolveCases,
  TakeCases,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
import { ann, bob, CasesFixture } from '../testing/cases-fixture';

describe('The cases service', () => {
  let service: CasesFixture;

  beforeAll(async () => {
    service = await CasesFixture.start();
  });

  afterAll(() => service?.stop());

  describe('listing', () => {
    it('filters by everything a case shows, all conditions together', async () => {
      const customerId = await service.customers.create('Filter Customer');
      const late = await service.open({
        customerId,
        channel: 'phone',
        type: 'claims',
        priority: 'low',
        tags: ['red', 'blue'],
      });
      const other = await service.open({
        customerId,
        subject: 'Refund please, Ren\u00E9e Łukaszßø',
        text: 'I want my money for the toaster',
      });
      await service.caller.call(TakeCases, { ids: [late.id] }, bob);
      await service.caller.call(ResolveCases, { ids: [other.id] }, ann);
      expect(await service.idsListed({ customerId })).toEqual([other.id, late.id]);
      expect(await service.idsListed({ customerId, status: ['resolved'] })).toEqual([other.id]);
      expect(await service.idsListed({ customerId, status: ['open', 'pending'] })).toEqual([late.id]);
      expect(await service.idsListed({ customerId, assignee: 'me' }, bob)).toEqual([late.id]);
      expect(await service.idsListed({ customerId, assignee: 'me' }, ann)).toEqual([]);
      expect(await service.idsListed({ customerId, assignee: 'none' })).toEqual([other.id]);
      expect(await service.idsListed({ customerId, assignee: bob.id })).toEqual([late.id]);
      expect(
        await service.idsListed({
          customerId,
          type: ['claims'],
          priority: ['low'],
          channel: ['phone'],
          tag: ['blue'],
        }),
      ).toEqual([late.id]);
      expect(await service.idsListed({ customerId, type: ['claims'], priority: ['high'] })).toEqual([]);
      for (const text of [
        'refund',
        'TOASTER',
        'rene\u0301e',
        'RENEE',
        'lukaszsso',
        other.number,
        other.number.slice(2),
      ]) {
        expect(await service.idsListed({ customerId, text })).toEqual([other.id]);
      }
      expect(await service.idsListed({ customerId, text: 'red' })).toEqual([late.id]);
      expect(await service.idsListed({ customerId, text: 'filter cust' })).toEqual([other.id, late.id]);
      expect(await service.idsListed({ customerId, text: '100%' })).toEqual([]);
      const ofCustomer = await service.caller.call(ListCustomerCases, { id: customerId }, ann);
      expect(ofCustomer.items.map(({ id }) => id)).toEqual([other.id, late.id]);
    });

    it('finds by all words together, in any order, wherever in the case they stand', async () => {
      const customerId = await service.customers.create('Zoë Ångström');
      const made = await service.open({ customerId, subject: 'Läckande kaffebryggare', tags: ['Garantie'] });
      await service.caller.call(NoteOnCase, {
        id: made.id,
        text: 'Gasket is broken; sent 注文した荷物が届きません',
      });
      await service.open({ customerId, subject: 'Other matter' });
      for (const text of [
        'kaffe läck',
        'broken LACKANDE',
        'angstrom gasket zoe garantie',
        '荷物',
        '届きません gasket',
        `#${made.number.slice(2)}`,
        `${made.number.toLowerCase()} gask`,
      ]) {
        expect([text, await service.idsListed({ customerId, text })]).toEqual([text, [made.id]]);
      }
      for (const text of ['gasket refund', 'asket', '???', `C-1${made.number.slice(2)}`]) {
        expect([text, await service.idsListed({ customerId, text })]).toEqual([text, []]);
      }
      expect(await service.idsListed({ customerId, tag: ['GARANTIE'] })).toEqual([made.id]);
      await service.customers.rename(customerId, 'Zoe Newname');
      await eventually('the new name is found', async () => {
        return (await service.idsListed({ text: 'newname gasket' })).length === 1;
      });
      expect(await service.idsListed({ text: 'angstrom gasket' })).toEqual([]);
    });

    it('filters by age', async () => {
      const customerId = await service.customers.create('Aged');
      const { id } = await service.open({ customerId });
      expect(await service.idsListed({ customerId, maxAgeHours: 1 })).toEqual([id]);
      expect(await service.idsListed({ customerId, minAgeHours: 1 })).toEqual([]);
      expect(await service.idsListed({ customerId, minAgeHours: 0 })).toEqual([id]);
    });

    it('has named views with their counts', async () => {
      const counts = async (): Promise<Record<string, number>> =>
        Object.fromEntries(
          (await service.caller.call(CountCases, {}, viewer)).items.map(({ view, count }) => [view, count]),
        );
      const viewer = testActor({ username: 'viewer', accessLevel: 'cs_agent' });
      const customerId = await service.customers.create('Viewed');
      const before = await counts();
      const [urgent, mine, resolved] = [
        await service.open({ customerId, priority: 'urgent' }),
        await service.open({ customerId }),
        await service.open({ customerId, priority: 'urgent' }),
      ];
      await service.caller.call(TakeCases, { ids: [mine.id] }, viewer);
      await service.caller.call(ResolveCases, { ids: [resolved.id] }, viewer);
      const more = { unresolved: 2, unassigned: 1, mine: 1, urgent: 1, target_warning: 0, target_missed: 0 };
      expect(await counts()).toEqual(
        Object.fromEntries(Object.entries(more).map(([view, added]) => [view, (before[view] ?? 0) + added])),
      );
      const seen = (view: string) => service.idsListed({ customerId, view }, viewer);
      expect(await seen('unresolved')).toEqual([mine.id, urgent.id]);
      expect(await seen('unassigned')).toEqual([urgent.id]);
      expect(await seen('mine')).toEqual([mine.id]);
      expect(await seen('urgent')).toEqual([urgent.id]);
    });

    it('gives every case once over all pages', async () => {
      const customerId = await service.customers.create('Page Customer');
      const made: string[] = [];
      for (let time = 0; time < 5; time += 1) made.push((await service.open({ customerId })).id);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const listed = await service.caller.call(ListCases, { customerId, limit: 2, cursor }, ann);
        seen.push(...listed.items.map(({ id }) => id));
        cursor = listed.nextCursor;
      } while (cursor !== undefined);
      expect(seen).toEqual([...made].reverse());
    });

    it('shows the customer’s name as it is now', async () => {
      const customerId = await service.customers.create('Maiden Name');
      const { id } = await service.open({ customerId });
      await service.customers.rename(customerId, 'Married Name');
      await eventually('the new name stands at the case', async () => {
        return (await service.caller.call(GetCase, { id }, ann)).customer.name === 'Married Name';
      });
    });

    it('names the active users who can be responsible, by a part of their name', async () => {
      const heard = (username: string, retired: boolean) =>
        service.databases.cases.query(
          'insert into known_user (id, username, retired, heard_at) values ($1, $2, $3, now())',
          [newId(), username, retired],
        );
      await heard('Zoe', false);
      await heard('zoltan', false);
      await heard('zorro', true);
      const { items } = await service.caller.call(ListCaseAgents, { query: 'ZO' }, ann);
      expect(items.map(({ username }) => username)).toEqual(['Zoe', 'zoltan']);
    });
  });

  describe('a sales rep', () => {
    it('sees and works on the cases that they opened or are responsible for, and no others', async () => {
      const rep = testActor({ username: 'rep', accessLevel: 'sales_rep', campaignIds: [newId()] });
      const customerId = await service.customers.create('Rep Customer', rep);
      const [own, foreign] = [
        await service.open({ customerId }, rep),
        await service.open({ customerId }, ann),
      ];
      expect(await service.idsListed({ customerId }, rep)).toEqual([own.id]);
      expect(await service.caller.refusal(GetCase, { id: foreign.id }, rep)).toBe('cases.not_found');
      expect(await service.caller.refusal(NoteOnCase, { id: foreign.id, text: 'x' }, rep)).toBe(
        'cases.not_found',
      );
      const { items } = await service.caller.call(ResolveCases, { ids: [own.id, foreign.id] }, rep);
      expect(items.map(({ outcome, code }) => [outcome, code])).toEqual([
        ['done', undefined],
        ['refused', 'cases.not_found'],
      ]);
      const stranger = await service.customers.create('Not Theirs');
      const input = { customerId: stranger, subject: 'Mine?' };
      expect(await service.caller.refusal(OpenCase, input, rep)).toBe('cases.customer_unknown');
    });
  });
});

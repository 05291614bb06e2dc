import {
  CloseCase,
  GetCase,
  ListCases,
  ListCustomerCases,
  newId,
  NoteOnCase,
  OpenCase,
  ReopenCase,
  ReplyToCase,
  ResolveCases,
  TakeCases,
  UpdateCase,
  type Actor,
  type CaseDetailView,
  type DaybookEvent,
} from '@daybook/contracts';
import type { RunningService } from '@daybook/messaging';
import {
  bootService,
  eventually,
  journalOf,
  startNats,
  startPostgres,
  testActor,
  TestCaller,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { CasesModule } from './cases.module';
import { CustomersStandIn, CustomersStandInModule } from './testing/customers.stand-in';

const ann = testActor({ username: 'ann', accessLevel: 'cs_agent' });
const bob = testActor({ username: 'bob', accessLevel: 'cs_agent' });

describe('The cases service', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let database: TestDatabase;
  let customersDatabase: TestDatabase;
  let customers: RunningService;
  let cases: RunningService;
  let caller: TestCaller;
  let customerId: string;

  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    [database, customersDatabase] = await Promise.all([postgres.createDatabase(), postgres.createDatabase()]);
    customers = await bootService({ module: CustomersStandInModule }, { database: customersDatabase, nats });
    cases = await bootService({ module: CasesModule }, { database, nats });
    caller = await TestCaller.connect(nats);
    customerId = await aCustomer('Grace Hopper');
  });

  afterAll(async () => {
    await caller?.close();
    await cases?.stop();
    await customers?.stop();
    await database?.drop();
    await customersDatabase?.drop();
    await nats?.stop();
    await postgres?.stop();
  });

  const aCustomer = (name: string, actor?: Actor, told?: boolean): Promise<string> =>
    customers.app.get(CustomersStandIn).create(name, actor, told);

  const open = (input: object = {}, actor: Actor = ann): Promise<CaseDetailView> =>
    caller.call(OpenCase, { customerId, subject: 'Parcel is late', ...input }, actor);

  const factsOf = async (caseId: string): Promise<DaybookEvent[]> =>
    (await journalOf(database)).filter((event) => event.data.about.caseId === caseId);

  const typesOf = async (caseId: string): Promise<string[]> =>
    (await factsOf(caseId)).map(({ type }) => type.replace('cases.case.', ''));

  const idsListed = async (input: object, actor: Actor = ann): Promise<string[]> =>
    (await caller.call(ListCases, { customerId, ...input }, actor)).items.map(({ id }) => id);

  describe('opening', () => {
    it('gives the case a number and records it with its customer around it', async () => {
      const made = await open({
        channel: 'email',
        type: 'shipment',
        priority: 'high',
        tags: ['parcel'],
        ccs: ['boss@example.com'],
        text: 'Where is it?',
      });
      expect(made).toMatchObject({
        number: expect.stringMatching(/^C-\d+$/),
        status: 'open',
        version: 1,
        channel: 'email',
        type: 'shipment',
        priority: 'high',
        customer: { id: customerId, name: 'Grace Hopper' },
        messages: [{ kind: 'opening', text: 'Where is it?', author: { username: 'ann' } }],
      });
      expect(made.responsible).toBeUndefined();
      expect(await caller.call(GetCase, { id: made.id }, bob)).toEqual(made);
      expect(await factsOf(made.id)).toMatchObject([
        {
          type: 'cases.case.opened',
          subject: `customers/${customerId}`,
          actorname: 'ann',
          data: {
            attributes: { caseNumber: made.number, channel: 'email', caseType: 'shipment', priority: 'high' },
            context: { customerId, country: 'US' },
            personal: { subject: 'Parcel is late', text: 'Where is it?' },
          },
        },
      ]);
    });

    it('works for a customer of whom no news has come yet', async () => {
      const fresh = await aCustomer('Fresh Face', ann, false);
      expect((await open({ customerId: fresh })).customer).toEqual({ id: fresh, name: 'Fresh Face' });
    });

    it('happens once for one idempotency key, and numbers are never given twice', async () => {
      const headers = { idempotencyKey: newId() };
      const input = { customerId, subject: 'Once' };
      const repeats = await Promise.all(Array.from({ length: 5 }, () => caller.call(OpenCase, input, ann, headers)));
      expect(new Set(repeats.map(({ id }) => id)).size).toBe(1);
      expect(await typesOf(repeats[0]?.id ?? '')).toEqual(['opened']);
      const others = await Promise.all(Array.from({ length: 10 }, () => open()));
      expect(new Set(others.map(({ number }) => number)).size).toBe(10);
    });

    it.each([
      ['request.malformed', { subject: ' ' }],
      ['request.malformed', { subject: undefined }],
      ['request.malformed', { priority: 'whatever' }],
      ['request.malformed', { colour: 'red' }],
      ['request.malformed', { text: 'my card is 4111 1111 1111 1111' }],
      ['request.malformed', { ccs: ['nobody'] }],
      ['cases.customer_unknown', { customerId: newId() }],
      ['cases.responsible_unknown', { responsibleId: newId() }],
      ['cases.option_unknown', { type: 'no-such-type' }],
      ['cases.option_unknown', { channel: 'pigeon' }],
    ])('is refused with %s: %j', async (code, wrong) => {
      const input = { customerId, subject: 'Rubbish', ...wrong };
      expect(await caller.refusal(OpenCase, input, ann)).toBe(code);
    });
  });

  describe('taking', () => {
    it('answers for each case separately and names who has it', async () => {
      const [free, taken] = [await open(), await open({ responsibleId: bob.id }, bob)];
      const unknown = newId();
      const { items } = await caller.call(TakeCases, { ids: [free.id, taken.id, unknown] }, ann);
      expect(items).toMatchObject([
        { id: free.id, outcome: 'done', case: { responsible: { id: ann.id, username: 'ann' }, version: 2 } },
        {
          id: taken.id,
          outcome: 'refused',
          code: 'cases.taken_by_other',
          detail: 'bob has the case.',
          case: { responsible: { username: 'bob' } },
        },
        { id: unknown, outcome: 'refused', code: 'cases.not_found' },
      ]);
      expect(await typesOf(free.id)).toEqual(['opened', 'taken']);
      expect(await typesOf(taken.id)).toEqual(['opened']);
    });

    it('takes an open case over from whom the taker saw', async () => {
      const made = await open({ responsibleId: bob.id }, bob);
      const seen = [{ id: made.id, responsibleId: bob.id }];
      const { items } = await caller.call(TakeCases, { ids: [made.id], seen }, ann);
      expect(items[0]?.outcome).toBe('done');
      expect((await factsOf(made.id)).at(-1)?.data.attributes).toEqual({
        caseNumber: made.number,
        responsible: 'ann',
        responsibleBefore: 'bob',
      });
    });

    it('is refused for a case that is neither open nor unassigned', async () => {
      const made = await open({ responsibleId: bob.id }, bob);
      await caller.call(UpdateCase, { id: made.id, status: 'pending' }, bob);
      const seen = [{ id: made.id, responsibleId: bob.id }];
      expect((await caller.call(TakeCases, { ids: [made.id], seen }, ann)).items[0]?.code).toBe('cases.not_takeable');
    });

    it('lets exactly one of two win who take the same cases at once', async () => {
      const made = await Promise.all(Array.from({ length: 8 }, () => open()));
      const ids = made.map(({ id }) => id);
      const [mine, theirs] = await Promise.all([
        caller.call(TakeCases, { ids }, ann),
        caller.call(TakeCases, { ids: [...ids].reverse() }, bob),
      ]);
      for (const id of ids) {
        const outcomes = [mine, theirs].map(({ items }) => items.find((item) => item.id === id)?.outcome);
        expect(outcomes.sort()).toEqual(['done', 'refused']);
        expect(await typesOf(id)).toEqual(['opened', 'taken']);
      }
    });

    it('changes nothing for the one who has it already, nor when repeated with the same key', async () => {
      const made = await open();
      const headers = { idempotencyKey: newId() };
      const first = await caller.call(TakeCases, { ids: [made.id] }, ann, headers);
      expect(await caller.call(TakeCases, { ids: [made.id] }, ann, headers)).toEqual(first);
      expect((await caller.call(TakeCases, { ids: [made.id] }, ann)).items[0]?.outcome).toBe('unchanged');
      expect(await typesOf(made.id)).toEqual(['opened', 'taken']);
    });

    it('wants ids that are ids, at least one and each once', async () => {
      const { id } = await open();
      for (const ids of [[], ['C-1001'], [id, id], undefined]) {
        expect(await caller.refusal(TakeCases, { ids }, ann)).toBe('request.malformed');
      }
    });
  });

  describe('working', () => {
    it('resolves many, each answered for, closes and reopens', async () => {
      const [one, other] = [await open(), await open()];
      await caller.call(CloseCase, { id: other.id, reason: 'Spam' }, ann);
      const { items } = await caller.call(ResolveCases, { ids: [one.id, other.id], reason: 'Sent again' }, ann);
      expect(items).toMatchObject([
        { outcome: 'done', case: { status: 'resolved' } },
        { outcome: 'refused', code: 'cases.not_in_state', case: { status: 'closed' } },
      ]);
      expect((await caller.call(ReopenCase, { id: one.id }, ann)).status).toBe('open');
      expect(await caller.refusal(ReopenCase, { id: one.id }, ann)).toBe('cases.not_in_state');
      expect(await typesOf(one.id)).toEqual(['opened', 'resolved', 'reopened']);
      expect(await typesOf(other.id)).toEqual(['opened', 'closed']);
    });

    it('keeps public replies and internal notes in order, their text among the personal data only', async () => {
      const made = await open({ ccs: ['boss@example.com'], text: 'Hello?' });
      await caller.call(ReplyToCase, { id: made.id, text: 'On its way.' }, ann);
      await caller.call(NoteOnCase, { id: made.id, text: 'Was lost in Ohio.' }, bob);
      const { messages, version } = await caller.call(GetCase, { id: made.id }, ann);
      expect(messages.map(({ kind, text, ccs, author }) => [kind, text, ccs, author.username])).toEqual([
        ['opening', 'Hello?', [], 'ann'],
        ['reply', 'On its way.', ['boss@example.com'], 'ann'],
        ['note', 'Was lost in Ohio.', [], 'bob'],
      ]);
      expect(version).toBe(3);
      const facts = await factsOf(made.id);
      expect(facts.map(({ type }) => type).slice(1)).toEqual(['cases.case.replied', 'cases.case.noted']);
      for (const { data } of facts.slice(1)) expect(data.attributes).toEqual({ caseNumber: made.number });
      expect(facts.at(-1)?.data.personal.text).toBe('Was lost in Ohio.');
    });

    it('takes no reply while it is closed, but notes', async () => {
      const made = await open();
      await caller.call(CloseCase, { id: made.id }, ann);
      expect(await caller.refusal(ReplyToCase, { id: made.id, text: 'Late' }, ann)).toBe('cases.not_in_state');
      await caller.call(NoteOnCase, { id: made.id, text: 'They called again.' }, ann);
      expect(await typesOf(made.id)).toEqual(['opened', 'closed', 'noted']);
    });

    it('records a change of fields and of who is in charge as two facts, and no change as none', async () => {
      const made = await open();
      const input = { id: made.id, priority: 'urgent', type: 'claims', responsibleId: ann.id };
      const changed = await caller.call(UpdateCase, input, ann, { ifMatch: 1 });
      expect(changed).toMatchObject({ version: 2, priority: 'urgent', type: 'claims', responsible: { username: 'ann' } });
      expect((await caller.call(UpdateCase, input, ann)).version).toBe(2);
      const facts = (await factsOf(made.id)).slice(1).map(({ type, data }) => [type, data.attributes]);
      expect(facts).toEqual([
        ['cases.case.updated', { caseNumber: made.number, fieldNames: ['priority', 'type'] }],
        ['cases.case.assigned', { caseNumber: made.number, responsible: 'ann' }],
      ]);
    });

    it('is refused when the case was changed since it was seen', async () => {
      const made = await open();
      await caller.call(UpdateCase, { id: made.id, subject: 'First' }, ann, { ifMatch: 1 });
      for (const operation of [UpdateCase, CloseCase]) {
        expect(await caller.refusal(operation, { id: made.id }, bob, { ifMatch: 1 })).toBe('request.stale');
      }
      expect(await typesOf(made.id)).toEqual(['opened', 'updated']);
    });

    it('is refused to those who may only look', async () => {
      const { id } = await open();
      const finance = testActor({ accessLevel: 'finance' });
      expect((await caller.call(GetCase, { id }, finance)).id).toBe(id);
      expect(await caller.refusal(ReplyToCase, { id, text: 'Hi' }, finance)).toBe('request.forbidden');
    });
  });

  describe('listing', () => {
    it('filters by everything a case shows, all conditions together', async () => {
      customerId = await aCustomer('Filter Customer');
      const late = await open({ channel: 'phone', type: 'claims', priority: 'low', tags: ['red', 'blue'] });
      const other = await open({ subject: 'Refund please', text: 'I want my money for the toaster' });
      await caller.call(TakeCases, { ids: [late.id] }, bob);
      await caller.call(ResolveCases, { ids: [other.id] }, ann);
      expect(await idsListed({})).toEqual([other.id, late.id]);
      expect(await idsListed({ status: ['resolved'] })).toEqual([other.id]);
      expect(await idsListed({ status: ['open', 'pending'] })).toEqual([late.id]);
      expect(await idsListed({ assignee: 'me' }, bob)).toEqual([late.id]);
      expect(await idsListed({ assignee: 'me' }, ann)).toEqual([]);
      expect(await idsListed({ assignee: 'none' })).toEqual([other.id]);
      expect(await idsListed({ assignee: bob.id })).toEqual([late.id]);
      expect(await idsListed({ type: ['claims'], priority: ['low'], channel: ['phone'], tag: ['blue'] })).toEqual([late.id]);
      expect(await idsListed({ type: ['claims'], priority: ['high'] })).toEqual([]);
      for (const text of ['refund', 'TOASTER', other.number, other.number.slice(2)]) {
        expect(await idsListed({ text })).toEqual([other.id]);
      }
      expect(await idsListed({ text: 'red' })).toEqual([late.id]);
      expect(await idsListed({ text: 'filter cust' })).toEqual([other.id, late.id]);
      expect(await idsListed({ text: '100%' })).toEqual([]);
      const ofCustomer = await caller.call(ListCustomerCases, { id: customerId }, ann);
      expect(ofCustomer.items.map(({ id }) => id)).toEqual([other.id, late.id]);
    });

    it('gives every case once over all pages', async () => {
      customerId = await aCustomer('Page Customer');
      const made: string[] = [];
      for (let time = 0; time < 5; time += 1) made.push((await open()).id);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const listed = await caller.call(ListCases, { customerId, limit: 2, cursor }, ann);
        seen.push(...listed.items.map(({ id }) => id));
        cursor = listed.nextCursor;
      } while (cursor !== undefined);
      expect(seen).toEqual([...made].reverse());
    });

    it('shows the customer’s name as it is now', async () => {
      customerId = await aCustomer('Maiden Name');
      const { id } = await open();
      await customers.app.get(CustomersStandIn).rename(customerId, 'Married Name');
      await eventually('the new name stands at the case', async () => {
        return (await caller.call(GetCase, { id }, ann)).customer.name === 'Married Name';
      });
    });
  });

  describe('a sales rep', () => {
    it('sees and works on the cases that they opened or are responsible for, and no others', async () => {
      const rep = testActor({ username: 'rep', accessLevel: 'sales_rep', campaignIds: [newId()] });
      customerId = await aCustomer('Rep Customer', rep);
      const [own, foreign] = [await open({}, rep), await open({}, ann)];
      expect(await idsListed({}, rep)).toEqual([own.id]);
      expect(await caller.refusal(GetCase, { id: foreign.id }, rep)).toBe('cases.not_found');
      expect(await caller.refusal(NoteOnCase, { id: foreign.id, text: 'x' }, rep)).toBe('cases.not_found');
      const { items } = await caller.call(ResolveCases, { ids: [own.id, foreign.id] }, rep);
      expect(items.map(({ outcome, code }) => [outcome, code])).toEqual([
        ['done', undefined],
        ['refused', 'cases.not_found'],
      ]);
      const stranger = await aCustomer('Not Theirs');
      const input = { customerId: stranger, subject: 'Mine?' };
      expect(await caller.refusal(OpenCase, input, rep)).toBe('cases.customer_unknown');
    });
  });
});

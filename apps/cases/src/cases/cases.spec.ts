import {
  CloseCase,
  GetCase,
  newId,
  NoteOnCase,
  OpenCase,
  ReopenCase,
  ReplyToCase,
  ResolveCases,
  UpdateCase,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { ann, bob, CasesFixture } from '../testing/cases-fixture';

describe('The cases service', () => {
  let service: CasesFixture;

  beforeAll(async () => {
    service = await CasesFixture.start();
  });

  afterAll(() => service?.stop());

  describe('opening', () => {
    it('gives the case a number and records it with its customer around it', async () => {
      const made = await service.open({
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
        customer: { id: service.customerId, name: 'Grace Hopper' },
        messages: [{ kind: 'opening', text: 'Where is it?', author: { username: 'ann' } }],
      });
      expect(made.responsible).toBeUndefined();
      expect(await service.caller.call(GetCase, { id: made.id }, bob)).toEqual(made);
      expect(await service.factsOf(made.id)).toMatchObject([
        {
          type: 'cases.case.opened',
          subject: `customers/${service.customerId}`,
          actorname: 'ann',
          data: {
            attributes: {
              caseNumber: made.number,
              channel: 'E-mail',
              caseType: 'Shipment',
              priority: 'high',
            },
            context: { customerId: service.customerId, country: 'US' },
            personal: { subject: 'Parcel is late', text: 'Where is it?' },
          },
        },
      ]);
    });

    it('works for a customer of whom no news has come yet', async () => {
      const fresh = await service.customers.create('Fresh Face', ann, false);
      expect((await service.open({ customerId: fresh })).customer).toEqual({ id: fresh, name: 'Fresh Face' });
    });

    it('happens once for one idempotency key, and numbers are never given twice', async () => {
      const headers = { idempotencyKey: newId() };
      const input = { customerId: service.customerId, subject: 'Once' };
      const repeats = await Promise.all(
        Array.from({ length: 5 }, () => service.caller.call(OpenCase, input, ann, headers)),
      );
      expect(new Set(repeats.map(({ id }) => id)).size).toBe(1);
      expect(await service.typesOf(repeats[0]?.id ?? '')).toEqual(['opened']);
      const others = await Promise.all(Array.from({ length: 10 }, () => service.open()));
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
      const input = { customerId: service.customerId, subject: 'Rubbish', ...wrong };
      expect(await service.caller.refusal(OpenCase, input, ann)).toBe(code);
    });
  });

  describe('working', () => {
    it('resolves many, each answered for, closes and reopens', async () => {
      const [one, other] = [await service.open(), await service.open()];
      await service.caller.call(CloseCase, { id: other.id, reason: 'Spam' }, ann);
      expect((await service.caller.call(GetCase, { id: other.id }, ann)).statusReason).toBe('Spam');
      const closing = (await service.factsOf(other.id)).at(-1);
      expect(closing?.data.personal.text).toBe('Spam');
      const { items } = await service.caller.call(
        ResolveCases,
        { ids: [one.id, other.id], reason: 'Sent again' },
        ann,
      );
      expect(items).toMatchObject([
        { outcome: 'done', case: { status: 'resolved' } },
        { outcome: 'refused', code: 'cases.not_in_state', case: { status: 'closed' } },
      ]);
      expect((await service.caller.call(ReopenCase, { id: one.id }, ann)).status).toBe('open');
      expect(await service.caller.refusal(ReopenCase, { id: one.id }, ann)).toBe('cases.not_in_state');
      expect(await service.typesOf(one.id)).toEqual(['opened', 'resolved', 'reopened']);
      expect(await service.typesOf(other.id)).toEqual(['opened', 'closed']);
    });

    it('keeps public replies and internal notes in order, their text among the personal data only', async () => {
      const made = await service.open({ ccs: ['boss@example.com'], text: 'Hello?' });
      await service.caller.call(ReplyToCase, { id: made.id, text: 'On its way.' }, ann);
      await service.caller.call(NoteOnCase, { id: made.id, text: 'Was lost in Ohio.' }, bob);
      const { messages, version } = await service.caller.call(GetCase, { id: made.id }, ann);
      expect(messages.map(({ kind, text, ccs, author }) => [kind, text, ccs, author.username])).toEqual([
        ['opening', 'Hello?', [], 'ann'],
        ['reply', 'On its way.', ['boss@example.com'], 'ann'],
        ['note', 'Was lost in Ohio.', [], 'bob'],
      ]);
      expect(version).toBe(3);
      const facts = await service.factsOf(made.id);
      expect(facts.map(({ type }) => type).slice(1)).toEqual(['cases.case.replied', 'cases.case.noted']);
      expect(facts.slice(1).map(({ data }) => data.attributes)).toEqual([
        { caseNumber: made.number, replyId: messages[1]?.id },
        { caseNumber: made.number },
      ]);
      expect(facts.at(-1)?.data.personal.text).toBe('Was lost in Ohio.');
    });

    it('says who was taken off, where nobody follows', async () => {
      const made = await service.open({ responsibleId: ann.id });
      await service.caller.call(UpdateCase, { id: made.id, responsibleId: null }, bob);
      expect((await service.factsOf(made.id)).at(-1)?.data.attributes).toEqual({
        caseNumber: made.number,
        takenOff: 'ann',
        responsibleBefore: 'ann',
      });
    });

    it('takes no reply while it is closed, but notes', async () => {
      const made = await service.open();
      await service.caller.call(CloseCase, { id: made.id }, ann);
      expect(await service.caller.refusal(ReplyToCase, { id: made.id, text: 'Late' }, ann)).toBe(
        'cases.not_in_state',
      );
      await service.caller.call(NoteOnCase, { id: made.id, text: 'They called again.' }, ann);
      expect(await service.typesOf(made.id)).toEqual(['opened', 'closed', 'noted']);
    });

    it('records a change of fields and of who is in charge as two facts, and no change as none', async () => {
      const made = await service.open();
      const input = { id: made.id, priority: 'urgent', type: 'claims', responsibleId: ann.id };
      const changed = await service.caller.call(UpdateCase, input, ann, { ifMatch: 1 });
      expect(changed).toMatchObject({
        version: 2,
        priority: 'urgent',
        type: 'claims',
        responsible: { username: 'ann' },
      });
      expect((await service.caller.call(UpdateCase, input, ann)).version).toBe(2);
      const facts = (await service.factsOf(made.id))
        .slice(1)
        .map(({ type, data }) => [type, data.attributes]);
      expect(facts).toEqual([
        ['cases.case.updated', { caseNumber: made.number, fieldNames: ['priority', 'type'] }],
        ['cases.case.assigned', { caseNumber: made.number, responsible: 'ann' }],
      ]);
    });

    it('is refused when the case was changed since it was seen', async () => {
      const made = await service.open();
      await service.caller.call(UpdateCase, { id: made.id, subject: 'First' }, ann, { ifMatch: 1 });
      for (const operation of [UpdateCase, CloseCase]) {
        expect(await service.caller.refusal(operation, { id: made.id }, bob, { ifMatch: 1 })).toBe(
          'request.stale',
        );
      }
      expect(await service.typesOf(made.id)).toEqual(['opened', 'updated']);
    });

    it('is refused to those who may only look', async () => {
      const { id } = await service.open();
      const finance = testActor({ accessLevel: 'finance' });
      expect((await service.caller.call(GetCase, { id }, finance)).id).toBe(id);
      expect(await service.caller.refusal(ReplyToCase, { id, text: 'Hi' }, finance)).toBe(
        'request.forbidden',
      );
    });
  });
});

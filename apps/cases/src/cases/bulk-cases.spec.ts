import { newId, TakeCases, UpdateCase } from '@daybook/contracts';
import { ann, bob, CasesFixture } from '../testing/cases-fixture';

describe('The cases service', () => {
  let service: CasesFixture;

  beforeAll(async () => {
    service = await CasesFixture.start();
  });

  afterAll(() => service?.stop());

  describe('taking', () => {
    it('answers for each case separately and names who has it', async () => {
      const [free, taken] = [await service.open(), await service.open({ responsibleId: bob.id }, bob)];
      const unknown = newId();
      const { items } = await service.caller.call(TakeCases, { ids: [free.id, taken.id, unknown] }, ann);
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
      expect(await service.typesOf(free.id)).toEqual(['opened', 'taken']);
      expect(await service.typesOf(taken.id)).toEqual(['opened']);
    });

    it('takes an open case over from whom the taker saw', async () => {
      const made = await service.open({ responsibleId: bob.id }, bob);
      const seen = [{ id: made.id, responsibleId: bob.id }];
      const { items } = await service.caller.call(TakeCases, { ids: [made.id], seen }, ann);
      expect(items[0]?.outcome).toBe('done');
      expect((await service.factsOf(made.id)).at(-1)?.data.attributes).toEqual({
        caseNumber: made.number,
        responsible: 'ann',
        responsibleBefore: 'bob',
      });
    });

    it('is refused for a case that is neither open nor unassigned', async () => {
      const made = await service.open({ responsibleId: bob.id }, bob);
      await service.caller.call(UpdateCase, { id: made.id, status: 'pending' }, bob);
      const seen = [{ id: made.id, responsibleId: bob.id }];
      expect((await service.caller.call(TakeCases, { ids: [made.id], seen }, ann)).items[0]?.code).toBe(
        'cases.not_takeable',
      );
    });

    it('lets exactly one of two win who take the same cases at once', async () => {
      const made = await Promise.all(Array.from({ length: 8 }, () => service.open()));
      const ids = made.map(({ id }) => id);
      const [mine, theirs] = await Promise.all([
        service.caller.call(TakeCases, { ids }, ann),
        service.caller.call(TakeCases, { ids: [...ids].reverse() }, bob),
      ]);
      for (const id of ids) {
        const outcomes = [mine, theirs].map(({ items }) => items.find((item) => item.id === id)?.outcome);
        expect(outcomes.sort()).toEqual(['done', 'refused']);
        expect(await service.typesOf(id)).toEqual(['opened', 'taken']);
      }
    });

    it('changes nothing for the one who has it already, nor when repeated with the same key', async () => {
      const made = await service.open();
      const headers = { idempotencyKey: newId() };
      const first = await service.caller.call(TakeCases, { ids: [made.id] }, ann, headers);
      expect(await service.caller.call(TakeCases, { ids: [made.id] }, ann, headers)).toEqual(first);
      expect((await service.caller.call(TakeCases, { ids: [made.id] }, ann)).items[0]?.outcome).toBe(
        'unchanged',
      );
      expect(await service.typesOf(made.id)).toEqual(['opened', 'taken']);
    });

    it('wants ids that are ids, at least one and each once', async () => {
      const { id } = await service.open();
      for (const ids of [[], ['C-1001'], [id, id], undefined]) {
        expect(await service.caller.refusal(TakeCases, { ids }, ann)).toBe('request.malformed');
      }
    });
  });
});

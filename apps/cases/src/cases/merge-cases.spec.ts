import {
  GetCase,
  MergeCase,
  NoteOnCase,
  ReopenCase,
  ReplyToCase,
  TakeCases,
  UpdateCase,
} from '@daybook/contracts';
import { ann, bob, CasesFixture } from '../testing/cases-fixture';

describe('Merging cases', () => {
  let service: CasesFixture;

  beforeAll(async () => {
    service = await CasesFixture.start();
  });

  afterAll(() => service?.stop());

  it('closes the one for good and shows its messages in the other, and no activity moves', async () => {
    const merged = await service.open({ text: 'Where is it?', tags: ['late'], ccs: ['boss@example.com'] });
    const into = await service.open({ text: 'Still not here', tags: ['vip'] });
    await service.caller.call(NoteOnCase, { id: merged.id, text: 'Same parcel' }, bob);
    const before = (await service.journal()).length;
    const closed = await service.caller.call(MergeCase, { id: merged.id, intoId: into.id }, ann);
    expect(closed).toMatchObject({
      status: 'closed',
      mergedInto: into.id,
      statusReason: `Merged into ${into.number}`,
    });
    const read = await service.caller.call(GetCase, { id: into.id }, ann);
    expect(read.messages.map(({ text }) => text)).toEqual(['Where is it?', 'Still not here', 'Same parcel']);
    expect(read).toMatchObject({
      tags: ['vip', 'late'],
      ccs: ['boss@example.com'],
      mergedCases: [{ id: merged.id, number: merged.number }],
    });
    const facts = (await service.journal()).slice(before).map(({ type, data }) => [type, data.about.caseId]);
    expect(facts).toEqual([
      ['cases.case.updated', into.id],
      ['cases.case.merged', merged.id],
    ]);
    const again = { id: merged.id, intoId: into.id };
    expect(await service.caller.refusal(ReopenCase, { id: merged.id }, ann)).toBe('cases.merged');
    expect(await service.caller.refusal(MergeCase, again, ann)).toBe('cases.merged');
    const taken = await service.caller.call(TakeCases, { ids: [merged.id] }, ann);
    expect(taken.items[0]?.code).toBe('cases.merged');
    expect(await service.caller.refusal(ReplyToCase, { id: merged.id, text: 'x' }, ann)).toBe(
      'cases.not_in_state',
    );
  });

  it('leads on to where the other one went', async () => {
    const [first, second, third] = [await service.open(), await service.open(), await service.open()];
    await service.caller.call(MergeCase, { id: first.id, intoId: second.id }, ann);
    await service.caller.call(MergeCase, { id: second.id, intoId: third.id }, ann);
    const read = await service.caller.call(GetCase, { id: third.id }, ann);
    expect(read.mergedCases.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('is refused for another customer’s, itself, and what is not there or was changed meanwhile', async () => {
    const customerId = await service.customers.create('Other');
    const [mine, theirs] = [await service.open(), await service.open({ customerId })];
    const refusal = (intoId: string) =>
      service.caller.refusal(MergeCase, { id: mine.id, intoId }, ann, { ifMatch: 1 });
    expect(await refusal(theirs.id)).toBe('cases.merge_other_customer');
    expect(await refusal(mine.id)).toBe('cases.merge_itself');
    expect(await refusal(customerId)).toBe('cases.not_found');
    const other = await service.open();
    await service.caller.call(UpdateCase, { id: mine.id, priority: 'high' }, ann);
    expect(await refusal(other.id)).toBe('request.stale');
  });
});

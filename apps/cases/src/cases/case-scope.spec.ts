import {
  CloseCase,
  GetCase,
  GetServiceRecord,
  ListCases,
  ListServiceRecords,
  newId,
  NoteOnCase,
  RecordConversation,
  ReplyToCase,
  ResolveCases,
  StartServiceRecord,
  TakeCases,
  UpdateCase,
  UpdateServiceRecord,
  type Actor,
  type CaseDetailView,
  type ServiceRecordDetailView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { ann, CasesFixture } from '../testing/cases-fixture';

describe('Who is kept to a campaign', () => {
  const campaignId = newId();
  let service: CasesFixture;
  let inside: CaseDetailView;
  let outside: CaseDetailView;
  const records: ServiceRecordDetailView[] = [];

  beforeAll(async () => {
    service = await CasesFixture.start();
    const [customer, stranger] = [
      await service.customers.create('Ina Inside'),
      await service.customers.create('Otto Outside'),
    ];
    await service.ordered(customer, campaignId);
    await service.ordered(stranger, newId());
    inside = await service.open({ customerId: customer });
    outside = await service.open({ customerId: stranger });
    for (const customerId of [customer, stranger]) {
      const input = { channel: 'line', customerId, conversation: { text: 'Hello!' } };
      records.push(await service.caller.call(StartServiceRecord, input, ann));
    }
  });
  afterAll(() => service?.stop());

  const levels = ['admin', 'cs_admin', 'cs_agent', 'api_user'] as const;

  it.each(levels)('as %s works on the cases and records of it, and sees no others', async (accessLevel) => {
    const scopes = accessLevel === 'api_user' ? (['cases.view', 'cases.work'] as const) : null;
    const actor: Actor = testActor({ accessLevel, campaignIds: [campaignId], scopes: scopes && [...scopes] });
    expect(await service.idsListed({}, actor)).toEqual([inside.id]);
    expect(await service.idsListed({ text: 'Otto' }, actor)).toEqual([]);
    expect(await service.idsListed({ customerId: outside.customer.id }, actor)).toEqual([]);
    expect((await service.caller.call(ListServiceRecords, {}, actor)).items.map(({ id }) => id)).toEqual([
      records[0]?.id,
    ]);
    expect((await service.caller.call(GetCase, { id: inside.id }, actor)).customer.name).toBe('Ina Inside');
    await service.caller.call(NoteOnCase, { id: inside.id, text: 'seen' }, actor);
    const { id } = outside;
    const [, record] = records;
    for (const refused of [
      service.caller.refusal(GetCase, { id }, actor),
      service.caller.refusal(UpdateCase, { id, subject: 'x' }, actor),
      service.caller.refusal(ReplyToCase, { id, text: 'x' }, actor),
      service.caller.refusal(NoteOnCase, { id, text: 'x' }, actor),
      service.caller.refusal(CloseCase, { id }, actor),
      service.caller.refusal(GetServiceRecord, { id: record?.id }, actor),
      service.caller.refusal(UpdateServiceRecord, { id: record?.id, notes: 'x' }, actor),
      service.caller.refusal(RecordConversation, { id: record?.id, text: 'x' }, actor),
    ])
      expect(await refused).toBe('cases.not_found');
    for (const operation of [TakeCases, ResolveCases])
      expect((await service.caller.call(operation, { ids: [id] }, actor)).items).toEqual([
        expect.objectContaining({ id, outcome: 'refused', code: 'cases.not_found' }),
      ]);
  });

  it('sees what is their own of a customer who ordered nowhere, and no more once that is elsewhere', async () => {
    const agent = testActor({ accessLevel: 'cs_agent', campaignIds: [campaignId] });
    const customerId = await service.customers.create('Nina New', agent);
    const { id } = await service.open({ customerId }, agent);
    expect(await service.idsListed({ customerId }, agent)).toEqual([id]);
    await service.ordered(customerId, newId());
    expect(await service.idsListed({ customerId }, agent)).toEqual([]);
    expect((await service.caller.call(ListCases, { customerId }, ann)).items).toHaveLength(1);
  });
});

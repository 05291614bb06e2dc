import {
  AddOption,
  EndServiceRecord,
  GetServiceRecord,
  ListServiceRecords,
  newId,
  RecordConversation,
  StartServiceRecord,
  UpdateServiceRecord,
  type Actor,
  type DaybookEvent,
  type ServiceRecordDetailView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { ann, bob, CasesFixture } from '../testing/cases-fixture';

describe('Service records', () => {
  let service: CasesFixture;

  beforeAll(async () => {
    service = await CasesFixture.start();
    const category = { list: 'channel-categories', label: 'Shop chat', ownerId: bob.id };
    await service.caller.call(AddOption, category);
  });

  afterAll(() => service?.stop());

  const start = (input: object = {}, actor: Actor = ann): Promise<ServiceRecordDetailView> =>
    service.caller.call(
      StartServiceRecord,
      {
        channel: 'line',
        customerId: service.customerId,
        conversation: { text: 'Hello!', messages: 4 },
        ...input,
      },
      actor,
    );

  const factsOf = async (id: string): Promise<DaybookEvent[]> =>
    (await service.journal()).filter((event) => event.data.about.serviceRecordId === id);

  it('begin with their first conversation and are recorded in the administrators’ words', async () => {
    const made = await start({ reason: 'product-purchase', channelCategory: 'shop-chat' });
    expect(made).toMatchObject({
      status: 'started',
      version: 1,
      customer: { id: service.customerId, name: 'Grace Hopper' },
      handler: { id: ann.id, username: 'ann' },
      owner: { id: bob.id },
      conversations: [{ channel: 'line', text: 'Hello!', messages: 4, specialist: { username: 'ann' } }],
    });
    expect(await service.caller.call(GetServiceRecord, { id: made.id }, ann)).toEqual(made);
    const facts = (await factsOf(made.id)).map(({ type, data }) => [type, data.attributes]);
    expect(facts).toEqual([
      ['cases.record.started', { channel: 'LINE', channelCategory: 'Shop chat', handler: 'ann' }],
      ['cases.conversation.recorded', { serviceRecordId: made.id, channel: 'LINE', messages: 4 }],
    ]);
  });

  it('take further conversations until they end with a result, and none after', async () => {
    const { id } = await start();
    const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString();
    await service.caller.call(
      RecordConversation,
      { id, channel: 'phone', text: 'Called back', at: yesterday },
      bob,
    );
    const ended = await service.caller.call(
      EndServiceRecord,
      { id, result: 'completed', reason: 'customer-complaint', notes: 'Happy now' },
      ann,
      { ifMatch: 1 },
    );
    expect(ended).toMatchObject({ status: 'ended', result: 'completed', reason: 'customer-complaint' });
    const facts = await factsOf(id);
    expect(facts.map(({ type }) => type)).toEqual([
      'cases.record.started',
      'cases.conversation.recorded',
      'cases.conversation.recorded',
      'cases.record.ended',
    ]);
    expect(facts[2]?.time).toBe(yesterday);
    expect(facts[3]?.data).toMatchObject({
      attributes: { result: 'Completed', reason: 'Customer complaint' },
      personal: { text: 'Happy now' },
    });
    expect(await service.caller.refusal(EndServiceRecord, { id, result: 'completed' }, ann)).toBe(
      'cases.record_ended',
    );
    expect(await service.caller.refusal(RecordConversation, { id, text: 'more' }, ann)).toBe(
      'cases.record_ended',
    );
  });

  it('made by a channel’s connector are handled by the owner of the channel category', async () => {
    const connector = testActor({
      type: 'api',
      username: 'line-bot',
      accessLevel: 'api_user',
      scopes: ['cases.work'],
    });
    const made = await start({ channelCategory: 'shop-chat' }, connector);
    expect(made.handler.id).toBe(bob.id);
    expect(made.conversations[0]?.specialist.username).toBe('line-bot');
  });

  it('without a customer are no activity, and get one later', async () => {
    const made = await start({ customerId: undefined });
    expect(made.customer).toBeUndefined();
    expect(await factsOf(made.id)).toEqual([]);
    const known = await service.caller.call(
      UpdateServiceRecord,
      { id: made.id, customerId: service.customerId, notes: 'It was Grace' },
      ann,
    );
    expect(known).toMatchObject({ customer: { name: 'Grace Hopper' }, notes: 'It was Grace', version: 2 });
  });

  it.each([
    ['request.malformed', { conversation: undefined }],
    ['request.malformed', { conversation: { text: '' } }],
    ['request.malformed', { conversation: { text: 'card 4111111111111111' } }],
    ['request.malformed', { conversation: { text: 'x', at: 'yesterday' } }],
    ['cases.time_out_of_range', { conversation: { text: 'x', at: '2020-01-01T00:00:00Z' } }],
    ['cases.time_out_of_range', { conversation: { text: 'x', at: '2999-01-01T00:00:00Z' } }],
    ['cases.option_unknown', { channel: 'pigeon' }],
    ['cases.option_unknown', { reason: 'none-of-these' }],
    ['cases.option_unknown', { channelCategory: 'none-of-these' }],
    ['cases.customer_unknown', { customerId: newId() }],
  ])('are refused with %s: %j', async (code, wrong) => {
    const input = { channel: 'line', conversation: { text: 'Hello!' }, ...wrong };
    expect(await service.caller.refusal(StartServiceRecord, input, ann)).toBe(code);
  });

  it('are listed newest first by every filter', async () => {
    const customerId = await service.customers.create('Listed');
    const [one, two] = [
      await start({ customerId, reason: 'question' }),
      await start({ customerId, channel: 'phone', channelCategory: 'shop-chat' }),
    ];
    await service.caller.call(EndServiceRecord, { id: one.id, result: 'contact-again' }, ann);
    const listed = async (input: object): Promise<string[]> =>
      (await service.caller.call(ListServiceRecords, { customer: customerId, ...input }, ann)).items.map(
        ({ id }) => id,
      );
    expect(await listed({})).toEqual([two.id, one.id]);
    expect(await listed({ result: ['contact-again'] })).toEqual([one.id]);
    expect(await listed({ reason: ['question'] })).toEqual([one.id]);
    expect(await listed({ channel: ['phone'] })).toEqual([two.id]);
    expect(await listed({ channelCategory: ['shop-chat'] })).toEqual([two.id]);
    expect(await listed({ owner: bob.id })).toEqual([two.id]);
    expect(await listed({ createdFrom: two.startedAt })).toEqual([two.id]);
    expect(await listed({ createdTo: two.startedAt })).toEqual([one.id]);
    const page = await service.caller.call(ListServiceRecords, { customer: customerId, limit: 1 }, ann);
    expect(await listed({ limit: 1, cursor: page.nextCursor })).toEqual([one.id]);
  });
});

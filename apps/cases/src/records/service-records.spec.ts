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
import { eventually, testActor } from '@daybook/testing';
import { ann, bob, CasesFixture } from '../testing/cases-fixture';

/** A moment some minutes ago. */
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

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
      [
        'cases.conversation.recorded',
        { serviceRecordId: made.id, channel: 'LINE', direction: 'inbound', messages: 4 },
      ],
    ]);
  });

  it('take further conversations until they end with a result, and none after', async () => {
    const { id } = await start();
    const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString();
    await service.caller.call(
      RecordConversation,
      { id, channel: 'phone', text: 'Called back', direction: 'outbound', startedAt: yesterday },
      bob,
    );
    const ended = await service.caller.call(
      EndServiceRecord,
      { id, result: 'completed', reason: 'customer-complaint', notes: 'Happy now' },
      ann,
      { ifMatch: 2 },
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

  it('are the customer’s owner’s where the channel category names none', async () => {
    const customerId = await service.customers.create('Owned', undefined, true, bob.id);
    await eventually('the news of the owner', async () =>
      (await start({ customerId })).owner?.id === bob.id ? true : undefined,
    );
    const unowned = await start({ customerId: undefined });
    expect(unowned.owner).toBeUndefined();
    const attached = await service.caller.call(UpdateServiceRecord, { id: unowned.id, customerId }, ann);
    expect(attached.owner?.id).toBe(bob.id);
    expect((await factsOf(unowned.id)).at(-1)?.data.attributes).toEqual({
      fieldNames: ['customer', 'owner'],
    });
    const categorys = await start({ customerId: undefined, channelCategory: 'shop-chat' });
    const other = await service.customers.create('Other owner', undefined, true, ann.id);
    await service.caller.call(UpdateServiceRecord, { id: categorys.id, customerId: other }, ann);
    const kept = await service.caller.call(GetServiceRecord, { id: categorys.id }, ann);
    expect(kept.owner?.id).toBe(bob.id);
  });

  it('begin when their first conversation did, and are read in their two sections', async () => {
    const held = {
      direction: 'outbound',
      summary: 'Asked about sizes',
      startedAt: ago(90),
      endedAt: ago(80),
    };
    const made = await start({ reason: 'question', notes: 'Send a chart', conversation: held });
    expect(made.startedAt).toBe(held.startedAt);
    expect((await factsOf(made.id)).map(({ time }) => time)).toEqual([held.startedAt, held.startedAt]);
    const called = { id: made.id, channel: 'phone', text: 'Called', startedAt: ago(120) };
    const earlier = await service.caller.call(RecordConversation, called, ann);
    const read = await service.caller.call(GetServiceRecord, { id: made.id }, ann);
    expect(read).toMatchObject({
      serviceRecord: {
        startTime: called.startedAt,
        handler: 'ann',
        customer: 'Grace Hopper',
        notes: 'Send a chart',
        serviceReason: 'Question',
      },
      thisConversation: {
        channel: 'LINE',
        direction: 'outbound',
        summary: 'Asked about sizes',
        startTime: held.startedAt,
        endTime: held.endedAt,
        specialist: 'ann',
      },
    });
    const other = { id: made.id, conversationId: earlier.id };
    const looked = await service.caller.call(GetServiceRecord, other, ann);
    expect(looked.thisConversation).toMatchObject({ id: earlier.id, channel: 'Phone', text: 'Called' });
  });

  it('without a customer are nobody’s activity, and whole in the timeline of the one they get later', async () => {
    const made = await start({ customerId: undefined });
    const mine = { id: made.id, text: 'And again', startedAt: ago(5) };
    await service.caller.call(RecordConversation, mine, bob);
    await service.caller.call(EndServiceRecord, { id: made.id, result: 'completed' }, bob);
    expect(made.customer).toBeUndefined();
    expect(await factsOf(made.id)).toEqual([]);
    const known = await service.caller.call(
      UpdateServiceRecord,
      { id: made.id, customerId: service.customerId, notes: 'It was Grace' },
      ann,
    );
    expect(known).toMatchObject({ customer: { name: 'Grace Hopper' }, notes: 'It was Grace', version: 4 });
    const facts = (await factsOf(made.id)).map(({ type, actorname, time, data }) => ({
      type: type.replace('cases.', ''),
      by: actorname,
      at: time,
      customer: data.context.customerId,
    }));
    const customer = service.customerId;
    const now = expect.any(String) as string;
    expect(facts).toEqual([
      { type: 'record.started', by: 'ann', at: made.startedAt, customer },
      { type: 'conversation.recorded', by: 'ann', at: made.startedAt, customer },
      { type: 'conversation.recorded', by: 'bob', at: mine.startedAt, customer },
      { type: 'record.ended', by: 'bob', at: now, customer },
      { type: 'record.updated', by: 'ann', at: now, customer },
    ]);
    await service.caller.call(UpdateServiceRecord, { id: made.id, customerId: null }, ann);
    await service.caller.call(UpdateServiceRecord, { id: made.id, customerId: customer }, ann);
    const all = (await factsOf(made.id)).map(({ type }) => type);
    expect(all.slice(5)).toEqual(['cases.record.updated', 'cases.record.updated']);
  });

  it('tell of every change, also after their end, and of none that changes nothing', async () => {
    const { id } = await start();
    const change = (input: object): Promise<unknown> =>
      service.caller.call(UpdateServiceRecord, { id, ...input }, ann);
    const running = { id, result: 'completed' };
    expect(await service.caller.refusal(UpdateServiceRecord, running, ann)).toBe('cases.record_running');
    await service.caller.call(EndServiceRecord, { id, result: 'contact-again' }, ann);
    await change({ result: 'completed', reason: 'question' });
    await change({ result: 'completed', notes: 'Twice' });
    await change({ notes: 'Twice' });
    const attributes = (await factsOf(id)).slice(3).map(({ data }) => data.attributes);
    expect(attributes).toEqual([
      { fieldNames: ['reason', 'result'], result: 'Completed', reason: 'Question' },
      { fieldNames: ['notes'] },
    ]);
  });

  it('are connected with cases and orders, and found by them', async () => {
    const about = await service.open();
    const orderId = service.customers.order('D-100077');
    const made = await start({ caseIds: [about.id], orderIds: [orderId] });
    expect(made).toMatchObject({
      cases: [{ id: about.id, number: about.number }],
      orders: [{ id: orderId, number: 'D-100077' }],
    });
    const found = async (input: object): Promise<string[]> =>
      (await service.caller.call(ListServiceRecords, input, ann)).items.map(({ id }) => id);
    expect(await found({ caseId: about.id })).toEqual([made.id]);
    expect(await found({ orderId })).toEqual([made.id]);
    await service.caller.call(UpdateServiceRecord, { id: made.id, orderIds: [] }, ann);
    expect(await found({ orderId })).toEqual([]);
    expect((await factsOf(made.id)).at(-1)?.data.attributes).toEqual({ fieldNames: ['orders'] });
  });

  it.each([
    ['request.malformed', { conversation: undefined }],
    ['request.malformed', { conversation: { text: '' } }],
    ['request.malformed', { conversation: { text: 'card 4111111111111111' } }],
    ['request.malformed', { conversation: { text: 'x', startedAt: 'yesterday' } }],
    ['request.malformed', { conversation: { text: 'x', direction: 'sideways' } }],
    ['cases.conversation_empty', { conversation: { direction: 'inbound' } }],
    ['cases.time_out_of_range', { conversation: { text: 'x', startedAt: '2020-01-01T00:00:00Z' } }],
    ['cases.time_out_of_range', { conversation: { text: 'x', startedAt: '2999-01-01T00:00:00Z' } }],
    ['cases.end_before_start', { conversation: { text: 'x', endedAt: ago(60) } }],
    ['cases.case_unknown', { caseIds: [newId()] }],
    ['cases.order_unknown', { orderIds: [newId()] }],
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

import {
  AddOption,
  DeliverConversation,
  EndServiceRecord,
  GetServiceRecord,
  ListServiceRecords,
  newId,
  type DeliveredConversationView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { ann, bob, CasesFixture } from '../testing/cases-fixture';

describe('Conversations that a connector delivers', () => {
  let service: CasesFixture;
  const connector = testActor({
    type: 'api',
    username: 'line-connector',
    accessLevel: 'api_user',
    scopes: ['conversations.deliver'],
  });

  beforeAll(async () => {
    service = await CasesFixture.start();
    const category = { list: 'channel-categories', label: 'Shop chat', ownerId: bob.id };
    await service.caller.call(AddOption, category);
  });

  afterAll(() => service?.stop());

  const deliver = (input: object): Promise<DeliveredConversationView> =>
    service.caller.call(
      DeliverConversation,
      { channel: 'line', channelCategory: 'shop-chat', text: 'Where is it?', messageId: newId(), ...input },
      connector,
    );

  it('begin a record that the owner of the channel category handles, and join it until it ends', async () => {
    const contact = `U-${newId()}`;
    const first = await deliver({ contact });
    expect(first).toMatchObject({ started: true, duplicate: false });
    const record = await service.caller.call(GetServiceRecord, { id: first.serviceRecordId }, ann);
    expect(record).toMatchObject({ handler: { id: bob.id }, owner: { id: bob.id }, channel: 'line' });
    const second = await deliver({ contact, customerId: service.customerId });
    expect(second).toMatchObject({ started: false, serviceRecordId: first.serviceRecordId });
    const other = await deliver({ contact, channel: 'facebook' });
    expect(other.started).toBe(true);
    const facts = (await service.journal()).filter(
      ({ data }) => data.about.serviceRecordId === first.serviceRecordId,
    );
    expect(facts.map(({ type }) => type)).toEqual([
      'cases.record.started',
      'cases.conversation.recorded',
      'cases.record.updated',
      'cases.conversation.recorded',
    ]);
    await service.caller.call(EndServiceRecord, { id: first.serviceRecordId, result: 'completed' }, bob);
    expect((await deliver({ contact })).started).toBe(true);
  });

  it('count once, however often and however many at once a message comes', async () => {
    const [contact, messageId] = [`U-${newId()}`, newId()];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, nth) =>
        deliver({ contact, messageId: nth % 2 === 0 ? messageId : newId() }),
      ),
    );
    expect(new Set(answers.map(({ serviceRecordId }) => serviceRecordId)).size).toBe(1);
    expect(answers.filter(({ started }) => started)).toHaveLength(1);
    expect(answers.filter(({ duplicate }) => duplicate)).toHaveLength(3);
    const [answer] = answers;
    const record = await service.caller.call(GetServiceRecord, { id: answer?.serviceRecordId }, ann);
    expect(record.conversations).toHaveLength(5);
  });

  it('are another record’s where the contact is another customer, and are taken from whoever may deliver', async () => {
    const contact = `U-${newId()}`;
    // Nothing was heard of the other yet, and the connector may not read customers.
    const other = await service.customers.create('Somebody else', undefined, false);
    const first = await deliver({ contact, customerId: service.customerId });
    expect((await deliver({ contact, customerId: other })).serviceRecordId).not.toBe(first.serviceRecordId);
    const input = { channel: 'line', contact, messageId: newId(), text: 'x' };
    expect(await service.caller.refusal(DeliverConversation, input, ann)).toBe('request.forbidden');
    const reading = service.caller.refusal(ListServiceRecords, {}, connector);
    expect(await reading).toBe('request.forbidden');
    const unknown = { ...input, channel: 'pigeon' };
    expect(await service.caller.refusal(DeliverConversation, unknown, connector)).toBe(
      'cases.option_unknown',
    );
    const nothing = { ...input, text: undefined };
    expect(await service.caller.refusal(DeliverConversation, nothing, connector)).toBe(
      'cases.conversation_empty',
    );
  });
});

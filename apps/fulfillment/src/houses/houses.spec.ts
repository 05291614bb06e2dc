import {
  ChangeFulfillmentHouse,
  CreateFulfillmentHouse,
  GetFulfillmentHouse,
  ListFulfillmentHouses,
  newId,
} from '@daybook/contracts';
import { journalOf, testActor } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

describe('A fulfillment house', () => {
  let fulfillment: FulfillmentFixture;

  beforeAll(async () => {
    fulfillment = await FulfillmentFixture.start();
  }, 60_000);
  afterAll(() => fulfillment.stop());

  const reportedOf = async (id: string): Promise<unknown[]> =>
    (await journalOf(fulfillment.database))
      .filter(({ type, data }) => type === 'fulfillment.house.changed' && data.attributes.id === id)
      .map(({ data }) => data.attributes);

  it('says which countries it ships to, and all that decides which orders it gets is told', async () => {
    const campaignIds = [newId()];
    const { caller } = fulfillment;
    const made = await caller.call(CreateFulfillmentHouse, {
      name: 'north',
      url: 'https://north.example',
      campaignIds,
      countries: ['CA'],
    });
    expect(made.countries).toEqual(['CA']);
    const changed = await caller.call(ChangeFulfillmentHouse, { id: made.id, countries: ['CA', 'US'] });
    expect(changed.countries).toEqual(['CA', 'US']);
    expect(await caller.call(GetFulfillmentHouse, { id: made.id })).toEqual(changed);
    const reported = { id: made.id, name: 'north', retired: false, campaignIds, default: false };
    expect(await reportedOf(made.id)).toEqual([
      { ...reported, countries: ['CA'] },
      { ...reported, countries: ['CA', 'US'] },
    ]);
    expect(await caller.refusal(ChangeFulfillmentHouse, { id: made.id, countries: ['Canada'] })).toBe(
      'request.malformed',
    );
    expect(await caller.call(GetFulfillmentHouse, { id: made.id })).toEqual(changed);
  });

  it('says what it can do and when it works, and nothing that makes no sense', async () => {
    const { caller } = fulfillment;
    const given = {
      cancels: false,
      holdsAddresses: false,
      tracks: false,
      cutOff: '14:00',
      timeZone: 'America/New_York',
      workingDays: [1, 2, 3],
      closedOn: ['2026-12-25'],
      bundlingMinutes: 30,
    };
    const made = await caller.call(CreateFulfillmentHouse, {
      name: 'hours',
      url: 'https://hours.example',
      ...given,
    });
    expect(made).toMatchObject(given);
    const { id } = made;
    const changed = await caller.call(ChangeFulfillmentHouse, { id, cutOff: null, workingDays: [5, 4] });
    const { cutOff: _, ...rest } = given;
    expect(changed).toMatchObject({ ...rest, workingDays: [4, 5] });
    expect(changed).not.toHaveProperty('cutOff');
    for (const wrong of [
      { cutOff: '24:00' },
      { timeZone: 'Mars/Olympus' },
      { workingDays: [] },
      { workingDays: [0] },
      { closedOn: ['2026-02-30'] },
      { bundlingMinutes: -1 },
      { cancels: null },
    ])
      expect(await caller.refusal(ChangeFulfillmentHouse, { id, ...wrong })).toBe('request.malformed');
    expect(await caller.refusal(ChangeFulfillmentHouse, { id, url: 'http://10.0.0.1/' })).toBe(
      'fulfillment.url_forbidden',
    );
    expect(await caller.call(GetFulfillmentHouse, { id })).toEqual(changed);
  });

  it('that is the default one no more tells so', async () => {
    const { id } = fulfillment.house;
    await fulfillment.caller.call(CreateFulfillmentHouse, {
      name: 'south',
      url: 'https://south.example',
      default: true,
    });
    expect((await reportedOf(id)).at(-1)).toMatchObject({ name: 'acme', default: false, countries: [] });
  });

  it('is shown to who is kept to a campaign where it serves all or theirs, without others’ campaigns', async () => {
    const { caller } = fulfillment;
    const [ours, theirs] = [newId(), newId()];
    const made = (name: string, campaignIds: string[]) =>
      caller.call(CreateFulfillmentHouse, { name, url: 'https://house.example', campaignIds });
    const [both, foreign] = [await made('both', [ours, theirs]), await made('foreign', [theirs])];
    const agent = testActor({ accessLevel: 'cs_agent', campaignIds: [ours] });
    const { items } = await caller.call(ListFulfillmentHouses, { limit: 200 }, agent);
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['acme', 'both']));
    expect(JSON.stringify(items)).not.toContain(theirs);
    expect((await caller.call(GetFulfillmentHouse, { id: both.id }, agent)).campaignIds).toEqual([ours]);
    expect(await caller.refusal(GetFulfillmentHouse, { id: foreign.id }, agent)).toBe(
      'fulfillment.not_found',
    );
  });
});

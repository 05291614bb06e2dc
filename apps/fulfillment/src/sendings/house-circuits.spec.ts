import { GetFulfillmentHouse, newId, type FulfillmentView } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';
import type { HouseDouble } from '../testing/house-double';

const HOUR_MS = 3_600_000;
/** Longer than a spec takes: what a house does not answer keeps its place. */
const LONG_MS = 60_000;

describe('Of several houses', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start({ HOUSE_TIMEOUT_MS: String(LONG_MS) });
  });
  afterAll(() => service?.stop());
  afterEach(() => clock.set(new Date()));

  const circuit = async (id: string) => (await service.caller.call(GetFulfillmentHouse, { id })).circuit;

  /** Completes an order of a house's campaign. */
  async function order(campaignId: string): Promise<string> {
    const orderId = newId();
    await service.complete(orderId, campaignId, newId());
    return (await service.ofOrder(orderId)).id;
  }

  const got = (double: HouseDouble): string[] => double.orders.map(({ data }) => data.fulfillmentId);

  /** Milliseconds from when a fulfillment was made until its house had it. */
  const latency = ({ createdAt, messages }: FulfillmentView): number =>
    Date.parse(messages.find(({ type }) => type === 'sent')?.receivedAt ?? '') - Date.parse(createdAt);

  it('one that does not answer keeps none of the others waiting', async () => {
    const [slow, quick] = [await service.addHouse('slow'), await service.addHouse('quick')];
    slow.double.silent = true;
    const stuck = [];
    for (let each = 0; each < 12; each++) stuck.push(await order(slow.campaignId));
    await eventually('it is at several at once', () => slow.double.requests >= 4);
    const others = [];
    for (let each = 0; each < 5; each++) others.push(await order(quick.campaignId));
    for (const id of others) await service.becomes(id, 'pending');
    expect(slow.double.requests).toBe(4);
    for (const id of others) expect((await service.view(id)).sendings).toMatchObject([{ attempts: 1 }]);

    slow.double.silent = false;
    slow.double.status = 503;
    slow.double.hangUp();
    await eventually('it counts as down', async () => (await circuit(slow.id)).state === 'open');
    expect(await circuit(slow.id)).toMatchObject({ lastError: expect.any(String) as string });
    slow.double.status = 202;
    clock.advance(LONG_MS);
    for (const id of stuck) await service.becomes(id, 'pending');
  });

  it('one is down for a day: the others get theirs as ever, and it gets everything once and in order afterwards', async () => {
    const [one, two, down] = [
      await service.addHouse('one'),
      await service.addHouse('two'),
      await service.addHouse('down'),
    ];
    const second = await service.replica();
    down.double.status = 503;
    const sent: Record<'one' | 'two' | 'down', string[]> = { one: [], two: [], down: [] };
    for (let hour = 0; hour < 24; hour++) {
      sent.down.push(await order(down.campaignId));
      sent.one.push(await order(one.campaignId));
      sent.two.push(await order(two.campaignId));
      for (const id of [sent.one.at(-1), sent.two.at(-1)]) {
        const view = await service.becomes(id as string, 'pending');
        expect(view.sendings).toMatchObject([{ attempts: 1, status: 'done' }]);
        expect(latency(view)).toBeLessThan(10_000);
      }
      clock.advance(HOUR_MS);
    }
    await eventually('it counts as down', async () => (await circuit(down.id)).state === 'open');
    expect(await circuit(down.id)).toMatchObject({ state: 'open', waiting: 24 });
    expect(down.double.requests).toBeLessThan(60);
    await eventually('no try is under way', async () => {
      const { retryAt = '' } = await circuit(down.id);
      const [found] = await service.database.query<{ any: boolean }>(
        'select exists(select from sending where leased_until is not null) as any',
      );
      return found?.any === false && Date.parse(retryAt) > clock.now().getTime();
    });

    down.double.status = 202;
    clock.advance(HOUR_MS);
    for (const id of sent.down) await service.becomes(id, 'pending');
    expect(got(one.double)).toEqual(sent.one);
    expect(got(two.double)).toEqual(sent.two);
    // The one that found out that it is back went first.
    const [first, ...rest] = got(down.double);
    expect(sent.down).toContain(first);
    expect(rest).toEqual(sent.down.filter((id) => id !== first));
    await eventually('it is as ever', async () => (await circuit(down.id)).state === 'closed');
    expect(await circuit(down.id)).toEqual({ state: 'closed', failures: 0, waiting: 0 });
    await second.stop();
  }, 240_000);
});

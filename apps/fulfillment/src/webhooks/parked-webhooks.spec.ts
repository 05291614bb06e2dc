import { newId } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually, stickRows } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

describe('Webhooks of a fulfillment that is not known yet', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  });
  afterAll(() => service?.stop());
  afterEach(() => clock.set(new Date()));

  /** A webhook that is parked, twice received. */
  async function parked(): Promise<string> {
    const unknown = newId();
    const webhook = service.signed(service.message('shipped', unknown));
    await service.send(webhook);
    await service.send(webhook);
    return unknown;
  }
  const states = (fulfillmentId: string) =>
    service.database.query<{ state: string; code: string | null }>(
      'select state, code from webhook_inbox where fulfillment_id = $1',
      [fulfillmentId],
    );

  it('wait for a day, each by itself: one that cannot even be rejected keeps no other one waiting', async () => {
    const [stuck, other] = [await parked(), await parked()];
    const release = await stickRows(service.database, 'webhook_inbox', `old.fulfillment_id = '${stuck}'`);
    expect(await states(other)).toEqual([{ state: 'parked', code: null }]);
    clock.advance(25 * 3_600_000);
    const second = await service.replica();
    await eventually('it is given up', async () => (await states(other))[0]?.state === 'rejected');
    const rejected = { state: 'rejected', code: 'fulfillment.webhook_fulfillment_unknown' };
    expect([await states(other), await states(stuck)]).toEqual([
      [rejected],
      [{ state: 'parked', code: null }],
    ]);
    await second.stop();
    await release();
    const third = await service.replica();
    await eventually('so is the other one', async () => (await states(stuck))[0]?.state === 'rejected');
    await third.stop();
  });
});

import {
  CancelFulfillment,
  ChangeFulfillmentHouse,
  HoldFulfillment,
  newId,
  ReconcileHouse,
  type FulfillmentView,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

const WINDOW_MS = 3_600_000;

describe('What waits for a house within its window', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
    await service.caller.call(ChangeFulfillmentHouse, { id: service.house.id, bundlingMinutes: 60 });
  });
  afterAll(() => service?.stop());
  afterEach(() => {
    service.double.status = 202;
    clock.set(new Date());
  });

  /** So many orders of one customer. */
  async function several(number: number): Promise<FulfillmentView[]> {
    const customerId = newId();
    const made: FulfillmentView[] = [];
    for (let each = 0; each < number; each++) made.push(await service.ordered({ customerId }));
    return made;
  }

  const sentFor = (made: readonly FulfillmentView[]): number =>
    made.reduce((sum, { id }) => sum + service.double.of(id).length, 0);

  it('stands in its house’s list once: nothing of it is missing there, and each order follows what is taken over', async () => {
    const [first, other] = (await several(2)) as [FulfillmentView, FulfillmentView];
    clock.advance(WINDOW_MS);
    for (const { id } of [first, other]) await service.becomes(id, 'pending');
    const { missingThere, differences } = await service.caller.call(ReconcileHouse, {
      id: service.house.id,
      from: first.createdAt,
      apply: true,
      items: [{ fulfillmentId: first.id, status: 'shipped', trackingNumber: 'T9' }],
    });
    expect(missingThere).toEqual([]);
    expect(differences).toMatchObject([{ fulfillmentId: first.id, applied: true }]);
    for (const { id } of [first, other]) expect((await service.view(id)).status).toBe('shipped');
  });

  it('of one customer to one address is sent as one parcel, once, and each order follows it', async () => {
    const second = await service.replica();
    const [first, ...others] = (await several(3)) as [FulfillmentView, ...FulfillmentView[]];
    const stranger = await service.ordered();
    clock.advance(WINDOW_MS);
    for (const { id } of [first, ...others, stranger]) await service.becomes(id, 'pending');
    expect(sentFor([first, ...others])).toBe(1);
    const [order] = service.double.of(first.id);
    expect(order?.data.items.map(({ itemId }) => itemId)).toEqual(
      [first, ...others].flatMap(({ items }) => items.map(({ id }) => id)),
    );
    expect(order?.data).toMatchObject({
      bundled: others.map(({ id, orderId }) => ({ fulfillmentId: id, orderId })),
    });
    expect(service.double.of(stranger.id)[0]?.data).not.toHaveProperty('bundled');
    const bundledIds = others.map(({ id }) => id);
    expect((await service.factsOf(first.id))[0]).toMatchObject({
      type: 'fulfillment.fulfillment.bundled',
      data: { attributes: { bundledIds, houseName: 'acme' } },
    });

    await service.post('shipped', first.id, { trackingNumber: 'T1', carrier: 'UPS' });
    await service.post('delivered', first.id, { trackingNumber: 'T1' });
    for (const { id, orderId } of others) {
      expect(await service.view(id)).toMatchObject({
        status: 'delivered',
        unexpected: false,
        trackingNumber: 'T1',
        bundledInto: first.id,
        orderId,
      });
      expect(await service.typesOf(id)).toEqual([
        'export.succeeded',
        'fulfillment.shipped',
        'fulfillment.delivered',
      ]);
    }
    await second.stop();
  });

  it('is joined without what is held or cancelled, or goes elsewhere', async () => {
    const [first, held, cancelled, last] = (await several(4)) as [
      FulfillmentView,
      FulfillmentView,
      FulfillmentView,
      FulfillmentView,
    ];
    await service.caller.call(HoldFulfillment, { id: held.id });
    await service.caller.call(CancelFulfillment, { id: cancelled.id, reason: 'Changed their mind' });
    await service.emit('billing.order.updated', {
      attributes: { orderId: last.orderId, fieldNames: ['shippingAddress'] },
      context: { orderId: last.orderId, customerId: last.customerId, productIds: [], customFields: {} },
      personal: { shippingAddress: { line1: '1 New St', city: 'Springfield', country: 'US' } },
    });
    await eventually('it goes elsewhere', async () => {
      expect((await service.view(last.id)).shipTo.address?.line1).toBe('1 New St');
      return true;
    });
    clock.advance(WINDOW_MS);
    await service.becomes(first.id, 'pending');
    await service.becomes(last.id, 'pending');
    expect(await service.typesOf(first.id)).toEqual(['export.succeeded']);
    expect(sentFor([held, cancelled])).toBe(0);
  });

  it('and was joined is sent all the same when the one it was joined into is not', async () => {
    const [first, other] = (await several(2)) as [FulfillmentView, FulfillmentView];
    service.double.status = 503;
    clock.advance(WINDOW_MS);
    await eventually('it was tried', async () => {
      expect((await service.view(first.id)).sendings[0]).toMatchObject({
        lastStatus: 503,
        status: 'waiting',
      });
      return true;
    });
    expect(await service.view(other.id)).toMatchObject({ bundledInto: first.id, status: 'hold' });
    expect(await service.caller.refusal(HoldFulfillment, { id: other.id })).toBe('fulfillment.state_forbids');
    service.double.status = 202;
    await service.caller.call(HoldFulfillment, { id: first.id });
    const alone = await service.becomes(other.id, 'pending');
    expect(alone.bundledInto).toBeUndefined();
    expect(service.double.of(other.id)).toHaveLength(1);
    expect((await service.view(first.id)).status).toBe('hold');
  });

  it('ends whole wherever between two of its steps whoever joins or sends it is killed', async () => {
    await service.database.query(KILLING);
    const second = await service.replica();
    const groups = await Promise.all(STEPS.map(() => several(2)));
    const doomed = groups.map(([first], at) => `('${first?.customerId}', ${STEPS[at]})`);
    const counters = STEPS.map((step) => `create sequence step_${step};`);
    await service.database.query(`${counters.join('')} insert into doomed values ${doomed.join(',')}`);
    clock.advance(WINDOW_MS);
    for (const [first, other] of groups as [FulfillmentView, FulfillmentView][]) {
      for (const { id } of [first, other])
        await eventually(`${id} is sent`, async () => {
          if ((await service.view(id)).status === 'pending') return true;
          clock.advance(1_000); // what was claimed is free again
          return undefined;
        });
      const sent = service.double.of(first.id);
      expect(new Set(sent.map(({ webhookId }) => webhookId)).size).toBe(1);
      expect(sent.at(-1)?.data.items).toHaveLength(2);
      expect(sentFor([other])).toBe(0);
      expect((await service.factsOf(first.id)).map(({ type }) => type)).toEqual([
        'fulfillment.fulfillment.bundled',
        'fulfillment.export.succeeded',
      ]);
      expect(await service.typesOf(other.id)).toEqual(['export.succeeded']);
    }
    // Each was ended at its step: a busy machine, on which some are tried twice, goes beyond the last one.
    const missed = STEPS.map((step) => `select ${step} step from step_${step} where last_value < ${step}`);
    const never = await service.database.query<{ step: number }>(missed.join(' union all '));
    expect(never.filter(({ step }) => step <= LAST_STEP)).toEqual([]);
    await second.stop();
  });
});

/** What is done for two orders of one customer has 16 steps, and somebody gets through; the long tests try each of them. */
const LAST_STEP = 16;
const STEPS = Array.from({ length: LAST_STEP + 1 }, (_, at) => at + 1).filter(
  (step) => process.env['DAYBOOK_FULL_TESTS'] === '1' || step % 2 === 1,
);

/** Ends a transaction at one step of what is done for a customer, a row that is written, as when its process is killed there. */
const KILLING = `
  create table doomed (customer_id uuid primary key, at_step int not null);
  create function kill_at_step() returns trigger language plpgsql as $$
    declare
      written jsonb := to_jsonb(new);
      customer uuid := coalesce(written ->> 'customer_id', written #>> '{event,data,context,customerId}',
        (select customer_id::text from fulfillment where id = (written ->> 'fulfillment_id')::uuid));
      doomed_at int := (select at_step from doomed where customer_id = customer);
    begin
      if doomed_at is not null and nextval('step_' || doomed_at) = doomed_at then
        raise exception 'the process was killed' using errcode = 'admin_shutdown';
      end if;
      return new;
    end $$;
  create trigger kill before insert or update on fulfillment for each row execute function kill_at_step();
  create trigger kill before insert or update on sending for each row execute function kill_at_step();
  create trigger kill before insert on fulfillment_message for each row execute function kill_at_step();
  create trigger kill before insert on delivery for each row execute function kill_at_step();
  create trigger kill before insert on journal for each row execute function kill_at_step();`;

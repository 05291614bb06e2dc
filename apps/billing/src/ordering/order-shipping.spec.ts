import { CreateCampaign, JudgeOrder, newId, type OrderView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { address, BillingFixture, type Shop } from '../testing/billing-fixture';
import { emitFrom } from '../testing/foreign-event';

describe('An order that its house would not ship', () => {
  const houseId = newId();
  let billing: BillingFixture;
  let shop: Shop;
  let campaignId: string;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
    const { categoryId } = shop;
    const terms = { categoryId, baseCurrency: 'USD', countries: [], captureAt: 'sale' };
    campaignId = (await billing.caller.call(CreateCampaign, { name: `Abroad ${newId()}`, ...terms })).id;
    // As a version told of it that said less.
    await emit({ id: newId(), name: 'home' }, 'retired = false and not is_default');
    await emit({ id: newId(), name: 'home', default: true }, 'is_default');
  }, 60_000);
  afterAll(() => billing.stop());

  /** Tells of a house, and waits until billing has it so. */
  async function emit(attributes: Record<string, unknown>, so: string, at = new Date()): Promise<void> {
    const said = { attributes: { retired: false, ...attributes }, at };
    await emitFrom(billing, 'fulfillment', 'fulfillment.house.changed', {}, said);
    await eventually(`the house is kept: ${so}`, async () => {
      const query = `select 1 from fulfillment_house where id = $1 and ${so}`;
      return (await billing.database.query(query, [attributes.id])).length === 1;
    });
  }
  const house = (countries: string[]) => ({
    id: houseId,
    name: 'abroad',
    campaignIds: [campaignId],
    countries,
  });
  const shipsTo = (...countries: string[]): Promise<void> =>
    emit(house(countries), `countries = '{${countries.join(',')}}'`);
  const ordered = (changes: object = {}): Promise<OrderView> =>
    billing.order(billing.orderInput(shop, { campaignId, ...changes }));

  it('is paid and waits for quality assurance, and only that', async () => {
    expect(await ordered()).toMatchObject({ status: 'complete' });
    await shipsTo('CA', 'MX');
    const order = await ordered();
    expect(order).toMatchObject({
      status: 'pending',
      qaCause: 'shipping_declined',
      payment: { outcome: 'success' },
    });
    expect((await billing.eventsOf(order.id)).at(-1)).toMatchObject({
      type: 'billing.qa.pending',
      data: { attributes: { cause: 'shipping_declined' } },
    });
    expect(await ordered({ shippingAddress: { ...address, country: 'CA' } })).toMatchObject({
      status: 'complete',
    });
    expect(await billing.order(billing.orderInput(shop))).toMatchObject({ status: 'complete' });
    expect(await billing.caller.call(JudgeOrder, { id: order.id, decision: 'approve' })).toMatchObject({
      status: 'complete',
      qaCause: 'shipping_declined',
    });
  });

  it('is judged by the latest word of the house, in whatever order words come', async () => {
    await shipsTo('CA');
    const early = new Date(Date.now() - 60_000);
    await emit(house(['US']), `countries = '{CA}'`, early);
    // Whatever was published before this one has been taken.
    await emit({ id: newId(), name: 'far', campaignIds: [newId()] }, 'true');
    expect(await ordered()).toMatchObject({ status: 'pending' });
    await shipsTo('CA', 'US');
    expect(await ordered()).toMatchObject({ status: 'complete' });
  });
});

import {
  ChangeCampaign,
  ChangeProduct,
  CreateCampaign,
  CreateCampaignCategory,
  CreateProduct,
  ListCampaigns,
  ListProducts,
  newId,
  ReadCampaign,
  ReadProduct,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

describe('The catalog', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());

  it('tells of every change, so that others know the names', async () => {
    const name = `Renamed ${newId()}`;
    const { version } = await billing.caller.call(ReadCampaign, { id: shop.campaignId });
    const changed = await billing.caller.call(ChangeCampaign, { id: shop.campaignId, name }, testActor(), {
      ifMatch: version,
    });
    expect(changed).toMatchObject({ name, version: version + 1 });
    const event = (await billing.journal()).at(-1);
    expect(event).toMatchObject({
      type: 'billing.campaign.changed',
      data: {
        attributes: {
          id: shop.campaignId,
          name,
          retired: false,
          campaignCategoryId: shop.categoryId,
          currency: 'USD',
        },
      },
    });
  });

  it('refuses an edit that names no version, or an old one', async () => {
    const { id } = await billing.caller.call(CreateCampaignCategory, { name: newId() });
    const campaign = await billing.caller.call(CreateCampaign, {
      name: newId(),
      categoryId: id,
      baseCurrency: 'EUR',
      countries: [],
      captureAt: 'sale',
    });
    const edit = { id: campaign.id, retired: true };
    expect(await billing.caller.refusal(ChangeCampaign, edit)).toBe('request.version_required');
    expect(await billing.caller.refusal(ChangeCampaign, edit, testActor(), { ifMatch: 7 })).toBe(
      'request.stale',
    );
    await billing.caller.call(ChangeCampaign, edit, testActor(), { ifMatch: campaign.version });
    expect(
      await billing.caller.refusal(ChangeCampaign, edit, testActor(), { ifMatch: campaign.version }),
    ).toBe('request.stale');
  });

  it('refuses a name that is taken, in whatever case', async () => {
    const name = `Taken ${newId()}`;
    await billing.caller.call(CreateCampaignCategory, { name });
    expect(await billing.caller.refusal(CreateCampaignCategory, { name: name.toUpperCase() })).toBe(
      'billing.name_taken',
    );
  });

  it('keeps the price points that a change leaves out, retired', async () => {
    const product = await billing.caller.call(ReadProduct, { id: shop.productId });
    const [first] = product.pricePoints;
    const changed = await billing.caller.call(
      ChangeProduct,
      {
        id: product.id,
        pricePoints: [{ id: first?.id, name: 'Once', unitPrice: { amount: '21.00', currency: 'USD' } }],
      },
      testActor(),
      { ifMatch: product.version },
    );
    expect(changed.pricePoints.map(({ retired }) => retired)).toEqual([false, true, true]);
    expect(changed.pricePoints[0]).toMatchObject({
      id: first?.id,
      unitPrice: { amount: '21.00', currency: 'USD' },
    });
    const retired = changed.pricePoints[1]?.id;
    await expect(billing.order(billing.orderInput(shop, {}, retired))).rejects.toMatchObject({
      code: 'billing.reference_retired',
    });
  });

  it('refuses a trial that nothing follows', async () => {
    const point = {
      name: 'Odd',
      unitPrice: { amount: '1.00', currency: 'USD' },
      trial: { days: 3, price: { amount: '0.00', currency: 'USD' } },
    };
    expect(
      await billing.caller.refusal(CreateProduct, { name: newId(), sku: 'X', pricePoints: [point] }),
    ).toBe('billing.price_point_invalid');
  });

  it('is changed by administrators only, and an affiliate sees campaigns of their own', async () => {
    const agent = testActor({ accessLevel: 'cs_agent', username: 'agent' });
    expect(await billing.caller.refusal(CreateCampaignCategory, { name: newId() }, agent)).toBe(
      'request.forbidden',
    );
    const affiliate = testActor({
      accessLevel: 'affiliate',
      username: 'aff',
      campaignIds: [shop.campaignId],
    });
    const { items } = await billing.caller.call(ListCampaigns, {}, affiliate);
    expect(items.map(({ id }) => id)).toEqual([shop.campaignId]);
    expect(await billing.caller.refusal(ReadCampaign, { id: shop.shipmentCampaignId }, affiliate)).toBe(
      'billing.not_found',
    );
    const stranger = testActor({ accessLevel: 'affiliate', username: 'aff' });
    expect((await billing.caller.call(ListCampaigns, {}, stranger)).items).toEqual([]);
  });

  it('is listed by name, page by page, and searched by a part of it', async () => {
    const marker = newId().slice(-6);
    for (const letter of ['c', 'a', 'b']) {
      await billing.caller.call(CreateProduct, {
        name: `${letter} ${marker} 100%`,
        sku: letter,
        pricePoints: [{ name: 'One', unitPrice: { amount: '1.00', currency: 'USD' } }],
      });
    }
    const first = await billing.caller.call(ListProducts, { query: `${marker} 100%`, limit: 2 });
    const second = await billing.caller.call(ListProducts, {
      query: `${marker} 100%`,
      limit: 2,
      cursor: first.nextCursor,
    });
    expect([...first.items, ...second.items].map(({ sku }) => sku)).toEqual(['a', 'b', 'c']);
  });
});

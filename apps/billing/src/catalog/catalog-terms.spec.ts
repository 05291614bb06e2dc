import {
  catalogResources,
  ChangeCampaign,
  ChangeCustomField,
  ChangeDiscount,
  CreateCallCenter,
  CreateCustomField,
  CreateDiscount,
  CreateProduct,
  DeleteCallCenter,
  DeleteCampaign,
  DeleteCampaignCategory,
  DeleteDiscount,
  DeleteProduct,
  ListCallCenters,
  ListCampaignCategories,
  ListCustomFields,
  ListDiscounts,
  ListProducts,
  newId,
  ReadCampaign,
  ReadProduct,
  type CustomFieldView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

const usd = (amount: string) => ({ amount, currency: 'USD' });

describe('What is in the catalog', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());
  const product = (name = newId()) =>
    billing.caller.call(CreateProduct, {
      name,
      sku: 'X',
      pricePoints: [{ name: 'Once', unitPrice: usd('10.00') }],
    });

  it('is deleted while nothing has used it, and others hear that it is not offered any more', async () => {
    const { id, name } = await product();
    await billing.caller.call(DeleteProduct, { id });
    expect(await billing.caller.refusal(ReadProduct, { id })).toBe('billing.not_found');
    expect((await billing.journal()).at(-1)).toMatchObject({
      type: 'billing.product.changed',
      data: { attributes: { id, name, retired: true } },
    });
    expect(await billing.caller.refusal(DeleteProduct, { id })).toBe('billing.not_found');
  });

  it('stays once an order has used it', async () => {
    const discount = await billing.caller.call(CreateDiscount, {
      name: newId(),
      percentOff: 10,
      occurrences: 1,
    });
    const items = [
      { productId: shop.productId, pricePointId: shop.once, quantity: 1, discountId: discount.id },
    ];
    await billing.order(billing.orderInput(shop, { items, status: 'partial', payment: undefined }));
    const fields = await billing.caller.call(ListCustomFields, { query: 'source' });
    const used = [
      [DeleteProduct, shop.productId],
      [DeleteCallCenter, shop.callCenterId],
      [DeleteCampaign, shop.campaignId],
      [DeleteCampaignCategory, shop.categoryId],
      [DeleteDiscount, discount.id],
      [catalogResources.customFields.remove, fields.items[0]?.id],
    ] as const;
    const before = (await billing.journal()).length;
    for (const [remove, id] of used)
      expect(await billing.caller.refusal(remove, { id })).toBe('billing.in_use');
    expect(await billing.journal()).toHaveLength(before);
  });

  it('lets a campaign say how its orders are looked at and its customers written to', async () => {
    const campaign = await billing.caller.call(ReadCampaign, { id: shop.shipmentCampaignId });
    expect(campaign).toMatchObject({
      qaRate: 0,
      addressCheck: false,
      autoresponders: true,
      expressConsent: false,
    });
    const terms = { qaRate: 25, addressCheck: true, autoresponders: false, expressConsent: true };
    const changed = await billing.caller.call(ChangeCampaign, { id: campaign.id, ...terms }, testActor(), {
      ifMatch: campaign.version,
    });
    expect(changed).toMatchObject(terms);
    expect((await billing.journal()).at(-1)).toMatchObject({
      type: 'billing.campaign.changed',
      data: { attributes: { id: campaign.id, autoresponders: false } },
    });
    const off = { ifMatch: changed.version };
    await billing.caller.call(
      ChangeCampaign,
      { id: campaign.id, qaRate: 0, addressCheck: false },
      testActor(),
      off,
    );
    expect(
      await billing.caller.refusal(ChangeCampaign, { id: campaign.id, qaRate: 101 }, testActor(), off),
    ).toBe('request.malformed');
  });

  it('takes a discount off a line and tells its name and occurrences with the sale', async () => {
    const name = `Spring ${newId().slice(-6)}`;
    const { id, version } = await billing.caller.call(CreateDiscount, {
      name,
      amountOff: usd('5.00'),
      occurrences: 3,
    });
    const items = [{ productId: shop.productId, pricePointId: shop.monthly, quantity: 2, discountId: id }];
    const order = await billing.order(billing.orderInput(shop, { items }));
    expect(order.items[0]).toMatchObject({
      unitPrice: usd('39.90'),
      price: usd('74.80'),
      discount: { id, name, occurrences: 3 },
    });
    expect(billing.processor.effectsOf(order.orderNumber)).toMatchObject([{ amount: '74.80' }]);
    expect((await billing.eventsOf(order.id))[0]?.data.attributes).toMatchObject({
      discountName: name,
      discountOccurrences: 3,
    });
    const retire = { id, retired: true, percentOff: 50 };
    const changed = await billing.caller.call(ChangeDiscount, retire, testActor(), { ifMatch: version });
    expect(changed).toMatchObject({ retired: true, percentOff: 50 });
    expect(changed.amountOff).toBeUndefined();
    await expect(billing.order(billing.orderInput(shop, { items }))).rejects.toMatchObject({
      code: 'billing.reference_retired',
    });
  });

  it('refuses a discount of nothing, of two kinds, or in another currency', async () => {
    const make = (changes: object) =>
      [CreateDiscount, { name: newId(), occurrences: 1, ...changes }] as const;
    expect(await billing.caller.refusal(...make({}))).toBe('billing.discount_invalid');
    expect(await billing.caller.refusal(...make({ percentOff: 5, amountOff: usd('1.00') }))).toBe(
      'billing.discount_invalid',
    );
    const euros = await billing.caller.call(...make({ amountOff: { amount: '1.00', currency: 'EUR' } }));
    const items = [{ productId: shop.productId, pricePointId: shop.once, quantity: 1, discountId: euros.id }];
    await expect(billing.order(billing.orderInput(shop, { items }))).rejects.toMatchObject({
      code: 'billing.currency_mismatch',
    });
  });

  describe('as an order custom field', () => {
    const define = (changes: object): Promise<CustomFieldView> =>
      billing.caller.call(CreateCustomField, {
        name: `Field ${newId().slice(-8)}`,
        type: 'text',
        ...changes,
      });
    const withFields = (customFields: object, changes: object = {}) =>
      billing.order(billing.orderInput(shop, { customFields, ...changes }));

    it('is written in one way, under its own name', async () => {
      const number = await define({ type: 'number' });
      const choice = await define({ type: 'choice', choices: ['Red', 'Blue'] });
      const order = await withFields({ [number.name.toUpperCase()]: '012.50', [choice.name]: 'Blue' });
      expect(order.customFields).toEqual({ [number.name]: '12.5', [choice.name]: 'Blue' });
      expect((await billing.eventsOf(order.id))[0]?.data.attributes.customFieldsSet).toEqual(
        order.customFields,
      );
    });

    it('is refused with every fault named, and nothing is charged', async () => {
      const number = await define({ type: 'number' });
      const other = await define({ campaignIds: [shop.shipmentCampaignId] });
      const asked = billing.processor.asked;
      await expect(
        withFields({ [number.name]: 'many', [other.name]: 'x', Nonsense: 'x' }),
      ).rejects.toMatchObject({
        code: 'billing.custom_field_invalid',
        facts: {
          errors: [
            { field: `customFields.${number.name}`, message: 'must be a number such as 12.5' },
            { field: `customFields.${other.name}`, message: "is not one of the campaign's" },
            { field: 'customFields.Nonsense', message: 'is not a custom field' },
          ],
        },
      });
      expect(billing.processor.asked).toBe(asked);
    });

    it('is needed by an order that is completed where it is required, and not while it is partial', async () => {
      const field = await define({ required: true, campaignIds: [shop.campaignId] });
      await expect(withFields({})).rejects.toMatchObject({ code: 'billing.custom_field_invalid' });
      expect(await withFields({}, { status: 'partial', payment: undefined })).toMatchObject({
        status: 'partial',
      });
      await billing.caller.call(ChangeCustomField, { id: field.id, retired: true }, testActor(), {
        ifMatch: field.version,
      });
      await expect(withFields({ [field.name]: 'x' })).rejects.toMatchObject({
        code: 'billing.custom_field_invalid',
      });
      expect(await withFields({})).toMatchObject({ status: 'complete' });
    });

    it('has choices if and only if it is a choice, and campaigns that exist', async () => {
      const make = (changes: object) =>
        [CreateCustomField, { name: newId(), type: 'text', ...changes }] as const;
      expect(await billing.caller.refusal(...make({ type: 'choice' }))).toBe('billing.custom_field_invalid');
      expect(await billing.caller.refusal(...make({ choices: ['a'] }))).toBe('billing.custom_field_invalid');
      expect(await billing.caller.refusal(...make({ campaignIds: [newId()] }))).toBe(
        'billing.unknown_reference',
      );
    });
  });

  it('is seen by an affiliate only where orders of their campaigns use it', async () => {
    const unused = await product();
    const elsewhere = await billing.caller.call(CreateCallCenter, { name: newId() });
    await billing.order(billing.orderInput(shop));
    const affiliate = testActor({
      accessLevel: 'affiliate',
      username: 'aff',
      campaignIds: [shop.campaignId],
    });
    const seen = async (list: Parameters<typeof billing.caller.call>[0], actor = affiliate) =>
      ((await billing.caller.call(list, {}, actor)) as { items: { id: string }[] }).items.map(({ id }) => id);
    expect(await seen(ListProducts)).toEqual([shop.productId]);
    expect(await seen(ListCallCenters)).toEqual([shop.callCenterId]);
    expect(await seen(ListCampaignCategories)).toEqual([shop.categoryId]);
    expect(await billing.caller.refusal(ReadProduct, { id: unused.id }, affiliate)).toBe('billing.not_found');
    expect(
      await billing.caller.refusal(catalogResources.callCenters.read, { id: elsewhere.id }, affiliate),
    ).toBe('billing.not_found');
    const stranger = testActor({ accessLevel: 'affiliate', username: 'aff', campaignIds: [] });
    for (const list of [ListProducts, ListCallCenters, ListCampaignCategories, ListDiscounts])
      expect(await seen(list, stranger)).toEqual([]);
    const rep = testActor({ accessLevel: 'sales_rep', username: 'rep', campaignIds: [shop.campaignId] });
    expect(await seen(ListProducts, rep)).toContain(unused.id);
  });
});

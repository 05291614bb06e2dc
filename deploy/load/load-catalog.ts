import type { CampaignView, CustomFieldView, ProductView } from '@daybook/contracts';
import type { DemoClient } from '../clients/demo-client';

/** What is sold while a load is played, where and through whom. */
export interface LoadCatalog {
  campaigns: CampaignView[];
  products: ProductView[];
  callCenterIds: string[];
}

const CAMPAIGNS = [
  { name: 'Glow', category: 'Beauty', baseCurrency: 'USD', countries: ['US', 'CA'], captureAt: 'shipment' },
  { name: 'Glow Europe', category: 'Beauty', baseCurrency: 'EUR', countries: [], captureAt: 'sale' },
  { name: 'Vital Daily', category: 'Wellness', baseCurrency: 'USD', countries: [], captureAt: 'sale' },
];

const PRODUCTS = [
  { name: 'Radiance Serum', sku: 'RAD-30', price: '39.90' },
  { name: 'Vitamin C Complex', sku: 'VCC-60', price: '24.50', trial: '4.95' },
  { name: 'Sleep Gummies', sku: 'SLG-90', price: '19.00', once: true },
];

const CALL_CENTERS = ['Springfield', 'Toronto', 'Online'];

/**
 * Makes the catalog, or finds it where it stands already.
 *
 * @param mark tells catalogs apart that stand beside each other
 */
export async function setUpCatalog(admin: DemoClient, mark?: string): Promise<LoadCatalog> {
  const marked = (text: string, between = ' '): string =>
    mark === undefined ? text : `${text}${between}${mark}`;
  const campaigns = await makeCampaigns(admin, marked);
  await admin.makeOrFind<CustomFieldView>(
    '/custom-fields',
    { name: 'Source', type: 'text' },
    ({ name }) => name === 'Source',
  );
  const products = PRODUCTS.map(({ name, sku, price, trial, once }) =>
    admin.post<ProductView>(marked(`product-${sku}`), '/products', {
      name: marked(name),
      sku: marked(sku, '-'),
      shipped: true,
      pricePoints: ['USD', 'EUR'].map((currency) => ({
        name: once ? `Single, ${currency}` : `Monthly, ${currency}`,
        unitPrice: { amount: price, currency },
        ...(once ? {} : { cycle: { unit: 'month', count: 1 } }),
        ...(trial === undefined ? {} : { trial: { days: 14, price: { amount: trial, currency } } }),
      })),
    }),
  );
  const callCenters = CALL_CENTERS.map((name) =>
    admin.post<{ id: string }>(marked(`call-center-${name}`), '/call-centers', { name: marked(name) }),
  );
  return {
    campaigns,
    products: await Promise.all(products),
    callCenterIds: (await Promise.all(callCenters)).map(({ id }) => id),
  };
}

async function makeCampaigns(admin: DemoClient, marked: (text: string) => string): Promise<CampaignView[]> {
  const categories = new Map<string, string>();
  const campaigns: CampaignView[] = [];
  for (const { category, ...campaign } of CAMPAIGNS) {
    if (!categories.has(category)) {
      const made = await admin.post<{ id: string }>(marked(`category-${category}`), '/campaign-categories', {
        name: marked(category),
      });
      categories.set(category, made.id);
    }
    campaigns.push(
      await admin.post<CampaignView>(marked(`campaign-${campaign.name}`), '/campaigns', {
        ...campaign,
        name: marked(campaign.name),
        categoryId: categories.get(category),
      }),
    );
  }
  return campaigns;
}

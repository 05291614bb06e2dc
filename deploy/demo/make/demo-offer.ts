/** The currencies in which the demonstration sells. */
export const CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** Who bills the purchases of a campaign: we, or an engine. */
export const ENGINES = { evergreen: 'Monthly subscriptions', northpay: 'Cards of the Night Rest line' };
export type EngineName = keyof typeof ENGINES;

/** Who ships, and by which rules. */
export const HOUSES = {
  northwind: { default: true, timeZone: 'America/Chicago' },
  harbor: { bundlingMinutes: 120, timeZone: 'Europe/Lisbon' },
};
export type HouseName = keyof typeof HOUSES;

/** A campaign as it is made, who bills and ships for it, and how much of the trade is its. */
export interface CampaignOffer {
  readonly name: string;
  readonly category: string;
  readonly baseCurrency: Currency;
  readonly countries: readonly string[];
  readonly captureAt: 'sale' | 'shipment';
  readonly engine?: EngineName;
  readonly house: HouseName;
  readonly weight: number;
  readonly products: readonly ProductKey[];
  readonly settings?: object;
}

export const CAMPAIGNS = {
  glow: {
    ...{
      name: 'Glow',
      category: 'Beauty',
      baseCurrency: 'USD',
      countries: ['US', 'CA'],
      captureAt: 'shipment',
    },
    ...{ house: 'northwind', weight: 22, products: ['serum', 'collagen', 'club'] },
  },
  glowEurope: {
    ...{ name: 'Glow Europe', category: 'Beauty', baseCurrency: 'EUR', countries: [], captureAt: 'sale' },
    ...{ house: 'harbor', weight: 16, products: ['serum', 'collagen', 'vitamin'] },
  },
  glowUk: {
    ...{ name: 'Glow UK', category: 'Beauty', baseCurrency: 'GBP', countries: ['GB'], captureAt: 'sale' },
    ...{ house: 'harbor', weight: 9, products: ['serum', 'vitamin'], engine: 'evergreen' },
  },
  vital: {
    ...{ name: 'Vital Daily', category: 'Wellness', baseCurrency: 'USD', countries: [], captureAt: 'sale' },
    ...{ house: 'northwind', weight: 16, products: ['vitamin', 'gummies', 'club'] },
  },
  vitalEuropa: {
    ...{
      name: 'Vital Europa',
      category: 'Wellness',
      baseCurrency: 'EUR',
      countries: [],
      captureAt: 'shipment',
    },
    ...{ house: 'harbor', weight: 9, products: ['vitamin', 'collagen'], settings: { expressConsent: true } },
  },
  vitalJapan: {
    ...{
      name: 'バイタル・デイリー',
      category: 'Wellness',
      baseCurrency: 'JPY',
      countries: ['JP'],
      captureAt: 'sale',
    },
    ...{ house: 'northwind', weight: 8, products: ['vitamin', 'gummies'], engine: 'evergreen' },
  },
  nightRest: {
    ...{
      name: 'Night Rest TV',
      category: 'Sleep',
      baseCurrency: 'USD',
      countries: ['US', 'CA'],
      captureAt: 'sale',
    },
    ...{ house: 'northwind', weight: 10, products: ['gummies', 'collagen'], engine: 'northpay' },
    settings: { qaRate: 15, addressCheck: true },
  },
  slim: {
    ...{ name: 'Slim Trial', category: 'Wellness', baseCurrency: 'USD', countries: [], captureAt: 'sale' },
    ...{ house: 'northwind', weight: 10, products: ['slim'] },
  },
} as const satisfies Record<string, CampaignOffer>;
export type CampaignKey = keyof typeof CAMPAIGNS;

/** A product as it is sold: what one costs in each currency. */
export interface ProductOffer {
  readonly name: string;
  readonly sku: string;
  readonly prices: Record<Currency, string>;
  readonly trial?: { readonly days: number; readonly prices: Record<Currency, string> };
  readonly cycle?: object;
  readonly options?: readonly string[];
  readonly membershipName?: string;
}

const MONTHLY = { unit: 'month', count: 1 };

export const PRODUCTS = {
  serum: {
    ...{ name: 'Radiance Serum', sku: 'RAD-30', cycle: MONTHLY, options: ['Day', 'Night'] },
    prices: { USD: '39.90', EUR: '36.90', GBP: '32.90', JPY: '5900' },
  },
  vitamin: {
    ...{ name: 'Vitamin C Complex', sku: 'VCC-60', cycle: MONTHLY },
    prices: { USD: '24.50', EUR: '22.50', GBP: '19.50', JPY: '3600' },
    trial: { days: 14, prices: { USD: '4.95', EUR: '4.95', GBP: '3.95', JPY: '700' } },
  },
  gummies: {
    ...{ name: 'Sleep Gummies', sku: 'SLG-90', options: ['Blueberry', 'Peach'] },
    prices: { USD: '19.00', EUR: '18.00', GBP: '16.00', JPY: '2800' },
  },
  collagen: {
    ...{ name: 'Marine Collagen', sku: 'MAC-28', cycle: { unit: 'day', count: 28, finalCycle: 3 } },
    prices: { USD: '44.00', EUR: '42.00', GBP: '37.00', JPY: '6500' },
  },
  slim: {
    ...{ name: 'Slim Tea', sku: 'SLT-20', cycle: MONTHLY },
    prices: { USD: '79.00', EUR: '75.00', GBP: '66.00', JPY: '11800' },
    trial: { days: 7, prices: { USD: '2.95', EUR: '2.95', GBP: '2.50', JPY: '400' } },
  },
  club: {
    ...{ name: 'Glow Club Box', sku: 'GCB-01', cycle: MONTHLY, membershipName: 'Glow Club' },
    prices: { USD: '29.00', EUR: '27.00', GBP: '24.00', JPY: '4300' },
  },
} as const satisfies Record<string, ProductOffer>;
export type ProductKey = 'serum' | 'vitamin' | 'gummies' | 'collagen' | 'slim' | 'club';

import type {
  CustomerView,
  FulfillmentView,
  OrderView,
  Page,
  PaymentMethodView,
  ProductView,
  PurchaseView,
} from '@daybook/contracts';
import { type HttpClient } from '../../clients/http-client';
import { CAMPAIGNS, type CampaignKey, type CampaignOffer, type ProductKey } from './demo-offer';
import { makeBuyer, type Buyer } from './demo-places';
import { soon, type Colleague, type DemoWorld } from './demo-world';
import type { Draw } from './draw';

const SOURCES = ['TV', 'TV', 'Web', 'Web', 'Web', 'Radio', 'Friend'];

/** What is chosen of a sale, where it is not drawn. */
export interface SaleChoice {
  readonly campaign?: CampaignKey;
  readonly product?: ProductKey;
  readonly token?: string;
  readonly quantity?: number;
  readonly partial?: boolean;
  readonly street?: string;
  readonly discount?: boolean;
}

/** One customer and what they have with the seller. */
export class CustomerLife {
  customer!: CustomerView;
  order!: OrderView;
  readonly campaign: CampaignKey;
  readonly offer: CampaignOffer;
  readonly productKey: ProductKey;
  readonly buyer: Buyer;

  constructor(
    readonly world: DemoWorld,
    readonly number: number,
    readonly draw: Draw,
    readonly choice: SaleChoice = {},
  ) {
    const keys = Object.keys(CAMPAIGNS) as CampaignKey[];
    const weights = keys.map((key) => [CAMPAIGNS[key].weight, key] as const);
    this.campaign = choice.campaign ?? draw.weighted(weights);
    this.offer = CAMPAIGNS[this.campaign];
    this.productKey = choice.product ?? draw.pick(this.offer.products);
    const buyer = makeBuyer(number, this.offer, draw);
    const line1 =
      choice.street === undefined ? buyer.address.line1 : `${draw.below(90) + 1} ${choice.street}`;
    this.buyer = { ...buyer, address: { ...buyer.address, line1 } };
  }

  /** Somebody at work. */
  get agent(): Colleague {
    return this.world.onDuty(this.draw);
  }

  get lead(): Colleague {
    return this.world.leadOnDuty(this.draw);
  }

  get path(): string {
    return `/customers/${this.customer.id}`;
  }

  get product(): ProductView {
    return this.world.product(this.productKey);
  }

  get house(): string {
    return this.offer.house;
  }

  money(amount: string): { amount: string; currency: string } {
    const { baseCurrency: currency } = this.offer;
    return { amount: currency === 'JPY' ? String(Math.round(Number(amount) * 100)) : amount, currency };
  }

  /** Does something as whoever is at work, now. */
  post<T = unknown>(path: string, body: object = {}, by: HttpClient = this.agent.client): Promise<T> {
    return by.post<T>(path, body);
  }

  /** Does something some hours later; it may be too late for it then. */
  later(hours: number, run: () => Promise<unknown>): void {
    this.world.later(hours, async () => void (await run()));
  }

  /** Becomes a customer. */
  async arrive(): Promise<void> {
    const { name, email, phone: number, address, timeZone, language } = this.buyer;
    this.customer = await this.post<CustomerView>('/customers', {
      ...{ name, timeZone, language, marketingConsent: this.draw.chance(60) },
      emails: [{ address: email, primary: true }],
      phones: [{ number, label: 'mobile' }],
      addresses: [{ purpose: 'shipping', ...address }],
      tags: this.draw.chance(8) ? ['vip'] : [],
    });
  }

  /** Orders what was chosen or drawn. */
  async buy(): Promise<OrderView> {
    const { world, draw, choice, buyer, product, offer } = this;
    const pricePoint = product.pricePoints.find(({ unitPrice }) => unitPrice.currency === offer.baseCurrency);
    const option = product.options.length === 0 ? undefined : draw.pick(product.options);
    const discount = (choice.discount ?? draw.chance(15)) ? draw.pick(world.discounts) : undefined;
    const engine = offer.engine === undefined ? undefined : world.engines.get(offer.engine);
    const callCenter = world.callCenters.get(this.agent.callCenter ?? 'Springfield');
    const { name, email, phone, address } = buyer;
    const quantity =
      choice.quantity ??
      draw.weighted([
        [80, 1],
        [15, 2],
        [5, 3],
      ]);
    const token = choice.partial === true ? undefined : (choice.token ?? (await this.card()));
    this.order = await this.post<OrderView>('/orders', {
      ...{
        customerId: this.customer.id,
        campaignId: world.campaign(this.campaign).id,
        callCenterId: callCenter,
      },
      items: [
        {
          ...{ productId: product.id, pricePointId: pricePoint?.id, quantity },
          ...(option && { optionId: option.id }),
          ...(discount && { discountId: discount.id }),
        },
      ],
      shippingAddress: address,
      customer: { name, email, phone, ip: `203.0.113.${this.number % 250}` },
      customFields: { Source: draw.pick(SOURCES) },
      ...(engine === undefined || pricePoint?.cycle === undefined ? {} : { engineId: engine }),
      ...(token === undefined ? { status: 'partial' } : { payment: { token } }),
    });
    return this.order;
  }

  /** A card of the customer's own that works, as the processor's field makes its token. */
  async card(): Promise<string> {
    const { token } = await this.world.processor.post<{ token: string }>('/v1/tokens', {
      number: testNumber(this.draw),
      expMonth: 1 + this.draw.below(12),
      expYear: 2031 + this.draw.below(4),
    });
    return token;
  }

  async purchase(): Promise<PurchaseView> {
    return soon(
      async () => (await this.world.admin.get<Page<PurchaseView>>(`${this.path}/purchases`)).items[0],
    );
  }

  /** Changes what is billed, as it is now. */
  async patchPurchase(change: object): Promise<void> {
    const { id, version } = await this.purchase();
    await this.agent.client.patch(`/purchases/${id}`, change, version);
  }

  /** Does something to the purchase. */
  async toPurchase<T = unknown>(step: string, body: object = {}): Promise<T> {
    const { id } = await this.purchase();
    return this.post<T>(`/purchases/${id}/${step}`, body);
  }

  async withdraw(step: 'cancel' | 'pause' | 'downgrade'): Promise<void> {
    const { id } = await this.purchase();
    await this.agent.client.send('DELETE', `/purchases/${id}/${step}`);
  }

  /** From now on it is charged to another card. */
  async chargeTo(token: string): Promise<void> {
    const { id } = await this.post<PaymentMethodView>(`${this.path}/payment-methods`, { token });
    await this.patchPurchase({ paymentMethod: id });
  }

  async paymentMethod(): Promise<PaymentMethodView> {
    const path = `${this.path}/payment-methods`;
    return soon(async () => (await this.world.admin.get<Page<PaymentMethodView>>(path)).items[0]);
  }

  /** The parcel of the order. */
  async fulfillment(): Promise<FulfillmentView> {
    const path = `/orders/${this.order.id}/fulfillments`;
    return soon(async () => (await this.world.admin.get<Page<FulfillmentView>>(path)).items.at(-1));
  }

  /** The parcel, once its house has it. */
  async sent(): Promise<FulfillmentView> {
    return soon(async () => {
      const made = await this.fulfillment();
      return ['pending', 'pending_shipment', 'shipped'].includes(made.status) ? made : undefined;
    });
  }

  async houseReports(type: string, data: object = {}): Promise<void> {
    const { id } = await this.sent();
    await this.world.houseReports(this.house, id, `fulfillment.${type}`, data);
  }

  /** The engine reports something of the purchase. */
  async engineReports(type: string, data: object = {}): Promise<void> {
    const { id } = await this.purchase();
    await this.world.engineReports(this.offer.engine ?? 'evergreen', type, { purchaseId: id, ...data });
  }

  get isPaid(): boolean {
    return this.order.status === 'complete';
  }

  get isBilledAgain(): boolean {
    return this.order.items[0]?.purchaseId !== undefined;
  }
}

/** A number of a test prefix that nobody has, with its check digit. */
function testNumber(draw: Draw): string {
  const begin = `${draw.pick(['424242', '400000', '555555'])}77${String(draw.below(10_000_000)).padStart(7, '0')}`;
  const sum = [...begin].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${begin}${(10 - (sum % 10)) % 10}`;
}

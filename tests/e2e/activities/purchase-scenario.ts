import type { CampaignView, PaymentMethodView, ProductView, PurchaseView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import type { Scenario } from './scenario';

const USD = (amount: string): object => ({ amount, currency: 'USD' });

/** What a purchase is bought by: which price point and campaign, and who bills it. */
export interface Purchasing {
  point?: 'monthly' | 'twice' | 'trial';
  campaign?: CampaignView;
  /** Whether the world's engine bills it; we do when absent. */
  byEngine?: boolean;
}

/** Things of a stage's world that are sold on subscription, and customers who buy them. */
export class PurchaseScenario {
  private customers = 0;

  private constructor(
    private readonly scenario: Scenario,
    readonly product: ProductView,
    /** Cheaper than the product. */
    readonly smaller: ProductView,
    /** Tries declined cycles again, twice. */
    readonly patient: CampaignView,
    /** Asks for express consent. */
    readonly consenting: CampaignView,
  ) {}

  static async open(scenario: Scenario): Promise<PurchaseScenario> {
    const { admin, seller } = scenario;
    const cycle = { unit: 'month', count: 1 };
    const trial = { days: 7, price: USD('1.00') };
    const sold = (name: string, amount: string) =>
      admin.post<ProductView>('/products', {
        name: `${name} ${seller.mark}`,
        sku: `${name.toUpperCase()}-${seller.mark}`,
        shipped: false,
        options: [{ name: 'Green' }, { name: 'Blue' }],
        pricePoints: [
          { name: 'Monthly', unitPrice: USD(amount), cycle },
          { name: 'Twice', unitPrice: USD(amount), cycle: { ...cycle, finalCycle: 2 } },
          { name: 'Trial', unitPrice: USD(amount), trial, cycle: { ...cycle, finalCycle: 1 } },
        ],
      });
    const profile = await admin.post<{ id: string }>('/recycle-profiles', {
      name: `Patient ${seller.mark}`,
      tries: [{ afterDays: 60, percentOff: 10 }, { afterDays: 60 }],
    });
    const { categoryId } = seller.campaign;
    const campaign = (name: string, changes: object) =>
      admin.post<CampaignView>('/campaigns', {
        name: `${name} ${seller.mark}`,
        ...{ categoryId, baseCurrency: 'USD', countries: ['US'], captureAt: 'sale' },
        ...changes,
      });
    return new PurchaseScenario(
      scenario,
      await sold('Club', '30.00'),
      await sold('Basic', '10.00'),
      await campaign('Patient', { recycleProfileId: profile.id }),
      await campaign('Consent', { expressConsent: true }),
    );
  }

  /** A new customer buys one; it falls due in years, however far other stories turn the clock meanwhile. */
  async buy({ point = 'monthly', campaign, byEngine = false }: Purchasing = {}): Promise<PurchaseView> {
    const { admin, seller } = this.scenario;
    this.customers += 1;
    const customer = await seller.createCustomer(`Pia Purchase ${this.customers} ${seller.mark}`);
    const choice = this.choice(this.product, ['monthly', 'twice', 'trial'].indexOf(point));
    await admin.post('/orders', {
      customerId: customer.id,
      campaignId: (campaign ?? this.patient).id,
      callCenterId: seller.callCenterId,
      items: [{ ...choice, quantity: 1 }],
      payment: { token: 'tok_success' },
      customer: { name: customer.name },
      ...(byEngine ? { engineId: seller.engine.id } : {}),
    });
    return this.patch(await seller.purchaseOf(customer.id), { nextBillDate: '2035-01-31' });
  }

  read(id: string): Promise<PurchaseView> {
    return this.scenario.admin.get<PurchaseView>(`/purchases/${id}`);
  }

  choice({ id, options, pricePoints }: ProductView, point = 0): object {
    return { productId: id, pricePointId: pricePoints[point]?.id, optionId: options[0]?.id };
  }

  /** Something done to it by `POST`; answers it as it is then. */
  post(purchase: PurchaseView, step: string, body: object = {}): Promise<PurchaseView> {
    return this.scenario.admin.post<PurchaseView>(`/purchases/${purchase.id}/${step}`, body);
  }

  async withdraw(purchase: PurchaseView, step: 'pause' | 'cancel' | 'downgrade'): Promise<void> {
    await this.scenario.admin.send('DELETE', `/purchases/${purchase.id}/${step}`);
  }

  async patch(purchase: PurchaseView, change: object): Promise<PurchaseView> {
    const { id } = purchase;
    return this.scenario.admin.patch<PurchaseView>(`/purchases/${id}`, change, (await this.read(id)).version);
  }

  /** From now on it is charged to a card that behaves as its token says. */
  async chargeTo(purchase: PurchaseView, token: string): Promise<PaymentMethodView> {
    const { customerId } = purchase;
    const method = await this.scenario.admin.post<PaymentMethodView>(
      `/customers/${customerId}/payment-methods`,
      {
        token,
      },
    );
    await this.patch(purchase, { paymentMethod: method.id });
    return method;
  }

  /** Has it fall due tomorrow, and turns the clock until it is. */
  async fallDue(purchase: PurchaseView): Promise<void> {
    const tomorrow = new Date(this.scenario.now().getTime() + 86_400_000).toISOString().slice(0, 10);
    this.turnTo((await this.patch(purchase, { nextBillDate: tomorrow })).nextBillAt);
  }

  /** Turns the clock to just after a moment. */
  turnTo(moment: string | undefined): void {
    this.scenario.turnTo(new Date(Date.parse(moment ?? '') + 1_000));
  }

  /** Waits for the moment at which a declined cycle is tried again, another one than before. */
  nextRetry(purchase: PurchaseView, before?: string): Promise<string> {
    return eventually(`purchase ${purchase.id} is going to be tried again`, async () => {
      const { retryAt } = await this.read(purchase.id);
      return retryAt === before ? undefined : retryAt;
    });
  }

  /** Waits until it is in a state. */
  async until(purchase: PurchaseView, status: PurchaseView['status']): Promise<void> {
    await eventually(
      `purchase ${purchase.id} is ${status}`,
      async () => (await this.read(purchase.id)).status === status,
    );
  }

  /** Published by the engine about it. */
  async engineReports(purchase: PurchaseView, type: string, data: object = {}): Promise<void> {
    const { receipt } = await this.scenario.seller.publish(type, { purchaseId: purchase.id, ...data });
    if (receipt?.outcome !== 'accepted') throw new Error(`${type} was answered ${JSON.stringify(receipt)}`);
  }
}

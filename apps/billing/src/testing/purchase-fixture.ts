import {
  CreateCampaign,
  CreateProduct,
  newId,
  ReadCampaign,
  ReadPurchase,
  type DaybookEvent,
  type InstructionEnvelope,
  type ProductView,
  type PurchaseView,
} from '@daybook/contracts';
import { clock, type Environment } from '@daybook/messaging';
import { eventually } from '@daybook/testing';
import { BillingFixture, type Shop } from './billing-fixture';

export const USD = (amount: string): { amount: string; currency: string } => ({ amount, currency: 'USD' });

/** A shop with purchases, and what is told of them. */
export class PurchaseFixture {
  private constructor(
    readonly billing: BillingFixture,
    readonly shop: Shop,
    /** Another product: two options; cheap, dear, quarterly and one-off price points. */
    readonly other: ProductView,
  ) {}

  /** @param environment more of the service's */
  static async open(environment: Environment = {}): Promise<PurchaseFixture> {
    const billing = await BillingFixture.start(environment);
    const cycle = { unit: 'month', count: 1 };
    const other = await billing.caller.call(CreateProduct, {
      name: `Minerals ${newId().slice(-8)}`,
      sku: 'MIN-1',
      options: [{ name: 'Small' }, { name: 'Large' }],
      pricePoints: [
        { name: 'Cheap', unitPrice: USD('20.00'), cycle },
        { name: 'Dear', unitPrice: USD('99.00'), cycle },
        { name: 'Quarterly', unitPrice: USD('20.00'), cycle: { unit: 'month', count: 3 } },
        { name: 'Once', unitPrice: USD('5.00') },
      ],
    });
    return new PurchaseFixture(billing, await billing.openShop(), other);
  }

  stop(): Promise<void> {
    return this.billing.stop();
  }

  read(id: string): Promise<PurchaseView> {
    return this.billing.caller.call(ReadPurchase, { id });
  }

  /** A purchase that the first engine bills. */
  async billedByEngine(pricePointId = this.shop.monthly): Promise<PurchaseView> {
    const order = await this.billing.engineOrder(this.shop, pricePointId);
    return this.read(order.items[0]?.purchaseId ?? '');
  }

  /** A purchase that we bill; its order changed as said. */
  async billedByUs(pricePointId = this.shop.monthly, changes: object = {}): Promise<PurchaseView> {
    const items = [{ productId: this.shop.productId, pricePointId, quantity: 1 }];
    const order = await this.billing.order(this.billing.orderInput(this.shop, { items, ...changes }));
    return this.read(order.items[0]?.purchaseId ?? '');
  }

  /** A price point of the other product. */
  choice(point: number, option = 0): object {
    return {
      productId: this.other.id,
      pricePointId: this.other.pricePoints[point]?.id,
      optionId: this.other.options[option]?.id,
    };
  }

  /** What was told of a purchase since it was bought, without its order and the start of its trial. */
  async reported(purchase: Pick<PurchaseView, 'orderId'>): Promise<DaybookEvent[]> {
    const bought = ['billing.order.completed', 'billing.trial.started', 'billing.payment_method.added'];
    return (await this.billing.eventsOf(purchase.orderId)).filter(({ type }) => !bought.includes(type));
  }

  /** The types of `told`, without the service. */
  async typesOf(purchase: Pick<PurchaseView, 'orderId'>): Promise<string[]> {
    return (await this.reported(purchase)).map(({ type }) => type.replace('billing.', ''));
  }

  /** What its engine was told. */
  async instructionsOf({ id }: Pick<PurchaseView, 'id'>): Promise<InstructionEnvelope[]> {
    const rows = await this.billing.database.query<{ payload: InstructionEnvelope }>(
      `select payload from engine_instruction where payload->'data'->>'purchaseId' = $1 order by created_at, id`,
      [id],
    );
    return rows.map(({ payload }) => payload);
  }

  /** Turns the clock to just after a moment. */
  turnTo(moment: string | undefined): void {
    clock.set(new Date(Date.parse(moment ?? '') + 1_000));
  }

  /** Waits until an activity was told of a purchase so many times. */
  async until(purchase: PurchaseView, type: string, times = 1): Promise<void> {
    await eventually(`${type} is told ${times} times`, async () => {
      const found = (await this.typesOf(purchase)).filter((one) => one === type);
      return found.length >= times;
    });
  }

  /** What was charged for its order, the sale first. */
  chargesOf({ orderNumber }: PurchaseView): string[] {
    return this.billing.processor.effectsOf(orderNumber).map(({ amount }) => amount);
  }

  /** A campaign like the shop's, changed as said. */
  async campaignWith(changes: object): Promise<string> {
    const like = await this.billing.caller.call(ReadCampaign, { id: this.shop.campaignId });
    const { baseCurrency, categoryId, countries, captureAt } = like;
    const made = await this.billing.caller.call(CreateCampaign, {
      name: `Campaign ${newId().slice(-8)}`,
      ...{ baseCurrency, categoryId, countries, captureAt },
      ...changes,
    });
    return made.id;
  }
}

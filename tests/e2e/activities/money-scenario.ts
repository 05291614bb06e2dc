import type { CustomerView, OrderView, Page, PaymentMethodView } from '@daybook/contracts';
import type { Driven } from './drives';
import { Scenario } from './scenario';

/** A shop whose money the stories move. */
export class MoneyScenario {
  private customers = 0;

  private constructor(readonly scenario: Scenario) {}

  static async open(captureAt: 'sale' | 'shipment'): Promise<MoneyScenario> {
    return new MoneyScenario(await Scenario.open({ captureAt }));
  }

  customer(): Promise<CustomerView> {
    const { seller } = this.scenario;
    return seller.createCustomer(`Mo Ney ${seller.mark} ${++this.customers}`);
  }

  /** A sale to a customer of its own. */
  async buy(token = 'tok_success'): Promise<OrderView> {
    return this.scenario.seller.order(await this.customer(), token);
  }

  /** A sale whose charge has settled. */
  async buySettled(token?: string): Promise<OrderView> {
    const order = await this.buy(token);
    await this.scenario.settle();
    return order;
  }

  /** The card that an order was paid with. */
  async cardOf(order: OrderView): Promise<PaymentMethodView> {
    const { items } = await this.scenario.admin.get<Page<PaymentMethodView>>(
      `${pathOf(order)}/payment-methods`,
    );
    const [card] = items;
    if (card === undefined) throw new Error(`order ${order.id} left no card`);
    return card;
  }

  /** An engine tells something of an order that it bills, after what it told before. */
  async reported(
    type: string,
    data: (order: OrderView) => object,
    attributes: object,
    before: readonly string[] = [],
  ): Promise<Driven> {
    const order = await this.buy();
    for (const each of [...before, type]) {
      const { receipt } = await this.scenario.seller.publish(each, data(order));
      expect(receipt).toMatchObject({ outcome: 'accepted' });
    }
    return { customerId: order.customerId, attributes };
  }
}

/** Path of the customer who ordered. */
export function pathOf({ customerId }: OrderView): string {
  return `/customers/${customerId}`;
}

/** Path of the charge of an order. */
export function chargeOf({ payment }: OrderView): string {
  return `/transactions/${payment?.id}`;
}

export function usd(amount: string): { amount: string; currency: string } {
  return { amount, currency: 'USD' };
}

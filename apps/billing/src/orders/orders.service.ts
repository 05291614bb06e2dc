import { Injectable } from '@nestjs/common';
import type {
  Call,
  CompleteOrderInput,
  CreateOrderInput,
  OrderPaymentInput,
  OrderView,
  RerunOrderInput,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { record, UnitOfWork } from '@daybook/persistence';
import { Blacklist } from '../blacklist/blacklist';
import { Campaign } from '../catalog/campaign.entity';
import { chargeableMethod } from '../payment-methods/payment-method.keeping';
import { inScope } from '../scope';
import { contextOfOrder, nameOf, productNamesOf } from './order.context';
import { OrderChecks } from './order.checks';
import { OrderFields } from './order.custom-fields';
import { OrderCustomers } from './order.customers';
import { Order } from './order.entity';
import { expectNothingOpen, lockedOrder, shownOrder } from './order.loading';
import { OrderPayment } from './order.payment';
import { placeOrder } from './order.placing';
import { reserveReferences } from './order.references';

/** Orders are made, and paid: at once, later, or again. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payment: OrderPayment,
    private readonly checks: OrderChecks,
    private readonly customers: OrderCustomers,
    private readonly blacklist: Blacklist,
    private readonly clock: Clock,
  ) {}

  async create(input: CreateOrderInput, call: Call): Promise<OrderView> {
    await this.customers.expectKnown(input.customerId, call);
    if (input.status === 'partial') return this.savePartial(input, call);
    const checked = await this.checks.ofNew(input, call);
    const payment = await this.byToken(input.payment, input.customerId);
    const bin = await this.blacklist.binOf(payment?.token);
    return this.payment.pay(call, async (em) => {
      const order = await placeOrder(em, input, call, this.clock.now());
      await this.blacklist.expectWelcome(em, order, bin);
      return this.payment.begin(em, order, payment, checked, call);
    });
  }

  async complete(input: CompleteOrderInput, call: Call): Promise<OrderView> {
    const checked = await this.checks.ofKnown(input, 'partial', call);
    const known = await this.known(input.id, call);
    const payment = await this.byToken(input.payment, known?.customerId);
    const bin = await this.blacklist.binOf(payment?.token);
    return this.payment.pay(call, async (em) => {
      const order = await lockedOrder(em, input.id, call);
      const campaign = await em.findOneOrFail(Campaign, { id: order.campaignId });
      order.shipTo(input.shippingAddress, campaign);
      await this.blacklist.expectWelcome(em, order, bin);
      await expectNothingOpen(em, order);
      order.expectStatus('partial', 'completed');
      (await OrderFields.of(em, campaign.id)).expectComplete(order.customFields);
      return this.payment.begin(em, order, payment, checked, call);
    });
  }

  /** Another try of a declined order, with another payment or the same one. */
  async rerun(input: RerunOrderInput, call: Call): Promise<OrderView> {
    const checked = await this.checks.ofKnown(input, 'declined', call);
    const known = await this.known(input.id, call);
    const payment = await this.byToken(input.payment ?? paymentOf(known), known?.customerId);
    const bin = await this.blacklist.binOf(payment?.token);
    return this.payment.pay(call, async (em) => {
      const order = await lockedOrder(em, input.id, call);
      await this.blacklist.expectWelcome(em, order, bin);
      await expectNothingOpen(em, order);
      order.expectStatus('declined', 'run again');
      (await OrderFields.of(em, order.campaignId)).expectComplete(order.customFields);
      await reserveReferences(em, order);
      return this.payment.begin(em, order, payment, checked, call);
    });
  }

  /** An order, before it is locked; null for one that is out of scope too. */
  private async known(id: string, call: Call): Promise<Order | null> {
    const order = await this.work.read((em) => em.findOne(Order, { id }));
    return order !== null && inScope(call.actor, 'orders.view', order.campaignId) ? order : null;
  }

  /**
   * A payment with the token of the kept method that it names. Where the order is not known, that is said first.
   * @throws DomainError `billing.payment_method_unusable`
   */
  private async byToken(
    payment: OrderPaymentInput | undefined,
    customerId: string | undefined,
  ): Promise<OrderPaymentInput | undefined> {
    const id = payment?.paymentMethodId;
    if (id === undefined || customerId === undefined) return payment;
    const { token } = await this.work.read((em) =>
      chargeableMethod(em, customerId, id, 'payment.paymentMethodId'),
    );
    return { token };
  }

  private savePartial(input: CreateOrderInput, call: Call): Promise<OrderView> {
    return this.work.command(call, async (em) => {
      const order = await placeOrder(em, input, call, this.clock.now());
      await this.blacklist.expectWelcome(em, order, null);
      record(em, 'billing.order.partial_saved', {
        call,
        context: contextOfOrder(order),
        attributes: { productNames: productNamesOf(order), orderId: order.id, ...order.tellFields() },
        about: { orderId: order.id },
        personal: nameOf(order),
      });
      return shownOrder(em, order);
    });
  }
}

/** How an order was paid the last time. */
function paymentOf(order: Order | null): OrderPaymentInput | undefined {
  if (order === null) return undefined;
  const { paymentToken, outsidePayment } = order;
  if (paymentToken !== null) return { token: paymentToken };
  return outsidePayment === null ? undefined : { outside: outsidePayment };
}

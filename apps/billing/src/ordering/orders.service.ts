import { Injectable } from '@nestjs/common';
import type {
  Call,
  CompleteOrderInput,
  CreateOrderInput,
  CustomerView,
  OrderPaymentInput,
  OrderView,
  RerunOrderInput,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { record, UnitOfWork } from '@daybook/persistence';
import { Blacklist } from './blacklist/blacklist';
import { Campaign } from '../catalog/campaign.entity';
import { Product } from '../catalog/product.entity';
import { PaymentMethodsService } from '../payments/methods/payment-methods.service';
import { PaymentMethod } from '../payments/methods/payment-method.entity';
import { Transaction } from '../payments/transaction.entity';
import { contextOfOrder, nameOf, productNamesOf } from '../orders/order-context';
import { OrderChecks } from './order-checks';
import { OrderFields } from './order-custom-fields';
import { buyerOf, OrderCustomers, shippingAddressOf } from '../orders/order-customers';
import { Order } from '../orders/order.entity';
import { lockedOrder } from '../orders/locked-order';
import { expectNothingOpen, orderWithPayment } from '../payments/order-payments';
import { OrderPayment } from './order-payment';
import { placeOrder } from './order-placing';
import { reserveReferences } from '../orders/order-references';

/** Orders are made, and paid: at once, later, or again. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payment: OrderPayment,
    private readonly checks: OrderChecks,
    private readonly customers: OrderCustomers,
    private readonly blacklist: Blacklist,
    private readonly methods: PaymentMethodsService,
    private readonly clock: Clock,
  ) {}

  async create(asked: CreateOrderInput, call: Call): Promise<OrderView> {
    const customer = await this.customers.expectCustomer(asked.customerId, call);
    const input = customer === null ? asked : await this.completed(asked, customer);
    if (input.status === 'partial') return this.savePartial(input, call, customer);
    const checked = await this.checks.ofNew(input, call);
    const bin = await this.binOf(input.payment, input.customerId);
    return this.payment.pay(call, async (em) => {
      const order = await placeOrder(em, input, call, this.clock.now());
      await this.blacklist.expectWelcome(em, order, bin, customer);
      return this.payment.begin(em, order, input.payment, checked, call);
    });
  }

  async complete(input: CompleteOrderInput, call: Call): Promise<OrderView> {
    const checked = await this.checks.ofKnown(input, 'partial', call);
    const known = await this.work.read((em) => em.findOne(Order, { id: input.id }));
    const bin = await this.binOf(input.payment, known?.customerId);
    const customer = known && (await this.customers.recordOf(known.customerId, call));
    return this.payment.pay(call, async (em) => {
      const order = await lockedOrder(em, input.id, call);
      const campaign = await em.findOneOrFail(Campaign, { id: order.campaignId });
      order.shipTo(input.shippingAddress, campaign);
      await this.blacklist.expectWelcome(em, order, bin, customer);
      await expectNothingOpen(em, order);
      order.expectStatus('partial', 'completed');
      (await OrderFields.of(em, campaign.id)).expectComplete(order.customFields);
      return this.payment.begin(em, order, input.payment, checked, call);
    });
  }

  /** Another try of a declined order, with another payment or the same one. */
  async rerun(input: RerunOrderInput, call: Call): Promise<OrderView> {
    const checked = await this.checks.ofKnown(input, 'declined', call);
    const known = await this.work.read((em) => em.findOne(Order, { id: input.id }));
    const payment = input.payment ?? (await this.paymentOf(known));
    const bin = await this.binOf(payment, known?.customerId);
    const customer = known && (await this.customers.recordOf(known.customerId, call));
    return this.payment.pay(call, async (em) => {
      const order = await lockedOrder(em, input.id, call);
      await this.blacklist.expectWelcome(em, order, bin, customer);
      await expectNothingOpen(em, order);
      order.expectStatus('declined', 'run again');
      (await OrderFields.of(em, order.campaignId)).expectComplete(order.customFields);
      await reserveReferences(em, order);
      return this.payment.begin(em, order, payment, checked, call);
    });
  }

  /** What a request does not say of the buyer is as the customer's record has it; where to, if anything is shipped. */
  private async completed(input: CreateOrderInput, record: CustomerView): Promise<CreateOrderInput> {
    const filled = { ...input, customer: input.customer ?? buyerOf(record) };
    const address = shippingAddressOf(record);
    if (input.shippingAddress !== undefined || address === undefined) return filled;
    const productIds = input.items.map(({ productId }) => productId);
    const shipped = await this.work.read((em) =>
      em.count(Product, { id: { $in: productIds }, shipped: true }),
    );
    return shipped === 0 ? filled : { ...filled, shippingAddress: address };
  }

  private savePartial(
    input: CreateOrderInput,
    call: Call,
    customer: CustomerView | null,
  ): Promise<OrderView> {
    return this.work.command(call, async (em) => {
      const order = await placeOrder(em, input, call, this.clock.now());
      await this.blacklist.expectWelcome(em, order, null, customer);
      record(em, 'billing.order.partial_saved', {
        call,
        context: contextOfOrder(order),
        attributes: {
          productNames: productNamesOf(order),
          orderId: order.id,
          ...order.unrecordedCustomFields(),
        },
        about: { orderId: order.id },
        personal: nameOf(order),
      });
      return orderWithPayment(em, order);
    });
  }

  /**
   * What a payment's card begins with, where that matters; a kept card that cannot be used is refused when the order is
   * begun to be paid.
   * @throws DomainError `billing.token_unknown`
   */
  private async binOf(payment: OrderPaymentInput | undefined, customerId?: string): Promise<string | null> {
    const { token, paymentMethodId: id } = payment ?? {};
    if (customerId === undefined) return this.blacklist.binOf(token);
    await this.methods.expectToken(customerId, token);
    if (id === undefined) return this.blacklist.binOf(token);
    const method = await this.work.read((em) => em.findOne(PaymentMethod, { id, customerId }));
    return this.blacklist.binOf(method?.token);
  }

  /** How an order was paid the last time: a kept card by itself, since another one may have taken its place. */
  private async paymentOf(order: Order | null): Promise<OrderPaymentInput | undefined> {
    if (order === null) return undefined;
    const { paymentToken, outsidePayment, paymentId: id } = order;
    if (outsidePayment !== null) return { outside: outsidePayment };
    if (paymentToken === null) return undefined;
    const last = id === null ? null : await this.work.read((em) => em.findOne(Transaction, { id }));
    if (last?.paymentMethodId) return { paymentMethodId: last.paymentMethodId };
    // One that was closed or removed meanwhile is charged only where the customer gives it anew.
    const { customerId } = order;
    const kept = await this.work.read((em) =>
      em.findOne(PaymentMethod, { customerId, token: paymentToken, status: { $ne: 'active' } }),
    );
    return kept === null ? { token: paymentToken } : { paymentMethodId: kept.id };
  }
}

import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DomainError, isZero, type Call, type OrderPaymentInput, type OrderView } from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { Campaign } from '../catalog/campaign.entity';
import { chargeableMethod } from '../payments/methods/kept-payment-methods';
import { billedPurchases } from '../purchases/billed-purchases';
import { PaymentsService, type BegunPayments } from '../payments/payments.service';
import { initiatorOf } from '../payments/initiator';
import { Transaction } from '../payments/transaction.entity';
import { applyChecks, type CheckedOrder } from './order-checks';
import { Order } from '../orders/order.entity';
import { orderWithPayment } from '../payments/order-payments';
import { qaCauseOf } from './order-qa';
import { shippingDeclined } from './order-shipping';
import { passOrder } from './order-outcome';

/** What a paying command has committed before the processor is called. */
interface BegunOrder extends BegunPayments {
  orderId: string;
}

/** Pays orders: new ones, partial ones and declined ones. */
@Injectable()
export class OrderPayment {
  constructor(
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `billing.payment_unknown` */
  pay(call: Call, begin: (em: EntityManager) => Promise<BegunOrder>): Promise<OrderView> {
    return this.payments.complete(call, begin, async (em, { orderId }) =>
      orderWithPayment(em, await em.findOneOrFail(Order, { id: orderId })),
    );
  }

  /**
   * Begins the payment of an order that was found to be payable.
   * @throws DomainError `billing.payment_missing`, `billing.payment_method_unusable`, `billing.address_missing`
   */
  async begin(
    em: EntityManager,
    order: Order,
    payment: OrderPaymentInput | undefined,
    checked: CheckedOrder,
    call: Call,
  ): Promise<BegunOrder> {
    order.expectPayable();
    applyChecks(em, order, checked, call);
    const outside = payment?.outside;
    const free = isZero(order.price);
    expectPayment(order, payment, free);
    const method =
      payment?.paymentMethodId === undefined
        ? null
        : await chargeableMethod(em, order.customerId, payment.paymentMethodId, 'payment.paymentMethodId');
    order.paymentToken = method?.token ?? payment?.token ?? null;
    order.outsidePayment = outside === undefined || free ? null : { ...outside };
    const campaign = await em.findOneOrFail(Campaign, { id: order.campaignId });
    order.qaCause = qaCauseOf(order, campaign, checked, await shippingDeclined(em, order));
    const initiator = initiatorOf(call);
    if (free || outside !== undefined) {
      await passOrder(em, order, initiator);
      await em.flush();
      if (method !== null) await billedPurchases.billTo(em, order.id, method);
      return { orderId: order.id, transactionIds: [] };
    }
    const transaction = Transaction.begin(order.captureAt === 'sale' ? 'sale' : 'authorize', order, {
      amount: order.price,
      initiator,
      now: this.clock.now(),
      nextTryAt: this.payments.recoveryTime(),
      ...(method === null ? {} : { paymentMethodId: method.id }),
    });
    order.paymentId = transaction.id;
    await em.flush();
    em.persist(transaction);
    return { orderId: order.id, transactionIds: [transaction.id] };
  }
}

/** Whoever bills what recurs needs a card for it: only engines have their own. */
function expectPayment(order: Order, payment: OrderPaymentInput | undefined, free: boolean): void {
  const weBill = order.recurs && order.engineId === null;
  const card = payment?.token ?? payment?.paymentMethodId;
  if (card !== undefined || (!weBill && (free || payment?.outside !== undefined))) return;
  throw new DomainError('billing.payment_missing', {
    errors: [
      {
        field: 'payment',
        message: payment?.outside === undefined ? 'is needed' : 'must be a card: something recurs',
      },
    ],
  });
}

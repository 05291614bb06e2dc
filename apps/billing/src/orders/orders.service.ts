import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  isZero,
  type Call,
  type CancelOrderInput,
  type CompleteOrderInput,
  type CreateOrderInput,
  type OrderView,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { record, UnitOfWork } from '@daybook/persistence';
import { Blacklist } from '../blacklist/blacklist';
import { Campaign } from '../catalog/campaign.entity';
import { settle } from '../payments/payment.outcomes';
import { PaymentsService } from '../payments/payments.service';
import { cancelPurchase } from '../purchases/purchase.life';
import { Purchase } from '../purchases/purchase.entity';
import { inScope } from '../scope';
import { madeByCall } from '../transactions/made-by';
import { Transaction } from '../transactions/transaction.entity';
import { contextOfOrder, nameOf, productNamesOf } from './order.context';
import { heed, OrderChecks } from './order.checks';
import { OrderFields } from './order.custom-fields';
import { OrderCustomers } from './order.customers';
import { Order } from './order.entity';
import { orderView } from './order.views';
import { placeOrder } from './order.placing';
import { completeSale } from './sale.outcome';

/** What a paying command has committed before the processor is called. */
interface Progress {
  orderId: string;
  /** Null: nothing is to be paid. */
  transactionId: string | null;
}

/** What people do with orders. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly checks: OrderChecks,
    private readonly customers: OrderCustomers,
    private readonly blacklist: Blacklist,
    private readonly clock: Clock,
  ) {}

  async create(input: CreateOrderInput, call: Call): Promise<OrderView> {
    await this.customers.expectKnown(input.customerId, call);
    if (input.status === 'partial') return this.savePartial(input, call);
    const checked = await this.checks.ofNew(input, call);
    const bin = await this.blacklist.binOf(input.payment?.token);
    return this.pay(call, async (em) => {
      const order = await placeOrder(em, input, call, this.clock.now());
      await this.blacklist.expectWelcome(em, order, bin);
      heed(em, order, checked, call);
      return this.beginPayment(em, order, input.payment?.token, call);
    });
  }

  async complete(input: CompleteOrderInput, call: Call): Promise<OrderView> {
    const checked = await this.checks.ofPartial(input, call);
    const bin = await this.blacklist.binOf(input.payment.token);
    return this.pay(call, async (em) => {
      const order = await this.locked(em, input.id, call);
      const campaign = await em.findOneOrFail(Campaign, { id: order.campaignId });
      order.shipTo(input.shippingAddress, campaign);
      await this.blacklist.expectWelcome(em, order, bin);
      (await OrderFields.of(em, campaign.id)).expectComplete(order.customFields);
      await this.expectNothingOpen(em, order);
      heed(em, order, checked, call);
      return this.beginPayment(em, order, input.payment.token, call);
    });
  }

  cancel(input: CancelOrderInput, call: Call): Promise<OrderView> {
    return this.work.command(call, async (em) => {
      const order = await this.locked(em, input.id, call);
      await this.expectNothingOpen(em, order);
      order.cancel(input.reason);
      const now = this.clock.now();
      for (const purchase of await em.find(Purchase, { orderId: order.id })) {
        if (purchase.live) await cancelPurchase({ em, order, purchase, call, now }, input.reason);
      }
      record(em, 'billing.order.cancelled', {
        call,
        context: contextOfOrder(order),
        attributes: { productNames: productNamesOf(order), orderId: order.id },
        about: { orderId: order.id },
        personal: { ...nameOf(order), text: input.reason },
      });
      return this.viewOf(em, order);
    });
  }

  private savePartial(input: CreateOrderInput, call: Call): Promise<OrderView> {
    return this.work.command(call, async (em) => {
      const order = await placeOrder(em, input, call, this.clock.now());
      await this.blacklist.expectWelcome(em, order, null);
      record(em, 'billing.order.partial_saved', {
        call,
        context: contextOfOrder(order),
        attributes: {
          productNames: productNamesOf(order),
          orderId: order.id,
          ...(Object.keys(order.customFields).length === 0
            ? {}
            : { customFieldsSet: { ...order.customFields } }),
        },
        about: { orderId: order.id },
        personal: nameOf(order),
      });
      return this.viewOf(em, order);
    });
  }

  /** Commits what is begun, calls the processor, commits what came of it: each step can be the last one of a process. */
  private async pay(call: Call, begin: (em: EntityManager) => Promise<Progress>): Promise<OrderView> {
    const begun = await this.work.begin<Progress, OrderView>(call, begin);
    if (begun.done) return begun.answer;
    const { orderId, transactionId } = begun.progress;
    const verdict =
      transactionId === null ? null : await this.payments.carryOut(transactionId, begun.resumed, call);
    return this.work.finish(call, async (em) => {
      if (transactionId !== null && verdict !== null) await settle(em, transactionId, verdict);
      return this.viewOf(em, await em.findOneOrFail(Order, { id: orderId }));
    });
  }

  private async beginPayment(
    em: EntityManager,
    order: Order,
    token: string | undefined,
    call: Call,
  ): Promise<Progress> {
    order.expectPayable();
    const free = isZero(order.price);
    if (token === undefined && (!free || (order.recurs && order.engineId === null))) {
      throw new DomainError('billing.payment_missing', {
        errors: [{ field: 'payment', message: 'is needed' }],
      });
    }
    order.paymentToken = token ?? null;
    const madeBy = madeByCall(call);
    if (free) {
      await completeSale(em, order, madeBy);
      return { orderId: order.id, transactionId: null };
    }
    const transaction = Transaction.begin(order.captureAt === 'sale' ? 'sale' : 'authorize', order, {
      amount: order.price,
      madeBy,
      now: this.clock.now(),
      nextTryAt: this.payments.recoveryTime(),
    });
    order.paymentId = transaction.id;
    await em.flush();
    em.persist(transaction);
    return { orderId: order.id, transactionId: transaction.id };
  }

  private async locked(em: EntityManager, id: string, call: Call): Promise<Order> {
    const order = await em.findOne(Order, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (order === null || !inScope(call.actor, 'orders.view', order.campaignId))
      throw new DomainError('billing.not_found');
    return order;
  }

  private async expectNothingOpen(em: EntityManager, order: Order): Promise<void> {
    const open = await em.count(Transaction, { orderId: order.id, outcome: { $in: ['pending', 'unknown'] } });
    if (open > 0) throw new DomainError('billing.payment_in_progress', { retryAfter: 3 });
  }

  private async viewOf(em: EntityManager, order: Order): Promise<OrderView> {
    await em.flush();
    const payment = order.paymentId === null ? null : await em.findOne(Transaction, { id: order.paymentId });
    return orderView(order, payment ?? undefined);
  }
}

import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  extentOf,
  type Call,
  type ChangedOrderView,
  type CancelOrderInput,
  type ChangeOrderInput,
  type EventContext,
  type EventPersonal,
  type JudgeOrderInput,
  type OrderView,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { expectVersion, record, UnitOfWork } from '@daybook/persistence';
import { Campaign } from '../catalog/campaign.entity';
import { PaymentMethod } from '../payments/methods/payment-method.entity';
import { billedPurchases } from '../purchases/billed-purchases';
import { cancelPurchasesOf } from '../purchases/changes/cancellations';
import { initiatorOf } from '../payments/initiator';
import { outsideTransaction } from '../payments/outside-transactions';
import { PaymentsService } from '../payments/payments.service';
import { Transaction } from '../payments/transaction.entity';
import { contextOfOrder, nameOf, productNamesOf } from '../orders/order-context';
import { OrderFulfillments } from './order-fulfillments';
import { OrderFields } from './order-custom-fields';
import { Order } from '../orders/order.entity';
import { beginReversals } from '../payments/refunds/reversals';
import { lockedOrder } from '../orders/locked-order';
import { expectNothingOpen, orderWithPayment } from '../payments/order-payments';
import { completeOrder } from './order-outcome';

/** What people do with orders that are made: they judge, change and cancel them. */
@Injectable()
export class OrderChangesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly fulfillments: OrderFulfillments,
    private readonly clock: Clock,
  ) {}

  /** Quality assurance approves an order, or declines it: then what was charged is given back by itself. */
  judge(input: JudgeOrderInput, call: Call): Promise<OrderView> {
    return this.work.command(call, async (em) => {
      const order = await lockedOrder(em, input.id, call);
      order.expectStatus('pending', input.decision === 'approve' ? 'approved' : 'declined');
      await expectNothingOpen(em, order);
      const { qaCause } = order;
      if (qaCause === null) throw new Error(`order ${order.id} waits for no cause`);
      record(em, input.decision === 'approve' ? 'billing.qa.approved' : 'billing.qa.declined', {
        call,
        ...factsOf(order, input.reason),
        attributes: { productNames: productNamesOf(order), orderId: order.id, cause: qaCause },
      });
      if (input.decision === 'approve') await this.approve(em, order, call);
      else await this.decline(em, order, input.reason ?? '', call);
      return orderWithPayment(em, order);
    });
  }

  /** Changes field by field, and tells which ones. Another address reaches what was not sent before it is answered. */
  async change(input: ChangeOrderInput, call: Call): Promise<ChangedOrderView> {
    const begun = await this.work.begin<{ movedAt: string | null }, ChangedOrderView>(call, async (em) => ({
      movedAt: await this.begin(em, input, call),
    }));
    if (begun.done) return begun.answer;
    const { movedAt: asOf } = begun.progress;
    const address = input.shippingAddress;
    const moved = asOf === null || address === undefined ? null : { address, asOf };
    const parcels = moved && (await this.fulfillments.readdress(input.id, moved, call));
    return this.work.finish(call, async (em) => ({
      ...(await orderWithPayment(em, await em.findOneOrFail(Order, { id: input.id }))),
      ...parcels,
    }));
  }

  /** Answers when it was told to go elsewhere; null where it was not. */
  private async begin(em: EntityManager, input: ChangeOrderInput, call: Call): Promise<string | null> {
    const order = await lockedOrder(em, input.id, call);
    expectVersion(order, call);
    const fieldNames: string[] = [];
    if (input.shippingAddress !== undefined) {
      order.expectChangeable();
      const campaign = await em.findOneOrFail(Campaign, { id: order.campaignId });
      if (order.shipTo(input.shippingAddress, campaign)) fieldNames.push('shippingAddress');
    }
    const set = await this.changeFields(em, order, input.customFields ?? {});
    fieldNames.push(...set.changed);
    if (fieldNames.length === 0) return null;
    const moved = fieldNames[0] === 'shippingAddress';
    const { time } = record(em, 'billing.order.updated', {
      call,
      ...factsOf(order),
      attributes: {
        orderId: order.id,
        fieldNames,
        ...(Object.keys(set.values).length === 0 ? {} : { customFieldsSet: set.values }),
      },
      ...(moved ? { personal: { ...nameOf(order), shippingAddress: order.shippingAddress } } : {}),
    });
    return moved ? time : null;
  }

  /** Cancels it, and gives its money back in the same act where that is asked for. */
  cancel(input: CancelOrderInput, call: Call): Promise<OrderView> {
    return this.payments.complete(
      call,
      async (em) => {
        const order = await lockedOrder(em, input.id, call);
        await expectNothingOpen(em, order);
        order.cancel(input.reason);
        await cancelPurchasesOf(em, order, input.reason, { call });
        record(em, 'billing.order.cancelled', {
          call,
          ...factsOf(order, input.reason),
          attributes: { productNames: productNamesOf(order), orderId: order.id },
        });
        return { transactionIds: input.refund === true ? await this.giveBack(em, order, input, call) : [] };
      },
      async (em) => orderWithPayment(em, await em.findOneOrFail(Order, { id: input.id })),
    );
  }

  private async giveBack(
    em: EntityManager,
    order: Order,
    { reason }: CancelOrderInput,
    call: Call,
  ): Promise<string[]> {
    if (extentOf(call.actor, 'transactions.refund') === 'no') throw new DomainError('request.forbidden');
    const begun = await beginReversals(em, order, {
      reason,
      initiator: initiatorOf(call),
      now: this.clock.now(),
      nextTryAt: this.payments.recoveryTime(),
    });
    if (begun.length === 0) throw new DomainError('billing.not_chargeable_back');
    return begun.map(({ id }) => id);
  }

  private async approve(em: EntityManager, order: Order, call: Call): Promise<void> {
    const initiator = initiatorOf(call);
    if (order.outsidePayment !== null) {
      const payment = outsideTransaction(order, { amount: order.price, initiator, now: this.clock.now() });
      em.persist(payment);
      order.paymentId = payment.id;
    }
    const payment = order.paymentId === null ? null : await em.findOne(Transaction, { id: order.paymentId });
    if (payment?.returned === true) throw new DomainError('billing.payment_returned');
    await completeOrder(em, order, initiator, payment ?? undefined);
    if (payment === null || payment.paymentMethodId === null) return;
    await em.flush();
    await billedPurchases.billTo(
      em,
      order.id,
      await em.findOneOrFail(PaymentMethod, { id: payment.paymentMethodId }),
    );
  }

  private async decline(em: EntityManager, order: Order, reason: string, call: Call): Promise<void> {
    order.decline();
    const now = this.clock.now();
    // Recovery carries it out, so that a processor that is down holds up no judgement.
    await beginReversals(em, order, { reason, initiator: initiatorOf(call), now, nextTryAt: now });
  }

  /** The names of the fields that changed, and the values of those that were set. */
  private async changeFields(
    em: EntityManager,
    order: Order,
    changes: Record<string, string | null>,
  ): Promise<{ changed: string[]; values: Record<string, string> }> {
    if (Object.keys(changes).length === 0) return { changed: [], values: {} };
    const fields = await OrderFields.of(em, order.campaignId);
    const { values, changed } = fields.change(order.customFields, changes);
    if (changed.length === 0) return { changed, values: {} };
    if (order.status !== 'partial') fields.expectComplete(values, order.customFields);
    order.customFields = values;
    await fields.noteUse(em, values);
    const set = changed.flatMap((name): [string, string][] =>
      values[name] === undefined ? [] : [[name, values[name]]],
    );
    return { changed, values: Object.fromEntries(set) };
  }
}

function factsOf(
  order: Order,
  text?: string,
): { context: EventContext; about: { orderId: string }; personal: EventPersonal } {
  return {
    context: contextOfOrder(order),
    about: { orderId: order.id },
    personal: { ...nameOf(order), ...(text === undefined ? {} : { text }) },
  };
}

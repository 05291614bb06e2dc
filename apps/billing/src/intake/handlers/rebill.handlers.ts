import { money, type TransactionOutcome } from '@daybook/contracts';
import { clock, record } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import type { PurchaseFact } from '../../purchases/purchase-transitions';
import { engineTransaction } from '../../payments/outside-transactions';
import type { Transaction } from '../../payments/transaction.entity';
import type { MessageAbout, IntakeHandlers } from '../intake-handler';
import { linkReference } from '../intake-subjects';

type Scene = MessageAbout<'purchase'>;

/** What engines tell about the billing of a purchase. */
export const rebillHandlers: IntakeHandlers<
  | 'trial.started'
  | 'trial.completed'
  | 'trial.failed'
  | 'rebill.started'
  | 'rebill.succeeded'
  | 'rebill.failed'
  | 'rebill.completed'
  | 'recycle.saved'
  | 'recycle.failed'
  | 'entitlements.refreshed'
> = {
  'trial.started': (scene, { trialEndsAt }) => {
    const { purchase } = scene;
    if (trialEndsAt !== undefined && purchase.status === 'trial')
      purchase.trialEndsAt = new Date(trialEndsAt);
    // The sale has told of the trial already: the engine confirms it.
    if (purchase.trialStartedAt !== null) return;
    const unexpected = take(scene, { type: 'trial.started' }, trialEndsAt);
    record(scene.em, 'billing.trial.started', {
      ...told(scene, unexpected),
      attributes: {
        ...subscription(scene),
        ...(trialEndsAt === undefined ? {} : { endsOn: trialEndsAt.slice(0, 10) }),
      },
    });
  },
  'trial.completed': (scene, { nextBillAt }) => {
    const unexpected = take(scene, { type: 'trial.completed' }, nextBillAt);
    record(scene.em, 'billing.trial.completed', {
      ...told(scene, unexpected),
      attributes: subscription(scene),
    });
  },
  'trial.failed': async (scene, data) => {
    const before = scene.purchase.status;
    const unexpected = take(scene, { type: 'trial.failed', declineKind: data.declineKind });
    const payment = await pay(scene, { ...data, cycle: 0 }, declineOf(data.declineKind), unexpected);
    record(scene.em, 'billing.trial.failed', {
      ...told(scene, unexpected, payment),
      attributes: { ...subscription(scene), ...answer(data) },
    });
    tellRecycling(scene, before, 1);
  },
  'rebill.started': (scene, { cycle }) => {
    const unexpected = take(scene, { type: 'rebill.started', cycle });
    record(scene.em, 'billing.rebill.started', {
      ...told(scene, unexpected),
      attributes: { ...subscription(scene), cycle },
    });
  },
  'rebill.succeeded': async (scene, data) => {
    const unexpected = take(scene, { type: 'rebill.succeeded', cycle: data.cycle }, data.nextBillAt);
    const payment = await pay(scene, data, 'success', unexpected);
    record(scene.em, 'billing.rebill.succeeded', {
      ...told(scene, unexpected, payment),
      attributes: {
        ...subscription(scene),
        amount: payment.price,
        ...(data.discount === undefined
          ? {}
          : { discountName: data.discount.name, discountOccurrence: data.discount.occurrence }),
      },
    });
  },
  'rebill.failed': async (scene, data) => {
    const before = scene.purchase.status;
    const { cycle, declineKind } = data;
    const unexpected = take(scene, { type: 'rebill.failed', cycle, declineKind });
    const payment = await pay(scene, data, declineOf(declineKind), unexpected);
    record(scene.em, 'billing.rebill.failed', {
      ...told(scene, unexpected, payment),
      attributes: { ...subscription(scene), ...answer(data) },
    });
    tellRecycling(scene, before, cycle);
  },
  'rebill.completed': (scene, { cycle }) => {
    const unexpected = take(scene, { type: 'rebill.completed', cycle });
    record(scene.em, 'billing.rebill.completed', {
      ...told(scene, unexpected),
      attributes: { ...subscription(scene), cycle },
    });
  },
  'recycle.saved': async (scene, data) => {
    const unexpected = take(scene, { type: 'recycle.saved', cycle: data.cycle }, data.nextBillAt);
    const payment = await pay(scene, data, 'success', unexpected);
    record(scene.em, 'billing.recycle.saved', {
      ...told(scene, unexpected, payment),
      attributes: { ...subscription(scene), cycle: data.cycle, amount: payment.price },
    });
  },
  'recycle.failed': async (scene, data) => {
    const { cycle, declineKind, willRetry = false } = data;
    const unexpected = take(scene, { type: 'recycle.failed', cycle, declineKind, willRetry });
    const payment = await pay(scene, data, declineOf(declineKind), unexpected);
    record(scene.em, 'billing.recycle.failed', {
      ...told(scene, unexpected, payment),
      attributes: { ...subscription(scene), ...answer(data) },
    });
  },
  'entitlements.refreshed': (scene) => {
    record(scene.em, 'billing.entitlements.refreshed', {
      ...told(scene, false),
      attributes: subscription(scene),
    });
  },
};

/** Takes a fact over into the purchase. Answers whether its state did not allow it. */
export function take({ purchase, message }: Scene, fact: PurchaseFact, nextBillAt?: string): boolean {
  return purchase.apply(fact, message.time, nextBillAt === undefined ? undefined : new Date(nextBillAt))
    .unexpected;
}

/** What is told of a purchase beside the attributes. */
export function told({ order, purchase, message }: Scene, unexpected: boolean, payment?: Transaction) {
  return {
    time: message.time,
    correlationId: message.id,
    context: contextOfOrder(order, [purchase.productId]),
    about: {
      orderId: order.id,
      purchaseId: purchase.id,
      ...(payment === undefined ? {} : { transactionId: payment.id }),
    },
    personal: nameOf(order),
    unexpected,
  };
}

function subscription({ order, purchase }: Scene): { productName: string; orderId: string } {
  return { productName: purchase.productName, orderId: order.id };
}

function answer({ processor, responseCode }: { processor: string; responseCode: string }) {
  return { processor, responseCode };
}

function declineOf(kind: 'soft' | 'hard'): TransactionOutcome {
  return kind === 'soft' ? 'soft_decline' : 'hard_decline';
}

async function pay(
  { em, order, purchase, message, engineId }: Scene,
  data: {
    amount: { amount: string; currency: string };
    cycle: number;
    attempt?: number;
    processor: string;
    responseCode: string;
    transactionReference?: string;
  },
  outcome: TransactionOutcome,
  unexpected: boolean,
): Promise<Transaction> {
  const payment = engineTransaction(order, purchase, {
    amount: money(data.amount.amount, data.amount.currency),
    outcome,
    cycle: data.cycle,
    attempt: data.attempt ?? 1,
    processor: data.processor,
    responseCode: data.responseCode,
    unexpected,
    correlationId: message.id,
    at: message.time,
    now: clock.now(),
  });
  em.persist(payment);
  if (data.transactionReference !== undefined)
    await linkReference(em, engineId, 'transaction', data.transactionReference, payment.id);
  return payment;
}

/** A soft decline begins recycle billing: the cycle will be tried again. */
function tellRecycling(scene: Scene, before: string, cycle: number): void {
  if (scene.purchase.status !== 'recycle_billing' || before === 'recycle_billing') return;
  record(scene.em, 'billing.recycle.started', {
    ...told(scene, false),
    attributes: { ...subscription(scene), cycle },
  });
}

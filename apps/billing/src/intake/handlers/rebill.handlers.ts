import { money, type DeclineKind } from '@daybook/contracts';
import { engineTransaction } from '../../payments/outside-transactions';
import type { Transaction } from '../../payments/transaction.entity';
import { recordPurchaseEvent } from '../../purchases/purchase-events';
import type { FactOutcome } from '../../purchases/purchase.entity';
import type { PurchaseFact } from '../../purchases/purchase-transitions';
import { recordBilledCycle } from '../../purchases/rebills/billed-cycle';
import { recordDeclinedCycle } from '../../purchases/rebills/declined-cycle';
import { linkReference, type IntakeHandlers, type Received } from '../messages/intake-subjects';

/** Handles what engines tell about the billing of a purchase. */
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
> = {
  'trial.started': (received, { trialEndsAt }) => {
    const { purchase } = received;
    if (trialEndsAt !== undefined && purchase.status === 'trial')
      purchase.trialEndsAt = new Date(trialEndsAt);
    // The sale has told of the trial already: the engine confirms it.
    if (purchase.trialStartedAt !== null) return;
    const applied = applyFact(received, { type: 'trial.started' }, trialEndsAt);
    recordPurchaseEvent(received, 'billing.trial.started', { endsOn: trialEndsAt?.slice(0, 10) }, applied);
  },
  'trial.completed': (received, { nextBillAt }) => {
    const applied = applyFact(received, { type: 'trial.completed' }, nextBillAt);
    recordPurchaseEvent(received, 'billing.trial.completed', {}, applied);
  },
  'trial.failed': async (received, data) => {
    const payment = await paymentOf(received, { ...data, cycle: 0 });
    const fact = { type: 'trial.failed', declineKind: data.declineKind } as const;
    await recordDeclinedCycle(received, { cycle: 1, payment, fact });
  },
  'rebill.started': (received, { cycle }) => {
    const applied = applyFact(received, { type: 'rebill.started', cycle });
    recordPurchaseEvent(received, 'billing.rebill.started', { cycle }, applied);
  },
  'rebill.succeeded': (received, data) => applyBilled(received, 'rebill.succeeded', data),
  'rebill.failed': async (received, data) => {
    const { cycle, declineKind } = data;
    const payment = await paymentOf(received, data);
    const fact = { type: 'rebill.failed', cycle, declineKind } as const;
    await recordDeclinedCycle(received, { cycle, payment, fact });
  },
  'rebill.completed': (received, { cycle }) => {
    const applied = applyFact(received, { type: 'rebill.completed', cycle });
    recordPurchaseEvent(received, 'billing.rebill.completed', { cycle }, applied);
  },
  'recycle.saved': (received, data) => applyBilled(received, 'recycle.saved', data),
  'recycle.failed': async (received, data) => {
    const { cycle, declineKind, willRetry = false } = data;
    const payment = await paymentOf(received, data);
    const fact = { type: 'recycle.failed', cycle, declineKind, willRetry } as const;
    await recordDeclinedCycle(received, { cycle, payment, fact });
  },
};

/** Money that an engine moved, or tried to. */
interface ReportedPayment {
  amount: { amount: string; currency: string };
  cycle: number;
  attempt?: number;
  processor: string;
  responseCode: string;
  transactionReference?: string;
  /** How it was declined; absent where it was not. */
  declineKind?: DeclineKind;
}

async function applyBilled(
  received: Received<'purchase'>,
  type: 'rebill.succeeded' | 'recycle.saved',
  data: ReportedPayment & { nextBillAt?: string; discount?: { name: string; occurrence: number } },
): Promise<void> {
  const payment = await paymentOf(received, data);
  recordBilledCycle(received, {
    type,
    cycle: data.cycle,
    amount: payment.price,
    payment,
    discount: discountOf(data.discount),
    nextBillAt: data.nextBillAt === undefined ? undefined : new Date(data.nextBillAt),
  });
}

async function paymentOf(received: Received<'purchase'>, data: ReportedPayment): Promise<Transaction> {
  const { em, order, purchase, message, engineId, now } = received;
  const { amount, cycle, attempt = 1, processor, responseCode, transactionReference, declineKind } = data;
  const payment = engineTransaction(order, purchase, {
    amount: money(amount.amount, amount.currency),
    outcome: declineKind === undefined ? 'success' : `${declineKind}_decline`,
    cycle,
    attempt,
    processor,
    responseCode,
    unexpected: false,
    correlationId: message.id,
    at: message.time,
    now,
  });
  if (transactionReference !== undefined)
    await linkReference(em, engineId, 'transaction', transactionReference, payment.id);
  em.persist(payment);
  return payment;
}

/** Takes a fact over into the purchase. */
export function applyFact(
  { purchase, message }: Received<'purchase'>,
  fact: PurchaseFact,
  nextBillAt?: string,
): FactOutcome {
  return purchase.apply(fact, message.time, nextBillAt === undefined ? undefined : new Date(nextBillAt));
}

/** A discount that an engine tells of, as activities name it. */
export function discountOf(reported: { name: string; occurrence: number } | undefined): {
  discountName?: string;
  discountOccurrence?: number;
} {
  return { discountName: reported?.name, discountOccurrence: reported?.occurrence };
}

import { money, SYSTEM } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { AccountEntry } from '../../accounts/account-entry.entity';
import { contextOfCustomer } from '../../orders/order-context';
import type { MembershipFact } from '../../memberships/membership.entity';
import { recordMembership } from '../../memberships/record-membership';
import { maskedCard } from '../../payments/processor/card';
import type { Received, IntakeHandlers } from '../messages/intake-subjects';

/** Handles what engines tell about a customer's account: cards, memberships, credit control, payments. */
export const accountHandlers: IntakeHandlers<
  | 'card.updated'
  | 'card.update_failed'
  | 'membership.started'
  | 'membership.cancelled'
  | 'membership.restarted'
  | 'credit_control.entered'
  | 'credit_control.exited'
  | 'payment.received'
> = {
  'card.updated': async (received, { cardLastFour, responseCode }) => {
    record(received.em, 'billing.card.updated', {
      ...(await about(received)),
      attributes: cardAttributes(cardLastFour, responseCode),
    });
  },
  'card.update_failed': async (received, { cardLastFour, responseCode }) => {
    record(received.em, 'billing.card.update_failed', {
      ...(await about(received)),
      attributes: cardAttributes(cardLastFour, responseCode),
    });
  },
  'membership.started': (received, { membershipName }) =>
    applyMembership(received, membershipName, 'started'),
  'membership.cancelled': (received, { membershipName }) =>
    applyMembership(received, membershipName, 'cancelled'),
  'membership.restarted': (received, { membershipName }) =>
    applyMembership(received, membershipName, 'restarted'),
  'credit_control.entered': async (received, { processor, responseCode }) => {
    const { unexpected } = received.account.turnCreditControl(true, received.message.time);
    record(received.em, 'billing.credit_control.entered', {
      ...(await about(received)),
      unexpected,
      attributes: { processor, responseCode },
    });
  },
  'credit_control.exited': async (received) => {
    const { unexpected } = received.account.turnCreditControl(false, received.message.time);
    record(received.em, 'billing.credit_control.exited', {
      ...(await about(received)),
      unexpected,
      attributes: {},
    });
  },
  'payment.received': async (received, { amount, paymentMethod }) => {
    const paid = money(amount.amount, amount.currency);
    const { em, account, engineId, message } = received;
    em.persist(
      AccountEntry.of('payment', account.customerId, paid, {
        paymentMethod,
        engineId,
        initiator: { actor: SYSTEM, correlationId: message.id },
        occurredAt: message.time,
      }),
    );
    record(em, 'billing.payment.received', {
      ...(await about(received)),
      attributes: { paymentMethod, amount: paid },
    });
  },
};

async function applyMembership(
  { em, account, purchase, by }: Received<'account'>,
  name: string,
  fact: MembershipFact,
): Promise<void> {
  const { customerId } = account;
  await recordMembership(em, { customerId, name, fact, at: by.time, purchase, by });
}

async function about({ em, account, purchase, by }: Received<'account'>) {
  return {
    ...by,
    ...(await contextOfCustomer(em, account.customerId, purchase)),
    about: purchase === null ? {} : { orderId: purchase.orderId, purchaseId: purchase.id },
  };
}

function cardAttributes(lastFour: string, responseCode: string | undefined) {
  return { paymentMethod: maskedCard(lastFour), responseCode };
}

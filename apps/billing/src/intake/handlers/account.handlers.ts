import { money, SYSTEM } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { AccountEntry } from '../../accounts/account-entry.entity';
import { contextOfCustomer } from '../../orders/order-context';
import type { MembershipFact } from '../../memberships/membership.entity';
import { recordMembership } from '../../memberships/record-membership';
import { maskedCard } from '../../payments/processor/card';
import type { MessageAbout, IntakeHandlers } from '../intake-handler';

type Scene = MessageAbout<'account'>;

/** What engines tell about a customer's account: cards, memberships, credit control, payments. */
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
  'card.updated': async (scene, { cardLastFour, responseCode }) => {
    record(scene.em, 'billing.card.updated', {
      ...(await told(scene)),
      attributes: cardAttributes(cardLastFour, responseCode),
    });
  },
  'card.update_failed': async (scene, { cardLastFour, responseCode }) => {
    record(scene.em, 'billing.card.update_failed', {
      ...(await told(scene)),
      attributes: cardAttributes(cardLastFour, responseCode),
    });
  },
  'membership.started': (scene, { membershipName }) => tellOfMembership(scene, membershipName, 'started'),
  'membership.cancelled': (scene, { membershipName }) => tellOfMembership(scene, membershipName, 'cancelled'),
  'membership.restarted': (scene, { membershipName }) => tellOfMembership(scene, membershipName, 'restarted'),
  'credit_control.entered': async (scene, { processor, responseCode }) => {
    const { unexpected } = scene.account.turnCreditControl(true, scene.message.time);
    record(scene.em, 'billing.credit_control.entered', {
      ...(await told(scene)),
      unexpected,
      attributes: {
        ...(processor === undefined ? {} : { processor }),
        ...(responseCode === undefined ? {} : { responseCode }),
      },
    });
  },
  'credit_control.exited': async (scene) => {
    const { unexpected } = scene.account.turnCreditControl(false, scene.message.time);
    record(scene.em, 'billing.credit_control.exited', {
      ...(await told(scene)),
      unexpected,
      attributes: {},
    });
  },
  'payment.received': async (scene, { amount, paymentMethod }) => {
    const paid = money(amount.amount, amount.currency);
    const { em, account, engineId, message } = scene;
    em.persist(
      AccountEntry.of('payment', account.customerId, paid, {
        paymentMethod,
        engineId,
        initiator: { actor: SYSTEM, correlationId: message.id },
        occurredAt: message.time,
      }),
    );
    record(em, 'billing.payment.received', {
      ...(await told(scene)),
      attributes: { paymentMethod, amount: paid },
    });
  },
};

async function tellOfMembership(scene: Scene, name: string, fact: MembershipFact): Promise<void> {
  const { em, account, purchase, message } = scene;
  await recordMembership(em, account.customerId, name, fact, message.time, {
    ...(await told(scene)),
    ...(purchase === null ? {} : { orderId: purchase.orderId, purchaseId: purchase.id }),
  });
}

async function told({ em, account, purchase, message }: Scene) {
  return {
    time: message.time,
    correlationId: message.id,
    ...(await contextOfCustomer(em, account.customerId, purchase)),
    about: purchase === null ? {} : { orderId: purchase.orderId, purchaseId: purchase.id },
  };
}

function cardAttributes(lastFour: string, responseCode: string | undefined) {
  return {
    paymentMethod: maskedCard(lastFour),
    ...(responseCode === undefined ? {} : { responseCode }),
  };
}

import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DomainError, type EventContext, type EventPersonal } from '@daybook/contracts';
import { clock, firstRow, record, type Fact, type Statement } from '@daybook/persistence';
import { BilledPurchases } from './billed-purchases';
import type { Card } from '../processor/card';
import { PaymentMethod } from './payment-method.entity';

/** What is told of a payment method that is new: who made it so, and what surrounds it. */
export interface PaymentMethodFact {
  by: Pick<Fact<'billing.payment_method.added'>, 'call' | 'actor' | 'cause' | 'correlationId'>;
  context: EventContext;
  personal: EventPersonal;
}

const ADD: Statement = {
  name: 'payment-method-added',
  text: `insert into payment_method
           (id, customer_id, token, card_bin, card_last4, brand, exp_month, exp_year, added_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (customer_id, token) do nothing returning version`,
};

/** The payment methods of customers as they are kept. */
@Injectable()
export class KeptPaymentMethods {
  constructor(private readonly purchases: BilledPurchases) {}

  /**
   * Keeps the card behind a token. One that is there already is described anew, and open again where it was closed or
   * removed; one that is new or open again is recorded.
   */
  async keep(
    em: EntityManager,
    customerId: string,
    token: string,
    card: Partial<Card>,
    fact: PaymentMethodFact,
  ): Promise<PaymentMethod> {
    await em.flush();
    const made = PaymentMethod.add(customerId, token, clock.now());
    made.describe(card);
    // Two payments with the same new card: the second waits for the first here, and finds its row.
    const added = await firstRow<Pick<PaymentMethod, 'version'>>(em, ADD, [
      made.id,
      customerId,
      token,
      made.cardBin,
      made.cardLast4,
      made.brand,
      made.expMonth,
      made.expYear,
      made.addedAt,
    ]);
    if (added !== undefined) return this.recordAdded(em, em.merge(Object.assign(made, added)), fact);
    const method = await em.findOneOrFail(PaymentMethod, { customerId, token }, { refresh: true });
    method.describe(card);
    if (method.status === 'active') return method;
    method.status = 'active';
    return this.recordAdded(em, method, fact);
  }

  private async recordAdded(
    em: EntityManager,
    method: PaymentMethod,
    fact: PaymentMethodFact,
  ): Promise<PaymentMethod> {
    const productName = await this.purchases.activeProductOf(em, method.customerId);
    record(em, 'billing.payment_method.added', {
      ...fact.by,
      context: fact.context,
      personal: fact.personal,
      attributes: {
        paymentMethod: method.masked,
        ...(productName === undefined ? {} : { productName }),
      },
    });
    return method;
  }
}

/** An engine charges cards of its own. @throws DomainError `billing.payment_method_unusable` */
export function expectOurs({ engineId }: { engineId: string | null }): void {
  if (engineId === null) return;
  throw new DomainError('billing.payment_method_unusable', {
    errors: [{ field: 'paymentMethodId', message: 'is for what we bill ourselves' }],
  });
}

/**
 * One of a customer's payment methods, to be charged now because somebody chose it.
 * @param field by which the caller named it
 * @throws DomainError `billing.payment_method_unusable` for one that is closed, expired or none of the customer's
 */
export async function chargeableMethod(
  em: EntityManager,
  customerId: string,
  id: string,
  field = 'paymentMethodId',
): Promise<PaymentMethod> {
  const method = await em.findOne(PaymentMethod, { id, customerId });
  if (method?.status === 'active' && !method.expired(clock.now())) return method;
  const message = method === null ? 'is none of the customer’s' : why[method.status];
  throw new DomainError('billing.payment_method_unusable', { errors: [{ field, message }] });
}

const why = { active: 'has expired', closed: 'is closed', removed: 'was removed' } as const;

/**
 * Makes sure that what is going to be billed again is not charged to a card that was removed.
 * @throws DomainError `billing.payment_method_unusable`
 */
export async function expectNotRemoved(em: EntityManager, id: string | null): Promise<void> {
  if (id === null || (await em.count(PaymentMethod, { id, status: 'removed' })) === 0) return;
  throw new DomainError('billing.payment_method_unusable', {
    errors: [{ field: 'paymentMethodId', message: 'is needed: the card that it was billed to was removed' }],
  });
}

/** A payment method that a customer has. @throws DomainError `billing.not_found`, also for one that was removed */
export async function keptMethod(
  em: EntityManager,
  customerId: string,
  id: string,
  lockMode = LockMode.NONE,
): Promise<PaymentMethod> {
  const found = await em.findOne(
    PaymentMethod,
    { id, customerId, status: { $ne: 'removed' } },
    { lockMode, refresh: true },
  );
  if (found === null) throw new DomainError('billing.not_found');
  return found;
}

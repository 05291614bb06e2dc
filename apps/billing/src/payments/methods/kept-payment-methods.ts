import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type EventContext, type EventPersonal } from '@daybook/contracts';
import { clock, firstRow, record, rows, type Fact } from '@daybook/persistence';
import type { Card } from '../processor/processor-verdict';
import { PaymentMethod } from './payment-method.entity';

/** What is told of a payment method that is new: who made it so, and what surrounds it. */
export interface PaymentMethodFact {
  by: Pick<Fact<'billing.payment_method.added'>, 'call' | 'actor' | 'cause' | 'correlationId'>;
  context: EventContext;
  personal: EventPersonal;
}

/**
 * Keeps the card behind a token among a customer's payment methods. One that is there already is described anew; one
 * that is new is recorded.
 */
export async function keepPaymentMethod(
  em: EntityManager,
  customerId: string,
  token: string,
  card: Partial<Card>,
  telling: PaymentMethodFact,
): Promise<PaymentMethod> {
  await em.flush();
  const made = PaymentMethod.add(customerId, token, clock.now());
  // Two payments with the same new card: the second waits for the first here, and finds its row.
  const added = await firstRow(
    em,
    `insert into payment_method (id, customer_id, token, added_at) values (?, ?, ?, ?)
     on conflict (customer_id, token) do nothing returning id`,
    [made.id, customerId, token, made.addedAt],
  );
  const method = await em.findOneOrFail(PaymentMethod, { customerId, token }, { refresh: true });
  method.describe(card);
  if (added === undefined) return method;
  const productName = await activeProductOf(em, customerId);
  record(em, 'billing.payment_method.added', {
    ...telling.by,
    context: telling.context,
    personal: telling.personal,
    attributes: {
      paymentMethod: method.masked,
      ...(productName === undefined ? {} : { productName }),
    },
  });
  return method;
}

/** The subscription product that is active now: the latest one where there are several. */
async function activeProductOf(em: EntityManager, customerId: string): Promise<string | undefined> {
  const row = await firstRow<{ product_name: string }>(
    em,
    `select product_name from purchase where customer_id = ? and status in ('trial', 'active')
     order by started_at desc, id desc limit 1`,
    [customerId],
  );
  return row?.product_name;
}

/** The purchases that an order made are billed to the method it was paid with. */
export async function billTo(em: EntityManager, orderId: string, method: PaymentMethod): Promise<void> {
  await rows(
    em,
    'update purchase set payment_method_id = ? where order_id = ? and engine_id is null and payment_method_id is null',
    [method.id, orderId],
  );
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
  const why =
    method === null ? 'is none of the customer’s' : method.status === 'active' ? 'has expired' : 'is closed';
  throw new DomainError('billing.payment_method_unusable', {
    errors: [{ field, message: why }],
  });
}

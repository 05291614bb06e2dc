import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/core';
import { record } from '@daybook/persistence';
import { Customer } from '../customers/customer.entity';
import type { Message } from './message.entity';

/** Says what became of the e-mail of a reply in a case, and which addresses did not take it. */
export function recordDelivery(
  em: EntityManager,
  customerId: string,
  replyId: string,
  delivery: 'sent' | 'bounced' | 'not_sent',
  { reason, bounced = [] }: { reason?: string; bounced?: readonly string[] } = {},
): void {
  record(em, 'customers.reply.delivered', {
    // By it what is personal is erased with the customer.
    context: { customerId, productIds: [], customFields: {} },
    attributes: { replyId, delivery, ...(reason === undefined ? {} : { reason }) },
    personal: bounced.length === 0 ? {} : { bounced },
  });
}

/** The mail server has taken it, for all addresses or for some. */
export async function recordReplySent(
  em: EntityManager,
  { reply, customerId }: Message,
  refused: readonly string[],
  now: Date,
): Promise<void> {
  if (reply === null || customerId === null) return;
  recordDelivery(em, customerId, reply.replyId, refused.length === 0 ? 'sent' : 'bounced', {
    bounced: refused,
  });
  await markBounced(em, customerId, refused, now);
}

/** It was given up, or refused for good. */
export async function recordReplyFailed(
  em: EntityManager,
  { reply, customerId }: Message,
  refused: readonly string[],
  now: Date,
): Promise<void> {
  if (reply === null || customerId === null) return;
  const delivery = refused.length === 0 ? 'not_sent' : 'bounced';
  recordDelivery(em, customerId, reply.replyId, delivery, { reason: 'failed', bounced: refused });
  await markBounced(em, customerId, refused, now);
}

/** Marks those of a customer's addresses that do not take e-mails. */
export async function markBounced(
  em: EntityManager,
  customerId: string,
  addresses: readonly string[],
  now: Date,
): Promise<void> {
  if (addresses.length === 0) return;
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
  const customer = await em.findOne(Customer, { id: customerId }, lock);
  for (const address of addresses) customer?.bounced(address, now);
}

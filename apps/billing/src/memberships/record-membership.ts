import type { EntityManager } from '@mikro-orm/postgresql';
import { record, type Fact } from '@daybook/persistence';
import { contextOfCustomer } from '../orders/order-context';
import type { Purchase } from '../purchases/purchase.entity';
import { Membership, membershipRules, type MembershipFact } from './membership.entity';

/** What has happened to which membership. */
interface MembershipChange {
  customerId: string;
  name: string;
  fact: MembershipFact;
  at: Date;
  /** The purchase that it belongs to; null: none is known. */
  purchase: Purchase | null;
  /** Who did it; the system by itself when absent. */
  by?: Pick<Fact<'billing.membership.started'>, 'call' | 'correlationId'>;
}

/** A membership has started, was cancelled or has restarted: taken over and recorded. */
export async function recordMembership(
  em: EntityManager,
  { customerId, name, fact, at, purchase, by }: MembershipChange,
): Promise<Membership> {
  const known = await em.findOne(Membership, { customerId, name });
  const membership = known ?? Membership.first(customerId, name, fact, at);
  const unexpected =
    known === null ? !membershipRules[fact].from.includes('none') : known.apply(fact, at).unexpected;
  const about = purchase === null ? {} : { orderId: purchase.orderId, purchaseId: purchase.id };
  Object.assign(membership, about);
  em.persist(membership);
  record(em, `billing.membership.${fact}`, {
    ...by,
    ...(await contextOfCustomer(em, customerId, purchase)),
    about,
    time: at,
    unexpected,
    attributes: { membershipName: name, orderId: about.orderId },
  });
  return membership;
}

import type { EntityManager } from '@mikro-orm/postgresql';
import { record, type Fact } from '@daybook/persistence';
import type { Purchase } from '../purchases/purchase.entity';
import { Membership, membershipRules, type MembershipFact } from './membership.entity';

/** What is told of a membership: who, where, and what surrounds it. */
export type MembershipContext = Omit<Fact<'billing.membership.started'>, 'attributes'> & {
  orderId?: string;
  purchaseId?: string;
};

/** A membership has started, was cancelled or has restarted: taken over and recorded. */
export async function recordMembership(
  em: EntityManager,
  customerId: string,
  name: string,
  fact: MembershipFact,
  at: Date,
  { orderId, purchaseId, ...telling }: MembershipContext,
): Promise<Membership> {
  const known = await em.findOne(Membership, { customerId, name });
  const membership = known ?? Membership.first(customerId, name, fact, at);
  const unexpected =
    known === null ? !membershipRules[fact].from.includes('none') : known.apply(fact, at).unexpected;
  membership.orderId = orderId ?? membership.orderId;
  membership.purchaseId = purchaseId ?? membership.purchaseId;
  em.persist(membership);
  record(em, `billing.membership.${fact}`, {
    ...telling,
    time: at,
    unexpected,
    attributes: { membershipName: name, ...(orderId === undefined ? {} : { orderId }) },
  });
  return membership;
}

/** What is told of a membership that belongs to a purchase. */
export function aboutPurchase({
  orderId,
  id,
}: Purchase): Pick<MembershipContext, 'about' | 'orderId' | 'purchaseId'> {
  return { orderId, purchaseId: id, about: { orderId, purchaseId: id } };
}

import type { MembershipView } from '@daybook/contracts';
import type { Membership } from './membership.entity';

export function membershipView(membership: Membership): MembershipView {
  const { id, version, customerId, name, status, provider, reference, orderId, purchaseId } = membership;
  return {
    id,
    version,
    customerId,
    membershipName: name,
    status,
    ...(provider === null ? {} : { provider }),
    ...(reference === null ? {} : { reference }),
    ...(orderId === null ? {} : { orderId }),
    ...(purchaseId === null ? {} : { purchaseId }),
    startedAt: membership.startedAt.toISOString(),
    since: membership.asOf.toISOString(),
  };
}

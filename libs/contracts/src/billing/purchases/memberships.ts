import { Id, Ids, Moment, Name, OneOf, Text, Whole } from '../../fields';

/** Starts a membership of a customer at the membership plugin. Errors: `billing.not_found`, `billing.membership_state`, `billing.membership_refused`, `billing.membership_unavailable`. */
export class StartMembershipInput {
  @Id('The customer')
  id!: string;

  @Name('The membership as the plugin names it', { min: 1, max: 100 })
  membershipName!: string;

  @Id('The purchase that it belongs to', { optional: true })
  purchaseId?: string;
}

/** Cancels or restarts a membership. Errors: as starting it. */
export class ChangeMembershipInput {
  @Id('The customer')
  id!: string;

  @Id()
  membershipId!: string;
}

/** A membership of a customer. */
export class MembershipView {
  @Id()
  id!: string;

  @Whole()
  version!: number;

  @Id()
  customerId!: string;

  @Text()
  membershipName!: string;

  @OneOf(['active', 'cancelled'])
  status!: 'active' | 'cancelled';

  @Text("The plugin's name, as people know it", { optional: true })
  provider?: string;

  @Text("The plugin's own name of the membership", { optional: true })
  reference?: string;

  @Id({ optional: true })
  orderId?: string;

  @Id({ optional: true })
  purchaseId?: string;

  @Moment()
  startedAt!: string;

  @Moment('Since when it is as it is')
  since!: string;
}

/** Refreshes what a customer may use of the products they subscribed to. Errors: `billing.not_found`, `billing.nothing_subscribed`. */
export class RefreshEntitlementsInput {
  @Id('The customer')
  id!: string;

  @Id('One purchase only; absent: all that are live', { optional: true })
  purchaseId?: string;
}

/** What was refreshed. */
export class EntitlementsView {
  @Ids('The purchases whose entitlements were refreshed')
  purchaseIds!: string[];
}

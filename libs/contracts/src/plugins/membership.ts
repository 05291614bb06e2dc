import { definePluginCall } from './plugin';
import { PluginAnswer, PluginCode } from './plugin-fields';
import { Id, OneOf, Text } from '../fields';

/** What can be done to a membership. */
export const membershipActions = ['start', 'cancel', 'restart'] as const;
/** One of them. */
export type MembershipAction = (typeof membershipActions)[number];

/** Asks for a membership to be started, cancelled or restarted. */
export class MembershipRequest {
  @Id()
  customerId!: string;

  @Text({ min: 1, max: 100 })
  membershipName!: string;

  @OneOf(membershipActions)
  action!: MembershipAction;
}

/** How the membership stands now. */
export class MembershipAnswer extends PluginAnswer {
  @OneOf(['active', 'cancelled'])
  state!: 'active' | 'cancelled';

  @PluginCode("The provider's own name of the membership.", { optional: true })
  reference?: string;
}

/** Changes a membership. */
export const ChangeMembership = definePluginCall({
  plugin: 'membership',
  path: '/memberships',
  summary: 'Start, cancel or restart a membership',
  description: 'Refuse with 422 where that cannot be, such as code `membership_unknown`.',
  request: MembershipRequest,
  answer: MembershipAnswer,
});

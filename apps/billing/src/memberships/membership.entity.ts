import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type MembershipAction } from '@daybook/contracts';

export type MembershipStatus = 'active' | 'cancelled';
/** What can happen to a membership. */
export type MembershipFact = 'started' | 'cancelled' | 'restarted';

/** In which states each fact is expected, and what it leads to; `none`: there is no such membership yet. */
export const membershipRules: Readonly<
  Record<MembershipFact, { from: readonly (MembershipStatus | 'none')[]; to: MembershipStatus }>
> = {
  started: { from: ['none'], to: 'active' },
  cancelled: { from: ['active'], to: 'cancelled' },
  restarted: { from: ['cancelled'], to: 'active' },
};

/** What comes of what the plugin is asked for. */
export const membershipFacts: Readonly<Record<MembershipAction, MembershipFact>> = {
  start: 'started',
  cancel: 'cancelled',
  restart: 'restarted',
};

/** A customer's membership of a name, held at the membership plugin. */
@Entity({ tableName: 'membership' })
export class Membership {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'uuid' })
  customerId: string;

  /** As the plugin names it. */
  @Property({ type: 'string' })
  name: string;

  @Property({ type: 'string' })
  status: MembershipStatus;

  @Property({ type: 'string', nullable: true })
  provider: string | null = null;

  /** The provider's own name of it. */
  @Property({ type: 'string', nullable: true })
  reference: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  orderId: string | null = null;

  /** The purchase that it follows. */
  @Property({ type: 'uuid', nullable: true })
  purchaseId: string | null = null;

  /** When it became what it is: an older fact that comes late does not turn it back. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  asOf: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  startedAt: Date;

  /** One of which nothing was known before the fact. */
  static first(customerId: string, name: string, fact: MembershipFact, at: Date): Membership {
    const membership = new Membership();
    Object.assign(membership, { id: newId(), customerId, name, asOf: at, startedAt: at });
    membership.status = membershipRules[fact].to;
    return membership;
  }

  /** Whether a fact may come now. */
  expects(fact: MembershipFact): boolean {
    return membershipRules[fact].from.includes(this.status);
  }

  /** Takes a fact that happened: marked where the table did not allow it. */
  apply(fact: MembershipFact, at: Date): { unexpected: boolean } {
    if (at < this.asOf) return { unexpected: false };
    const unexpected = !this.expects(fact);
    this.status = membershipRules[fact].to;
    this.asOf = at;
    return { unexpected };
  }
}

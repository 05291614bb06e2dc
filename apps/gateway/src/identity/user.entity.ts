import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  DomainError,
  money,
  newId,
  type AccessLevel,
  type Actor,
  type ChangeUserInput,
  type Complete,
  type Money,
  type UserView,
} from '@daybook/contracts';
import { asGiven, changeFields, type FieldChanges } from '@daybook/persistence';

/** Levels that see their own campaigns only: without any they see nothing, not everything. */
const OWN_CAMPAIGNS: readonly AccessLevel[] = ['sales_rep', 'affiliate'];

/** What a new user is made of. */
export interface NewUser {
  username: string;
  passwordHash: string | null;
  accessLevel: AccessLevel;
  email?: string;
  callCenterId?: string;
  campaignIds?: string[];
  refundLimit?: Money;
}

const changes: FieldChanges<Omit<ChangeUserInput, 'id'>, User> = {
  accessLevel: (level, user) => {
    if (user.accessLevel === 'api_user' && level !== 'api_user') {
      throw new DomainError('gateway.api_user_level_fixed');
    }
    return level;
  },
  email: asGiven,
  callCenterId: asGiven,
  campaignIds: asGiven,
  refundLimit: asGiven,
  active: asGiven,
};

/** A person who signs in, or an API User whom keys act for. Never deleted: the report names them. */
@Entity({ tableName: 'users' })
export class User {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  username!: string;

  /** Null for API Users, who cannot sign in. */
  @Property({ type: 'text', nullable: true })
  passwordHash: string | null = null;

  @Property({ type: 'text' })
  accessLevel!: AccessLevel;

  @Property({ type: 'text', nullable: true })
  email: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  callCenterId: string | null = null;

  /** Null means all. */
  @Property({ type: 'array', columnType: 'uuid[]', nullable: true })
  campaignIds: string[] | null = null;

  @Property({ type: 'string', columnType: 'numeric(19,4)', nullable: true })
  refundLimitAmount: string | null = null;

  @Property({ type: 'string', columnType: 'char(3)', nullable: true })
  refundLimitCurrency: string | null = null;

  @Property({ type: 'boolean' })
  active: boolean = true;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;

  @Property({ type: 'integer', version: true })
  version!: number;

  /** A new active user. */
  static create(facts: NewUser, now: Date): User {
    const user = new User();
    user.id = newId();
    user.username = facts.username;
    user.passwordHash = facts.passwordHash;
    user.accessLevel = facts.accessLevel;
    user.email = facts.email ?? null;
    user.callCenterId = facts.callCenterId ?? null;
    user.campaignIds = facts.campaignIds ?? null;
    user.refundLimit = facts.refundLimit ?? null;
    user.createdAt = now;
    return user;
  }

  get refundLimit(): Money | null {
    if (this.refundLimitAmount === null || this.refundLimitCurrency === null) return null;
    return money(this.refundLimitAmount, this.refundLimitCurrency);
  }

  set refundLimit(limit: Money | null) {
    this.refundLimitAmount = limit?.amount ?? null;
    this.refundLimitCurrency = limit?.currency ?? null;
  }

  get isActiveAdmin(): boolean {
    return this.active && this.accessLevel === 'admin';
  }

  /** Changes what the input names. @throws DomainError `gateway.api_user_level_fixed` */
  change(input: ChangeUserInput, now: Date): void {
    changeFields(this, input, changes, now);
  }

  /** Sets the password's hash. @throws DomainError `gateway.user_has_no_password` for API Users */
  setPassword(hash: string): void {
    if (this.accessLevel === 'api_user') throw new DomainError('gateway.user_has_no_password');
    this.passwordHash = hash;
  }

  /** The user as an actor. `scopes` are the key's, where a key acts for the user. */
  toActor(scopes: string[] | null): Actor {
    return {
      type: scopes === null ? 'user' : 'api',
      id: this.id,
      username: this.username,
      accessLevel: this.accessLevel,
      callCenterId: this.callCenterId,
      campaignIds: this.campaignIds ?? (OWN_CAMPAIGNS.includes(this.accessLevel) ? [] : null),
      scopes,
      refundLimit: this.refundLimit,
    };
  }

  toView(): UserView {
    return {
      id: this.id,
      username: this.username,
      accessLevel: this.accessLevel,
      email: this.email ?? undefined,
      callCenterId: this.callCenterId ?? undefined,
      campaignIds: this.campaignIds ?? undefined,
      refundLimit: this.refundLimit ?? undefined,
      active: this.active,
      createdAt: this.createdAt.toISOString(),
      version: this.version,
    } satisfies Complete<UserView>;
  }
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type EngineCredentialState } from '@daybook/contracts';

/** What is written down when credentials are made. */
export interface IssuedCredential {
  readonly engineId: string;
  /** Public key of the NATS user. */
  readonly userKey: string;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
  /** The server itself refuses them from then on. */
  readonly endsByItselfAt: Date | null;
}

/** NATS credentials of an engine: who they are for and until when. Their secret is kept nowhere. */
@Entity({ tableName: 'engine_credential' })
export class EngineCredential {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'uuid' })
  engineId: string;

  @Property({ type: 'string' })
  userKey: string;

  @Property({ type: 'string', nullable: true })
  reason: string | null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  issuedAt: Date;

  @Property({ type: 'string' })
  issuedBy: string;

  /** The end that stands in the credentials themselves. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endsByItselfAt: Date | null;

  /** The end that holds: at the latest the one that stands in them, earlier where others took their place. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  expiresAt: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  revokedAt: Date | null = null;

  @Property({ type: 'string', nullable: true })
  revokedBy: string | null = null;

  /** Since when the NATS server knows that they are revoked. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  refusedSince: Date | null = null;

  static issue(issued: IssuedCredential): EngineCredential {
    const credential = new EngineCredential();
    credential.id = newId();
    credential.engineId = issued.engineId;
    credential.userKey = issued.userKey;
    credential.reason = issued.reason;
    credential.issuedAt = issued.at;
    credential.issuedBy = issued.by;
    credential.endsByItselfAt = issued.endsByItselfAt;
    credential.expiresAt = issued.endsByItselfAt;
    return credential;
  }

  stateAt(now: Date): EngineCredentialState {
    if (this.revokedAt !== null) return 'revoked';
    return this.expiresAt !== null && this.expiresAt <= now ? 'expired' : 'good';
  }

  /** Ends it now; it stays ended. */
  revoke(now: Date, by: string): void {
    this.revokedAt ??= now;
    this.revokedBy ??= by;
  }

  /** Lets it work until then, and no longer. */
  endAt(until: Date): void {
    if (this.expiresAt === null || this.expiresAt > until) this.expiresAt = until;
  }
}

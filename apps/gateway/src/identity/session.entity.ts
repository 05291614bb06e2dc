import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId } from '@daybook/contracts';

/** How long a session lasts at most, however often it is renewed: 12 hours. */
export const SESSION_MS = 12 * 3_600_000;

/** One signing-in of a user, until it ends or is ended. */
@Entity({ tableName: 'sessions' })
export class Session {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  userId!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;

  /** When it ends by itself. */
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  endsAt!: Date;

  /** When it was ended before that. */
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  endedAt: Date | null = null;

  /** A session that begins now. */
  static start(userId: string, now: Date): Session {
    const session = new Session();
    session.id = newId();
    session.userId = userId;
    session.createdAt = now;
    session.endsAt = new Date(now.getTime() + SESSION_MS);
    return session;
  }

  /** Whether it can still be used. */
  isLive(now: Date): boolean {
    return this.endedAt === null && this.endsAt > now;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type Call,
  type ChangePasswordInput,
  type SessionView,
  type SignInInput,
} from '@daybook/contracts';
import { Clock, rows, UnitOfWork } from '@daybook/persistence';
import { AuditService } from '../audit/audit.service';
import { clientOf } from '../calls/client-of';
import { CallersService } from '../identity/callers.service';
import { User } from '../identity/user.entity';
import { refuseWeakPassword } from './password-policy';
import { PasswordsService } from './passwords.service';
import { Session } from '../identity/session.entity';
import { SessionTokensService } from '../identity/session-tokens.service';
import { SignInThrottleService } from './sign-in-throttle.service';

/** Signing in and out. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly passwords: PasswordsService,
    private readonly tokens: SessionTokensService,
    private readonly throttle: SignInThrottleService,
    private readonly audit: AuditService,
    private readonly callers: CallersService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `gateway.sign_in_refused`, `gateway.too_many_sign_ins` */
  async signIn(input: SignInInput, call: Call): Promise<SessionView> {
    const { address } = clientOf(call);
    const trace = { call, actor: { id: null, username: input.username } };
    try {
      await this.throttle.admit(input.username, address);
    } catch (error) {
      if (error instanceof DomainError) await this.audit.note({ ...trace, kind: 'sign_in_throttled' });
      throw error;
    }
    const user = await this.work.read((em) => findByUsername(em, input.username));
    const right = await this.passwords.matches(user?.passwordHash ?? null, input.password);
    if (user === null || !right || !user.active) {
      await this.audit.note({ ...trace, kind: 'sign_in_failed' });
      throw new DomainError('gateway.sign_in_refused');
    }
    await this.throttle.succeeded(input.username, address);
    const session = Session.start(user.id, this.clock.now());
    await this.work.transaction(async (em) => {
      em.persist(session);
      await this.audit.write(em, { ...trace, kind: 'sign_in_succeeded', actor: user });
    });
    return this.toView(session, user);
  }

  /** A new token for the same session. @throws DomainError `gateway.session_required`, `gateway.session_ended` */
  async renew(call: Call): Promise<SessionView> {
    const id = sessionOf(call);
    return this.work.read(async (em) => {
      const session = await em.findOne(Session, { id });
      const user = session === null ? null : await em.findOne(User, { id: session.userId });
      if (session === null || user === null || !user.active || !session.isLive(this.clock.now())) {
        throw new DomainError('gateway.session_ended');
      }
      return this.toView(session, user);
    });
  }

  /** @throws DomainError `gateway.session_required` */
  async signOut(call: Call): Promise<void> {
    const id = sessionOf(call);
    await this.work.transaction(async (em) => {
      await this.endWhere(em, 'id = $2', id);
      await this.audit.write(em, {
        kind: 'signed_out',
        call,
      });
    });
    this.callers.forget();
  }

  /** Ends every session of the one who asks. @throws DomainError `gateway.session_required` */
  async signOutEverywhere(call: Call): Promise<void> {
    sessionOf(call);
    await this.work.transaction(async (em) => {
      await this.endAllOf(em, call.actor.id as string);
      await this.audit.write(em, { kind: 'signed_out_everywhere', call });
    });
    this.callers.forget();
  }

  /** @throws DomainError `gateway.session_required`, `gateway.wrong_password`, `gateway.password_too_weak`, `gateway.too_many_sign_ins` */
  async changePassword(input: ChangePasswordInput, call: Call): Promise<void> {
    const id = sessionOf(call);
    const { address } = clientOf(call);
    const userId = call.actor.id as string;
    await this.throttle.admit(call.actor.username, address);
    const user = await this.work.read((em) => em.findOneOrFail(User, { id: userId }));
    if (!(await this.passwords.matches(user.passwordHash, input.currentPassword))) {
      throw new DomainError('gateway.wrong_password');
    }
    await this.throttle.succeeded(call.actor.username, address);
    refuseWeakPassword(input.newPassword, user.username);
    const hash = await this.passwords.hash(input.newPassword);
    await this.work.transaction(async (em) => {
      (await em.findOneOrFail(User, { id: userId })).setPassword(hash);
      await this.endWhere(em, 'user_id = $2 and id <> $3', userId, id);
      await this.audit.write(em, {
        kind: 'password_changed',
        call,
      });
    });
    this.callers.forget();
  }

  /** Ends all sessions of a user, in the transaction that makes it necessary. */
  async endAllOf(em: EntityManager, userId: string): Promise<void> {
    await this.endWhere(em, 'user_id = $2', userId);
  }

  private async endWhere(em: EntityManager, condition: string, ...values: string[]): Promise<void> {
    await rows(em, `update sessions set ended_at = $1 where ended_at is null and ${condition}`, [
      this.clock.now(),
      ...values,
    ]);
  }

  private toView(session: Session, user: User): SessionView {
    const { token, expiresAt } = this.tokens.issue(session);
    return {
      token,
      expiresAt: expiresAt.toISOString(),
      sessionEndsAt: session.endsAt.toISOString(),
      user: user.toView(),
    };
  }
}

function sessionOf(call: Call): string {
  const { sessionId } = clientOf(call);
  if (sessionId === null) throw new DomainError('gateway.session_required');
  return sessionId;
}

/** The user of a username, whatever its case. */
export async function findByUsername(em: EntityManager, username: string): Promise<User | null> {
  const [found] = await rows<{ id: string }>(em, 'select id from users where lower(username) = lower($1)', [
    username,
  ]);
  return found === undefined ? null : em.findOne(User, { id: found.id });
}

import { Injectable } from '@nestjs/common';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type Call,
  type Actor,
  type ChangeUserInput,
  type CreateUserInput,
  type MeView,
  permissionsOf,
  type ResetPasswordInput,
  type UserInput,
  type UserView,
} from '@daybook/contracts';
import { Clock, expectVersion, record, rows, UnitOfWork } from '@daybook/persistence';
import { AuditService } from '../audit/audit.service';
import { CallersService } from '../identity/callers.service';
import { refuseWeakPassword } from '../sessions/password-policy';
import { PasswordsService } from '../sessions/passwords.service';
import { SessionsService } from '../sessions/sessions.service';
import { User } from '../identity/user.entity';

/** Any number that no other lock of the database uses. */
const ADMINISTRATORS_LOCK = 4_711_101;

/** Creates and changes users. */
@Injectable()
export class UsersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly callers: CallersService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `gateway.username_taken`, `gateway.password_too_weak` */
  async create(input: CreateUserInput, call: Call): Promise<UserView> {
    refuseWeakPassword(input.password, input.username);
    const passwordHash = await this.passwords.hash(input.password);
    return refusingTakenNames(() =>
      this.work.command(call, async (em) => {
        const user = User.create({ ...input, passwordHash }, this.clock.now());
        em.persist(user);
        await em.flush();
        recordUser(em, user, { call });
        await this.audit.write(em, {
          kind: 'user_created',
          call,
          details: { userId: user.id, username: user.username, accessLevel: user.accessLevel },
        });
        return user.toView();
      }),
    );
  }

  /** @throws DomainError `gateway.user_not_found`, `gateway.last_admin`, `gateway.api_user_level_fixed`, `request.stale` */
  async change(input: ChangeUserInput, call: Call): Promise<UserView> {
    const view = await this.work.command(call, async (em) => {
      await rows(em, 'select pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK]);
      const user = await findUser(em, input.id);
      expectVersion(user, call);
      const wasAdmin = user.isActiveAdmin;
      user.change(input, this.clock.now());
      await em.flush();
      if (
        wasAdmin &&
        !user.isActiveAdmin &&
        (await em.count(User, { accessLevel: 'admin', active: true })) === 0
      ) {
        throw new DomainError('gateway.last_admin');
      }
      if (!user.active) await this.sessions.endAllOf(em, user.id);
      recordUser(em, user, { call });
      const { id, ...changed } = input;
      await this.audit.write(em, {
        kind: 'user_changed',
        call,
        details: { userId: id, username: user.username, changed },
      });
      return user.toView();
    });
    this.callers.forget();
    return view;
  }

  /** @throws DomainError `gateway.user_not_found`, `gateway.user_has_no_password`, `gateway.password_too_weak` */
  async resetPassword(input: ResetPasswordInput, call: Call): Promise<void> {
    const hash = await this.passwords.hash(input.password);
    await this.work.transaction(async (em) => {
      const user = await findUser(em, input.id);
      refuseWeakPassword(input.password, user.username);
      user.setPassword(hash);
      await this.sessions.endAllOf(em, user.id);
      await this.audit.write(em, {
        kind: 'password_changed',
        call,
        details: { userId: user.id, username: user.username },
      });
    });
    this.callers.forget();
  }

  /** Ends every session of a user. @throws DomainError `gateway.user_not_found` */
  async signOut(input: UserInput, call: Call): Promise<void> {
    await this.work.transaction(async (em) => {
      const user = await findUser(em, input.id);
      await this.sessions.endAllOf(em, user.id);
      await this.audit.write(em, {
        kind: 'signed_out_everywhere',
        call,
        details: { userId: user.id, username: user.username },
      });
    });
    this.callers.forget();
  }

  /** Who is calling. A key's permissions are its scopes. */
  async readMe(call: Call): Promise<MeView> {
    const user = await this.work.read((em) => findUser(em, call.actor.id as string));
    return {
      user: user.toView(),
      accessLevel: call.actor.accessLevel ?? user.accessLevel,
      permissions: permissionsOf(call.actor),
    };
  }
}

/** Records how a user is called and what they are, so that the report shows current names. */
export function recordUser(em: EntityManager, user: User, by: { call?: Call; actor?: Actor }): void {
  record(em, 'gateway.user.changed', {
    ...by,
    attributes: {
      id: user.id,
      name: user.username,
      retired: !user.active,
      accessLevel: user.accessLevel,
      ...(user.email === null ? {} : { email: user.email }),
      ...(user.callCenterId === null ? {} : { callCenterId: user.callCenterId }),
    },
  });
}

/** @throws DomainError `gateway.user_not_found` */
export async function findUser(em: EntityManager, id: string): Promise<User> {
  const user = await em.findOne(User, { id });
  if (user === null) throw new DomainError('gateway.user_not_found');
  return user;
}

/** Turns the database's refusal of a second user of one name into ours. */
export async function refusingTakenNames<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException && error.message.includes('users_username')) {
      throw new DomainError('gateway.username_taken');
    }
    throw error;
  }
}

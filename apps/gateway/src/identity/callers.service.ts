import { Injectable } from '@nestjs/common';
import { DomainError, type Actor } from '@daybook/contracts';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { ApiKey, hashOfKey } from './api-key.entity';
import { Session } from './session.entity';
import { SessionTokensService } from './session-tokens.service';
import { User } from './user.entity';
import { ActorTokensService } from './actor-tokens.service';

/** How long another replica may go on with what it knew of a user: 5 s. This one forgets at once. */
const REMEMBER_MS = 5_000;
const REMEMBER_AT_MOST = 5_000;

/** Who sent a request, with the token that tells the services. */
export interface Caller {
  actor: Actor;
  token: string;
  /** The session; null where an API key acts. */
  sessionId: string | null;
  /** When the session ends, however often it is renewed. */
  sessionEndsAt: Date | null;
  /** Whose requests are counted together: those of a user's sessions, those of one key. */
  counted: string;
}

/** What a request presents to prove who sent it. */
export interface Credentials {
  authorization?: string;
  apiKey?: string;
}

interface Known {
  who: Omit<Caller, 'token'> | null;
  until: number;
}

/** Finds out who sent a request. */
@Injectable()
export class CallersService {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly sessionTokens: SessionTokensService,
    private readonly actorTokens: ActorTokensService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `request.unauthenticated` without credentials, `request.token_invalid` for wrong or ended ones */
  async authenticate({ authorization, apiKey }: Credentials): Promise<Caller> {
    if (authorization !== undefined) {
      const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      const id = bearer === undefined ? null : this.sessionTokens.read(bearer);
      if (id === null) throw new DomainError('request.token_invalid');
      return this.callerOf(`session ${id}`, () => this.findSession(id));
    }
    if (apiKey !== undefined) {
      const hash = hashOfKey(apiKey);
      return this.callerOf(`key ${hash.toString('base64')}`, () => this.findKey(hash));
    }
    throw new DomainError('request.unauthenticated');
  }

  /** Forgets what is remembered, because a user, a session or a key has changed. */
  forget(): void {
    this.known.clear();
  }

  private async callerOf(credential: string, find: () => Promise<Known['who']>): Promise<Caller> {
    let known = this.known.get(credential);
    if (known === undefined || known.until <= performance.now()) {
      known = { who: await find(), until: performance.now() + REMEMBER_MS };
      if (this.known.size >= REMEMBER_AT_MOST) this.known.clear();
      this.known.set(credential, known);
    }
    if (known.who === null) throw new DomainError('request.token_invalid');
    return { ...known.who, token: this.actorTokens.tokenOf(known.who.actor) };
  }

  private async findSession(id: string): Promise<Known['who']> {
    return this.work.read(async (em) => {
      const session = await em.findOne(Session, { id });
      if (session === null || !session.isLive(this.clock.now())) return null;
      const user = await em.findOne(User, { id: session.userId });
      if (user === null || !user.active) return null;
      return {
        actor: user.toActor(null),
        sessionId: id,
        sessionEndsAt: session.endsAt,
        counted: `user ${user.id}`,
      };
    });
  }

  private async findKey(keyHash: Buffer): Promise<Known['who']> {
    return this.work.read(async (em) => {
      const key = await em.findOne(ApiKey, { keyHash });
      if (key === null || key.revokedAt !== null) return null;
      const user = await em.findOne(User, { id: key.userId });
      if (user === null || !user.active) return null;
      return {
        actor: user.toActor(key.scopes),
        sessionId: null,
        sessionEndsAt: null,
        counted: `key ${key.id}`,
      };
    });
  }
}

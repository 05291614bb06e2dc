import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { sign, verify, type JwtPayload } from 'jsonwebtoken';
import { textOrFile } from '@daybook/messaging';
import { Clock } from '@daybook/persistence';
import { GatewayConfig } from '../gateway.config';
import type { Session } from './session.entity';

/** How long a token is good before it must be renewed: 30 minutes. */
export const TOKEN_MS = 30 * 60_000;
/** How old a token is before it is renewed by its use: 5 minutes. */
const RENEWED_AFTER_MS = 5 * 60_000;
/** Tokens remembered at most. */
const REMEMBER_AT_MOST = 5_000;

/** A token and until when it is good. */
export interface SessionToken {
  token: string;
  expiresAt: Date;
}

/**
 * Signs and reads the tokens of sessions. Their key is derived from the gateway's private key: one secret to keep,
 * and a session's token can never pass for an actor's.
 */
@Injectable()
export class SessionTokensService {
  private readonly key: KeyObject;
  /** Tokens whose signature was found right, so that it is not worked out again for each request. */
  private readonly verified = new Map<string, { id: string; expiresAt: number }>();

  constructor(
    config: GatewayConfig,
    private readonly clock: Clock,
  ) {
    this.key = createSecretKey(
      Buffer.from(hkdfSync('sha256', textOrFile(config.actorPrivateKey), '', 'daybook session tokens', 32)),
    );
  }

  /** A token of a session, never longer than the session lasts. */
  issue(session: Pick<Session, 'id' | 'endsAt'>): SessionToken {
    const now = this.clock.now().getTime();
    const expiresAt = new Date(Math.floor(Math.min(now + TOKEN_MS, session.endsAt.getTime()) / 1000) * 1000);
    const token = sign(
      { sid: session.id, iat: Math.floor(now / 1000), exp: expiresAt.getTime() / 1000 },
      this.key,
      {
        algorithm: 'HS256',
      },
    );
    return { token, expiresAt };
  }

  /** A later token in the place of one that was found right, null while that is young or where none would be good for longer. */
  renewed(token: string, session: Pick<Session, 'id' | 'endsAt'>): SessionToken | null {
    const left = (this.verified.get(token)?.expiresAt ?? 0) - this.clock.now().getTime();
    if (left > TOKEN_MS - RENEWED_AFTER_MS) return null;
    const renewed = this.issue(session);
    return renewed.expiresAt.getTime() - this.clock.now().getTime() > left ? renewed : null;
  }

  /** The session id in a token; null when it is forged, expired or none of ours. */
  read(token: string): string | null {
    const known = this.verified.get(token);
    if (known !== undefined && known.expiresAt > this.clock.now().getTime()) return known.id;
    return this.verify(token);
  }

  private verify(token: string): string | null {
    try {
      const payload = verify(token, this.key, {
        algorithms: ['HS256'],
        clockTimestamp: Math.floor(this.clock.now().getTime() / 1000),
      }) as JwtPayload;
      if (typeof payload.sid !== 'string' || payload.exp === undefined) return null;
      if (this.verified.size >= REMEMBER_AT_MOST) this.verified.clear();
      this.verified.set(token, { id: payload.sid, expiresAt: payload.exp * 1_000 });
      return payload.sid;
    } catch {
      return null;
    }
  }
}

import { createPublicKey, type KeyObject } from 'node:crypto';
import { sign, verify } from 'jsonwebtoken';
import { DomainError, type Actor } from '@daybook/contracts';

/** Seconds that a token is good for. */
export const ACTOR_TOKEN_SECONDS = 60;

/** Signs who acts, for the services. Only the gateway has the private key (PEM, P-256). */
export function signActor(actor: Actor, privateKey: string): string {
  return sign({ actor }, privateKey, {
    algorithm: 'ES256',
    expiresIn: ACTOR_TOKEN_SECONDS,
    issuer: 'daybook',
  });
}

/** Verifies actor tokens and remembers those that it has seen until they expire. */
export class ActorTokens {
  private readonly seen = new Map<string, { actor: Actor; expires: number }>();

  /** Made once: to read the text at each call costs as much as to verify. */
  private readonly publicKey: KeyObject;

  constructor(publicKey: string) {
    this.publicKey = createPublicKey(publicKey);
  }

  /** Who acts. @throws DomainError `request.token_invalid` */
  verify(token: string): Actor {
    const known = this.seen.get(token);
    if (known !== undefined && known.expires > Date.now()) return known.actor;
    let claims: unknown;
    try {
      claims = verify(token, this.publicKey, { algorithms: ['ES256'], issuer: 'daybook', clockTolerance: 5 });
    } catch {
      throw new DomainError('request.token_invalid');
    }
    const { actor, exp } = claims as { actor: Actor; exp: number };
    if (this.seen.size >= 1_000) this.seen.clear();
    this.seen.set(token, { actor, expires: exp * 1000 });
    return actor;
  }
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '@daybook/contracts';
import { signActor, textOrFile } from '@daybook/messaging';
import { GatewayConfig } from '../gateway.config';

/** A token is good for 60 s; it is used anew for 30 s, so that none is near its end when it arrives. */
const REUSE_MS = 30_000;
const KEEP_AT_MOST = 5_000;

interface Signed {
  token: string;
  /** Until when it is used, by `performance.now()`. */
  until: number;
}

/** Signs who acts, for the services, and keeps each signature for a while. */
@Injectable()
export class ActorTokensService {
  private readonly signed = new Map<string, Signed>();
  /** The same by the actor itself, as long as it is the same object: most requests need not write it out. */
  private readonly signedFor = new WeakMap<Actor, Signed>();

  private readonly privateKey: string;

  constructor(config: GatewayConfig) {
    this.privateKey = textOrFile(config.actorPrivateKey);
  }

  /** The token of an actor as it is now. Actors are never changed, only made anew. */
  tokenOf(actor: Actor): string {
    let signed = this.signedFor.get(actor);
    if (signed === undefined || signed.until <= performance.now()) {
      signed = this.sign(actor);
      this.signedFor.set(actor, signed);
    }
    return signed.token;
  }

  private sign(actor: Actor): Signed {
    const facts = JSON.stringify(actor);
    const known = this.signed.get(facts);
    if (known !== undefined && known.until > performance.now()) return known;
    if (this.signed.size >= KEEP_AT_MOST) this.signed.clear();
    const signed = { token: signActor(actor, this.privateKey), until: performance.now() + REUSE_MS };
    this.signed.set(facts, signed);
    return signed;
  }
}

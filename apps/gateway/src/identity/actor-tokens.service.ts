import { Injectable } from '@nestjs/common';
import type { Actor } from '@daybook/contracts';
import { signActor, textOrFile } from '@daybook/messaging';
import { GatewayConfig } from '../gateway.config';

/** A token is good for 60 s; it is used anew for 30 s, so that none is near its end when it arrives. */
const REUSE_MS = 30_000;
const KEEP_AT_MOST = 5_000;

/** Signs who acts, for the services, and keeps each signature for a while. */
@Injectable()
export class ActorTokensService {
  private readonly signed = new Map<string, { token: string; until: number }>();

  private readonly privateKey: string;

  constructor(config: GatewayConfig) {
    this.privateKey = textOrFile(config.actorPrivateKey);
  }

  /** The token of an actor as it is now. */
  tokenOf(actor: Actor): string {
    const facts = JSON.stringify(actor);
    const known = this.signed.get(facts);
    if (known !== undefined && known.until > Date.now()) return known.token;
    if (this.signed.size >= KEEP_AT_MOST) this.signed.clear();
    const token = signActor(actor, this.privateKey);
    this.signed.set(facts, { token, until: Date.now() + REUSE_MS });
    return token;
  }
}

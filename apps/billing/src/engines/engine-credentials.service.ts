import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  mapPage,
  type Call,
  type EngineCredentialInput,
  type EngineCredentialsView,
  type EngineCredentialView,
  type IssueEngineCredentialsInput,
  type ListEngineCredentialsInput,
  type Page,
} from '@daybook/contracts';
import {
  Clock,
  enginePermissions,
  inboxPrefixOf,
  makeCredentials,
  newAccountKey,
  ServiceLogger,
  type MadeCredentials,
} from '@daybook/messaging';
import { newestPage, UnitOfWork } from '@daybook/persistence';
import { BillingEngine } from './billing-engine.entity';
import { EngineCredential } from './engine-credential.entity';
import { EngineAccounts } from './engine-accounts';
import { EngineConsumers } from './engine-consumers';
import { findEngine } from './find-engine';
import { credentialView, engineView } from './engine.views';

const HOUR_MS = 3_600_000;

/** Makes what engines sign in to NATS with, and takes it back. */
@Injectable()
export class EngineCredentialsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly accounts: EngineAccounts,
    private readonly consumers: EngineConsumers,
    private readonly logger: ServiceLogger,
  ) {}

  /** The first credentials of an engine just registered; none where the NATS server asks for none. */
  first(em: EntityManager, engine: BillingEngine, call: Call): Promise<EngineCredentialsView> {
    return this.make(em, engine, call, {});
  }

  /** Makes an engine's account, and the consumer it reads from. If they cannot be made now, they are as soon as they can. */
  async prepare(engine: string): Promise<void> {
    await this.accounts.open(engine);
    try {
      await this.consumers.ensure([engine]);
    } catch (error) {
      this.logger.warn('the consumer of an engine could not be made yet', error);
    }
  }

  async issue(input: IssueEngineCredentialsInput, call: Call): Promise<EngineCredentialsView> {
    if (input.overlapHours !== undefined) this.accounts.expectAvailable();
    if (this.accounts.signingSeed === null) {
      throw new DomainError('billing.credentials_unavailable', {
        detail: 'NATS_ACCOUNT_SEED, NATS_OPERATOR_SEED and NATS_SYSTEM_CREDS are needed to make credentials.',
      });
    }
    const view = await this.work.command(call, async (em) => {
      const engine = await findEngine(em, input.id);
      if (engine.retired) throw new DomainError('billing.reference_retired');
      await this.endOthers(em, engine, input.overlapHours, call);
      return this.make(em, engine, call, input);
    });
    if (input.overlapHours === 0) {
      // The new ones are shown this one time: whether the server knows already is in the list of credentials.
      await this.accounts.enforce(view.name).catch((error: unknown) => {
        this.logger.warn('credentials are revoked, but the NATS server does not know yet', error);
      });
    }
    return view;
  }

  async revoke(input: EngineCredentialInput, call: Call): Promise<EngineCredentialView> {
    this.accounts.expectAvailable();
    await this.work.command(call, async (em) => {
      (await findCredential(em, input)).revoke(this.clock.now(), nameOf(call));
    });
    const { name } = await this.work.read((em) => findEngine(em, input.id));
    await this.accounts.enforce(name);
    return this.work.read(async (em) => credentialView(await findCredential(em, input), this.clock.now()));
  }

  list(input: ListEngineCredentialsInput): Promise<Page<EngineCredentialView>> {
    return this.work.read(async (em) => {
      const engine = await findEngine(em, input.id);
      const list = { entity: EngineCredential, list: 'engine-credentials' };
      const page = await newestPage(em, list, [{ engineId: engine.id }], input);
      return mapPage(page, (credential) => credentialView(credential, this.clock.now()));
    });
  }

  private async endOthers(
    em: EntityManager,
    engine: BillingEngine,
    overlapHours: number | undefined,
    call: Call,
  ): Promise<void> {
    if (overlapHours === undefined) return;
    const now = this.clock.now();
    const until = new Date(now.getTime() + overlapHours * HOUR_MS);
    for (const other of await em.find(EngineCredential, { engineId: engine.id, revokedAt: null })) {
      if (overlapHours > 0) other.endAt(until);
      else if (other.stateAt(now) === 'good') other.revoke(now, nameOf(call));
    }
  }

  private async make(
    em: EntityManager,
    engine: BillingEngine,
    call: Call,
    { reason, validForHours }: Pick<IssueEngineCredentialsInput, 'reason' | 'validForHours'>,
  ): Promise<EngineCredentialsView> {
    const now = this.clock.now();
    const expires = validForHours === undefined ? null : new Date(now.getTime() + validForHours * HOUR_MS);
    const made = await this.sign(engine, expires);
    const bare = { ...engineView(engine), inboxPrefix: inboxPrefixOf(engine.name) };
    if (made === null) return bare;
    const credential = EngineCredential.issue({
      engineId: engine.id,
      userKey: made.userKey,
      reason: reason ?? null,
      by: nameOf(call),
      at: now,
      endsByItselfAt: expires,
    });
    em.persist(credential);
    return {
      ...bare,
      credentials: made.text,
      credentialId: credential.id,
      ...(expires === null ? {} : { expiresAt: expires.toISOString() }),
    };
  }

  /** A server without users asks for no credentials. */
  private async sign(engine: BillingEngine, expires: Date | null): Promise<MadeCredentials | null> {
    const { signingSeed } = this.accounts;
    if (signingSeed === null) return null;
    engine.accountKey ??= newAccountKey();
    const { name, accountKey } = engine;
    return makeCredentials({
      accountSigningSeed: signingSeed,
      accountPublicKey: accountKey,
      name,
      inboxPrefix: inboxPrefixOf(name),
      ...(expires === null ? {} : { expires }),
      ...enginePermissions(name),
    });
  }
}

async function findCredential(em: EntityManager, input: EngineCredentialInput): Promise<EngineCredential> {
  const credential = await em.findOne(EngineCredential, { id: input.credentialId, engineId: input.id });
  if (credential === null) throw new DomainError('billing.not_found');
  return credential;
}

function nameOf({ actor }: Call): string {
  return actor.username;
}

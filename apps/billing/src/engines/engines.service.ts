import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  DomainError,
  encodeCursor,
  services,
  type BillingEngineView,
  type Call,
  type EngineCredentialsView,
  type ListBillingEnginesInput,
  type Page,
  type RegisterBillingEngineInput,
} from '@daybook/contracts';
import { Clock, enginePermissions, inboxPrefixOf, issueCredentials } from '@daybook/messaging';
import { record, UnitOfWork } from '@daybook/persistence';
import { BillingConfig } from '../billing.config';
import { flushNamed } from '../versions';
import { BillingEngine } from './billing-engine.entity';

/** Parties of ours on NATS: an engine of such a name would share their inbox. */
const RESERVED: readonly string[] = [...services, 'operations'];

/** Registers billing engines and makes what they sign in to NATS with. */
@Injectable()
export class EnginesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly config: BillingConfig,
    private readonly clock: Clock,
  ) {}

  register(input: RegisterBillingEngineInput, call: Call): Promise<EngineCredentialsView> {
    if (RESERVED.includes(input.name)) throw new DomainError('billing.name_taken');
    return this.work.command(call, async (em) => {
      const engine = BillingEngine.register(input, this.clock.now());
      em.persist(engine);
      await flushNamed(em);
      record(em, 'billing.engine.changed', {
        call,
        attributes: { id: engine.id, name: engine.name, retired: false },
      });
      return { ...engineView(engine), ...(await this.credentialsOf(engine)) };
    });
  }

  async issueCredentials(id: string): Promise<EngineCredentialsView> {
    const engine = await this.find(id);
    if (this.config.natsAccountSeed === undefined) {
      throw new DomainError('billing.credentials_unavailable', {
        detail: 'NATS_ACCOUNT_SEED is not set: there is nothing to sign credentials with.',
      });
    }
    return { ...engineView(engine), ...(await this.credentialsOf(engine)) };
  }

  async read(id: string): Promise<BillingEngineView> {
    return engineView(await this.find(id));
  }

  list(input: ListBillingEnginesInput): Promise<Page<BillingEngineView>> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const after = input.cursor === undefined ? [''] : decodeCursor('billing-engines', input.cursor);
    return this.work.read(async (em) => {
      const engines = await em.find(
        BillingEngine,
        { name: { $gt: String(after[0]) } },
        { orderBy: { name: 'asc' }, limit: limit + 1 },
      );
      const items = engines.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map(engineView),
        ...(engines.length > limit && last !== undefined
          ? { nextCursor: encodeCursor('billing-engines', [last.name]) }
          : {}),
      };
    });
  }

  private async find(id: string): Promise<BillingEngine> {
    const engine = await this.work.read((em) => em.findOne(BillingEngine, { id }));
    if (engine === null) throw new DomainError('billing.not_found');
    return engine;
  }

  /** A server without users (no NATS_ACCOUNT_SEED) asks for no credentials. */
  private async credentialsOf({
    name,
  }: BillingEngine): Promise<{ credentials?: string; inboxPrefix: string }> {
    const { natsAccountSeed, natsAccountPublicKey } = this.config;
    const inboxPrefix = inboxPrefixOf(name);
    if (natsAccountSeed === undefined) return { inboxPrefix };
    const credentials = await issueCredentials({
      accountSigningSeed: natsAccountSeed,
      ...(natsAccountPublicKey === undefined ? {} : { accountPublicKey: natsAccountPublicKey }),
      name,
      inboxPrefix,
      ...enginePermissions(name),
    });
    return { credentials, inboxPrefix };
  }
}

function engineView({ id, version, name, bills, registeredAt }: BillingEngine): BillingEngineView {
  return {
    id,
    version,
    name,
    bills,
    publishesOn: `intake.billing.${name}.>`,
    subscribesTo: [...enginePermissions(name).subscribe],
    registeredAt: registeredAt.toISOString(),
  };
}

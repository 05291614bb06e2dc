import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  DomainError,
  encodeCursor,
  services,
  type BillingEngineView,
  type Call,
  type ChangeBillingEngineInput,
  type EngineCredentialsView,
  type ListBillingEnginesInput,
  type Page,
  type RegisterBillingEngineInput,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { expectVersion, record, UnitOfWork } from '@daybook/persistence';
import { flushNamed } from '../catalog/flush-named';
import { BillingEngine } from './billing-engine.entity';
import { EngineCredentialsService } from './engine-credentials.service';
import { engineView } from './engine.views';

/** Parties of ours on NATS: an engine of such a name would share their inbox. */
const RESERVED: readonly string[] = [...services, 'operations'];

/** Registers, changes and retires billing engines. */
@Injectable()
export class EnginesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly credentials: EngineCredentialsService,
    private readonly clock: Clock,
  ) {}

  async register(input: RegisterBillingEngineInput, call: Call): Promise<EngineCredentialsView> {
    if (RESERVED.includes(input.name)) throw new DomainError('billing.name_taken');
    const view = await this.work.command(call, async (em) => {
      const engine = BillingEngine.register(input, this.clock.now());
      em.persist(engine);
      await flushNamed(em);
      record(em, 'billing.engine.changed', { call, attributes: namesOf(engine) });
      return this.credentials.first(em, engine, call);
    });
    await this.credentials.prepare(view.name);
    return view;
  }

  change(input: ChangeBillingEngineInput, call: Call): Promise<BillingEngineView> {
    return this.work.command(call, async (em) => {
      const engine = await em.findOne(BillingEngine, { id: input.id });
      if (engine === null) throw new DomainError('billing.not_found');
      expectVersion(engine, call);
      engine.bills = input.bills ?? engine.bills;
      engine.retired = input.retired ?? engine.retired;
      await em.flush();
      record(em, 'billing.engine.changed', { call, attributes: namesOf(engine) });
      return engineView(engine);
    });
  }

  read(id: string): Promise<BillingEngineView> {
    return this.work.read(async (em) => {
      const engine = await em.findOne(BillingEngine, { id });
      if (engine === null) throw new DomainError('billing.not_found');
      return engineView(engine);
    });
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
}

function namesOf({ id, name, retired }: BillingEngine): { id: string; name: string; retired: boolean } {
  return { id, name, retired };
}

import { Injectable } from '@nestjs/common';
import {
  DomainError,
  Keyset,
  mapPage,
  services,
  type BillingEngineInput,
  type BillingEngineView,
  type Call,
  type ChangeBillingEngineInput,
  type EngineCredentialsView,
  type EngineTestView,
  type ListBillingEnginesInput,
  type Page,
  type RegisterBillingEngineInput,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { expectVersion, record, UnitOfWork } from '@daybook/persistence';
import { flushNamed } from '../catalog/flush-named';
import { BillingEngine } from './billing-engine.entity';
import { lastTestOf, testEngine } from './engine-instructions';
import { EngineCredentialsService } from './engine-credentials.service';
import { findEngine } from './find-engine';
import { engineView } from './engine.views';

/** Parties of ours on NATS: an engine of such a name would share their inbox. */
const RESERVED: readonly string[] = [...services, 'operations'];

const byName = new Keyset('billing-engines', 'text');

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
      const engine = await findEngine(em, input.id);
      expectVersion(engine, call);
      engine.bills = input.bills ?? engine.bills;
      engine.retired = input.retired ?? engine.retired;
      await em.flush();
      record(em, 'billing.engine.changed', { call, attributes: namesOf(engine) });
      return engineView(engine);
    });
  }

  /** Sends a test message. @throws DomainError `billing.reference_retired` */
  test({ id }: BillingEngineInput, call: Call): Promise<EngineTestView> {
    return this.work.command(call, async (em) => {
      const engine = await findEngine(em, id);
      if (engine.retired) throw new DomainError('billing.reference_retired');
      await testEngine(em, engine);
      return lastTestOf(em, engine);
    });
  }

  /** The last test message. */
  readTest(id: string): Promise<EngineTestView> {
    return this.work.read(async (em) => lastTestOf(em, await findEngine(em, id)));
  }

  read(id: string): Promise<BillingEngineView> {
    return this.work.read(async (em) => engineView(await findEngine(em, id)));
  }

  list(input: ListBillingEnginesInput): Promise<Page<BillingEngineView>> {
    return this.work.read(async (em) => {
      const page = await byName.page<BillingEngine>(
        input,
        ({ name }) => [name],
        (after, limit) =>
          em.find(BillingEngine, after === null ? {} : { name: { $gt: after[0] } }, {
            orderBy: { name: 'asc' },
            limit,
          }),
      );
      return mapPage(page, engineView);
    });
  }
}

function namesOf({ id, name, retired }: BillingEngine): { id: string; name: string; retired: boolean } {
  return { id, name, retired };
}

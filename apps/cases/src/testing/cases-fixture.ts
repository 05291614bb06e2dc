import type { Type } from '@nestjs/common';
import { ListCases, OpenCase, type Actor, type CaseDetailView, type DaybookEvent } from '@daybook/contracts';
import type { Environment, RunningService } from '@daybook/messaging';
import {
  bootService,
  databaseOf,
  journalOf,
  startNats,
  startPostgres,
  testActor,
  TestCaller,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { CasesModule } from '../cases.module';
import { CustomersDouble, CustomersDoubleModule } from './customers-double';

/** Two agents who may do the same. */
export const ann = testActor({ username: 'ann', accessLevel: 'cs_agent' });
export const bob = testActor({ username: 'bob', accessLevel: 'cs_agent' });

/** The cases service beside a double of the customers service, and what specs ask of it. */
export class CasesFixture {
  private constructor(
    private readonly postgres: TestPostgres,
    private readonly nats: TestNats,
    readonly databases: { cases: TestDatabase; customers: TestDatabase },
    readonly services: { cases: RunningService; customers: RunningService },
    readonly caller: TestCaller,
    /** The customer that cases are about unless they say otherwise. */
    readonly customerId: string,
  ) {}

  /** @param environment more of it, such as where e-mails come in */
  static async start(environment: Environment = {}): Promise<CasesFixture> {
    const [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    const databases = {
      cases: await databaseOf(postgres, { module: CasesModule }),
      customers: await databaseOf(postgres, { module: CustomersDoubleModule }),
    };
    const services = {
      customers: await bootService(
        { module: CustomersDoubleModule },
        { database: databases.customers, nats },
      ),
      cases: await bootService({ module: CasesModule }, { database: databases.cases, nats, environment }),
    };
    const customerId = await services.customers.app.get(CustomersDouble).create('Grace Hopper');
    return new CasesFixture(postgres, nats, databases, services, await TestCaller.connect(nats), customerId);
  }

  async stop(): Promise<void> {
    await this.caller.close();
    for (const service of Object.values(this.services)) await service.stop();
    for (const database of Object.values(this.databases)) await database.drop();
    await this.nats.stop();
    await this.postgres.stop();
  }

  /** A second replica of cases. */
  replica(environment: Environment = {}): Promise<RunningService> {
    const { cases: database } = this.databases;
    return bootService({ module: CasesModule }, { database, nats: this.nats, environment });
  }

  get customers(): CustomersDouble {
    return this.services.customers.app.get(CustomersDouble);
  }

  /** What the service itself uses. */
  provided<T>(of: Type<T>): T {
    return this.services.cases.app.get(of);
  }

  open(input: object = {}, actor: Actor = ann): Promise<CaseDetailView> {
    return this.caller.call(
      OpenCase,
      { customerId: this.customerId, subject: 'Parcel is late', ...input },
      actor,
    );
  }

  /** The customer ordered in a campaign, as the service knows from billing. */
  async ordered(customerId: string, campaignId: string): Promise<void> {
    await this.databases.cases.query(
      `insert into customer_context (customer_id, latest, order_numbers, campaign_ids, card_last_fours)
       values ($1, '{}', '{}', array[$2], '{}')`,
      [customerId, campaignId],
    );
  }

  /** Ids of the cases listed, last modified first. */
  async idsListed(input: object, actor: Actor = ann): Promise<string[]> {
    return (await this.caller.call(ListCases, input, actor)).items.map(({ id }) => id);
  }

  /** What was recorded about a case, in order. */
  async factsOf(caseId: string): Promise<DaybookEvent[]> {
    return (await this.journal()).filter((event) => event.data.about.caseId === caseId);
  }

  /** The same without what surrounds it: `opened`, `taken` and so on. */
  async typesOf(caseId: string): Promise<string[]> {
    return (await this.factsOf(caseId)).map(({ type }) => type.replace('cases.case.', ''));
  }

  /** All that the service recorded, in order. */
  journal(): Promise<DaybookEvent[]> {
    return journalOf(this.databases.cases);
  }
}

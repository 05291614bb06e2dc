import {
  CreateCustomer,
  SearchCustomers,
  type Actor,
  type CustomerView,
  type DaybookEvent,
} from '@daybook/contracts';
import type { Environment, RunningService } from '@daybook/messaging';
import {
  bootService,
  databaseOf,
  journalOf,
  startNats,
  startPostgres,
  TestCaller,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { CustomersModule } from '../customers.module';

/** A customer who has something of everything. */
export const ada = {
  name: 'Ada Lovelace',
  emails: [{ address: 'ada@example.com' }, { address: 'Countess@Example.org' }],
  phones: [{ number: '(415) 555-2671', label: 'mobile' }],
  addresses: [
    {
      purpose: 'shipping',
      line1: '12 Main St',
      city: 'Springfield',
      state: 'IL',
      postalCode: '62701',
      country: 'US',
    },
  ],
  language: 'en-US',
  timeZone: 'America/Chicago',
  tags: ['vip'],
  birthday: '1985-12-10',
};

/** What billing told of a customer's orders. */
export interface Ordered {
  latest?: object;
  numbers?: string[];
  cards?: string[];
  campaigns?: string[];
}

/** The customers service on a database and a NATS of its own, and what specs ask of it. */
export class CustomersFixture {
  private constructor(
    private readonly postgres: TestPostgres,
    private readonly nats: TestNats,
    readonly database: TestDatabase,
    private readonly environment: Environment,
    readonly caller: TestCaller,
  ) {}

  readonly services: RunningService[] = [];

  /** @param environment more of it, such as where plugins are */
  static async start(environment: Environment = {}): Promise<CustomersFixture> {
    const [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    const database = await databaseOf(postgres, { module: CustomersModule });
    const caller = await TestCaller.connect(nats);
    const fixture = new CustomersFixture(postgres, nats, database, environment, caller);
    await fixture.addReplica();
    return fixture;
  }

  /** One more replica of the service. */
  async addReplica(): Promise<void> {
    const { database, nats, environment } = this;
    this.services.push(await bootService({ module: CustomersModule }, { database, nats, environment }));
  }

  async stop(): Promise<void> {
    await this.caller.close();
    await Promise.all(this.services.map((service) => service.stop()));
    await this.database.drop();
    await this.nats.stop();
    await this.postgres.stop();
  }

  create(input: object = ada, actor?: Actor): Promise<CustomerView> {
    return this.caller.call(CreateCustomer, input, actor);
  }

  /** Ids of the customers found, best first. */
  async idsFound(input: object, actor?: Actor): Promise<string[]> {
    return (await this.caller.call(SearchCustomers, input, actor)).items.map(({ id }) => id);
  }

  /** What was recorded about a customer, in order. */
  async factsOf(customerId: string): Promise<DaybookEvent[]> {
    const journal = await journalOf(this.database);
    return journal.filter((event) => event.data.context.customerId === customerId);
  }

  async typesOf(customerId: string): Promise<string[]> {
    return (await this.factsOf(customerId)).map(({ type }) => type);
  }

  /** Puts what billing told of a customer's orders in its place. */
  async ordered(customerId: string, { latest, numbers, cards, campaigns }: Ordered): Promise<void> {
    await this.database.query(
      `insert into customer_context (customer_id, latest, order_numbers, card_last_fours, campaign_ids)
       values ($1, $2, $3, $4, $5)`,
      [customerId, JSON.stringify(latest ?? {}), numbers ?? [], cards ?? [], campaigns ?? []],
    );
  }
}

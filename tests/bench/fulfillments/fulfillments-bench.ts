import { loadavg } from 'node:os';
import { newId, type Call, type ListFulfillmentsInput } from '@daybook/contracts';
import { rows, UnitOfWork } from '@daybook/persistence';
import { bootService, startNats, startOwnPostgres, testActor } from '@daybook/testing';
import { FulfillmentModule } from '../../../apps/fulfillment/src/fulfillment.module';
import { FulfillmentsQueries } from '../../../apps/fulfillment/src/fulfillments/fulfillments.queries';
import { argument, listLine, quantile, timesOf } from '../bench-times';
import { databaseAt, type Database } from '../search/search-load';

/**
 * `npm run bench:fulfillments -- --fulfillments 200000`: the list of fulfillments by its filters, by scope and far back,
 * beside the plain indexed query that reads one page of the newest.
 */
const FULFILLMENTS = Number(argument('--fulfillments') ?? 200_000);
const ROUNDS = Number(argument('--rounds') ?? 40);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What one round asks for: of a fulfillment somewhere in the list. */
interface Sought {
  house: string;
  campaign: string;
  order: string;
  customer: string;
  at: Date;
}
const DAY_MS = 86_400_000;
const day = ({ at }: Sought): Pick<ListFulfillmentsInput, 'from' | 'to'> => ({
  from: at.toISOString(),
  to: new Date(at.getTime() + DAY_MS).toISOString(),
});

const lists: readonly { name: string; of: (sought: Sought) => Partial<ListFulfillmentsInput> }[] = [
  { name: 'all', of: () => ({}) },
  { name: 'status shipped (common)', of: () => ({ status: ['shipped'] }) },
  { name: 'status failed (rare)', of: () => ({ status: ['failed'] }) },
  { name: 'four statuses', of: () => ({ status: ['hold', 'pending', 'failed', 'returned'] }) },
  { name: 'house', of: ({ house }) => ({ houseId: house }) },
  { name: 'house and status', of: ({ house }) => ({ houseId: house, status: ['pending'] }) },
  { name: 'house, rare status', of: ({ house }) => ({ houseId: house, status: ['failed'] }) },
  { name: 'campaign', of: ({ campaign }) => ({ campaignId: [campaign] }) },
  { name: 'campaign and status', of: ({ campaign }) => ({ campaignId: [campaign], status: ['pending'] }) },
  {
    name: 'campaign, house, rare status',
    of: ({ campaign, house }) => ({ campaignId: [campaign], houseId: house, status: ['failed'] }),
  },
  { name: 'a day', of: day },
  { name: 'a day and status', of: (sought) => ({ ...day(sought), status: ['pending'] }) },
  {
    name: 'a day, house and campaign',
    of: (sought) => ({ ...day(sought), houseId: sought.house, campaignId: [sought.campaign] }),
  },
  { name: 'order number', of: ({ order }) => ({ orderNumber: order }) },
  { name: 'unexpected', of: () => ({ unexpected: true }) },
];

async function main(): Promise<void> {
  const [postgres, nats] = [await startOwnPostgres(), await startNats()];
  try {
    const url = postgres.url.replace(/\/postgres$/, '/fulfillments_bench');
    await databaseAt(postgres.url).query('create database fulfillments_bench');
    const environment = { HOUSE_SECRETS_KEY: Buffer.alloc(32, 1).toString('base64'), WORK_EVERY_MS: '60000' };
    const service = await bootService(
      { module: FulfillmentModule },
      { database: { url }, nats, environment },
    );
    const began = Date.now();
    for (const statement of load()) await databaseAt(url).query(statement);
    say(`${FULFILLMENTS} fulfillments, loaded in ${Math.round((Date.now() - began) / 1_000)} s`);
    await measure(service.app.get(FulfillmentsQueries), service.app.get(UnitOfWork), databaseAt(url));
    await service.stop();
  } finally {
    await nats.stop();
    await postgres.stop();
  }
}

async function measure(queries: FulfillmentsQueries, work: UnitOfWork, database: Database): Promise<void> {
  const all = await database.query<Sought>(
    `select house_id house, campaign_id campaign, order_number "order", customer_id customer, created_at as "at"
     from fulfillment order by random() limit $1`,
    [ROUNDS],
  );
  const actor = testActor();
  const call: Call = { actor, requestId: newId(), correlationId: newId(), operation: 'bench', input: {} };
  const plain = await timesOf(all, () =>
    work.read((em) => rows(em, 'select * from fulfillment order by created_at desc, id desc limit 50')),
  );
  say(
    `load ${loadavg()[0]?.toFixed(1)}; a plain page of the newest: ${quantile(plain, 0.5).toFixed(1)} ms\n`,
  );
  say('| list | found | ms, median | ms, 95 % |\n|---|---|---|---|');
  const print = async (
    name: string,
    ask: (sought: Sought) => Promise<{ items: unknown[] }>,
  ): Promise<void> => {
    say(await listLine(name, all, ask));
  };
  for (const { name, of } of lists)
    await print(name, (sought) => queries.list({ ...of(sought), limit: 50 }, call));
  const scoped = (campaignIds: string[]): Call => ({ ...call, actor: { ...actor, campaignIds } });
  await print('all, of who may see one campaign', ({ campaign }) =>
    queries.list({ limit: 50 }, scoped([campaign])),
  );
  await print('status failed, of who may see one campaign', ({ campaign }) =>
    queries.list({ status: ['failed'], limit: 50 }, scoped([campaign])),
  );
  await print('a customer’s', ({ customer }) => queries.ofCustomer({ id: customer, limit: 50 }, call));
  let cursor: string | undefined;
  await print('all, page after page', async () => {
    const page = await queries.list({ limit: 200, ...(cursor === undefined ? {} : { cursor }) }, call);
    cursor = page.nextCursor ?? undefined;
    return page;
  });
}

/** Fulfillments of a year: most are delivered, few have failed; one house and one campaign have most of them. */
function load(): string[] {
  const uneven = (prefix: string, count: number): string =>
    `('${prefix}-0000-7000-8000-' || lpad(floor(power(random(), 3) * ${count})::int::text, 12, '0'))::uuid`;
  return [
    `insert into house (id, name, url, created_at)
     select ('01890001-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'house ' || n, 'http://127.0.0.1:1/', now()
     from generate_series(0, 9) n`,
    `insert into fulfillment (id, order_id, order_number, customer_id, campaign_id, house_id, status, unexpected,
                              context, ship_to, addressed_at, created_at, updated_at)
     select gen_random_uuid(), gen_random_uuid(), 'D-' || n, gen_random_uuid(), ${uneven('01890002', 40)},
            ${uneven('01890001', 10)},
            case when p < 0.6 then 'delivered' when p < 0.9 then 'shipped' when p < 0.97 then 'pending'
                 when p < 0.99 then 'hold' when p < 0.998 then 'returned' else 'failed' end,
            random() < 0.001, '{"productIds":[],"customFields":{"source":"radio"}}',
            '{"name":"Ada Example","address":{"line1":"12 Main St","city":"Springfield","country":"US"}}',
            "at", "at", "at"
     from (select n, random() p, now() - (${FULFILLMENTS} - n) * (interval '365 days' / ${FULFILLMENTS}) as "at"
           from generate_series(1, ${FULFILLMENTS}) n) made`,
    `insert into fulfillment_item (id, fulfillment_id, position, product_id, product_name, sku, ordered_sku, quantity, ordered_quantity)
     select gen_random_uuid(), f.id, p, gen_random_uuid(), 'Vitamin C', 'VC-1', 'VC-1', 1, 1
     from fulfillment f cross join generate_series(1, 2) p`,
    'vacuum analyze',
  ];
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});

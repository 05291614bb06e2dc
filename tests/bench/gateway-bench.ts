import type { CustomerView } from '@daybook/contracts';
import { startNats, type TestSystem } from '@daybook/testing';
import { HttpClient } from '../../deploy/clients/http-client';
import { Child } from './bench-child';
import { load, median, type Figure } from './bench-figures';
import type { LoadResult } from './load-process';

const ROUNDS = 3;
const SECONDS = 3;
const TARGET = 0.9;

/** Gateway → service → answer, against bare Fastify → NATS → responder, turn by turn. */
export async function benchGateway(system: TestSystem): Promise<Figure[]> {
  const admin = new HttpClient(`${system.urls.gateway}/api/v1`);
  const { token } = (
    await admin.send<{ token: string }>('POST', '/sessions', {
      body: { username: 'admin', password: system.adminPassword },
    })
  ).body;
  const client = new HttpClient(admin.base, { authorization: `Bearer ${token}` });
  const customer = await client.post<CustomerView>('/customers', {
    name: 'Ada Bench',
    emails: [{ address: 'ada@customers.example', primary: true }],
  });
  const text = JSON.stringify(customer);
  const nats = await startNats();
  const environment = {
    NATS_URL: nats.url,
    TEXT: text,
    DATABASE_URL: system.databaseUrl('customers'),
    ROW: customer.id,
  };
  const responder = Child.start('tests/bench/bare-responder-process.js', environment);
  const gateway = Child.start('tests/bench/bare-gateway-process.js', environment);
  try {
    await responder.next();
    const { url } = await gateway.next<{ url: string }>();
    const compare = (what: string, bare: string, target?: number): Promise<Figure[]> =>
      turnByTurn(what, `${client.base}/customers/${customer.id}`, `${url}/bare/${bare}`, token, target);
    return [
      ...(await compare('a customer; bare: reads the row too', 'row', TARGET)),
      ...(await compare('a customer; bare: has the text ready', 'text')),
    ];
  } finally {
    await Promise.all([gateway.stop(), responder.stop()]);
    await nats.stop();
  }
}

async function turnByTurn(
  what: string,
  ours: string,
  bare: string,
  token: string,
  target?: number,
): Promise<Figure[]> {
  const before = load();
  const our: LoadResult[] = [];
  const theirs: LoadResult[] = [];
  for (const url of [ours, bare]) await measure(url, token, 3); // warm
  for (let round = 0; round < ROUNDS; round++) {
    our.push(await measure(ours, token, SECONDS));
    theirs.push(await measure(bare, token, SECONDS));
  }
  const ratios = our.map(({ perSecond }, at) => perSecond / (theirs[at]?.perSecond ?? Number.NaN));
  const common = { bench: 'gateway', load: [before, load()] as [number, number] };
  const of = (results: LoadResult[], key: keyof LoadResult) => median(results.map((result) => result[key]));
  return [
    {
      ...common,
      what,
      value: of(our, 'perSecond'),
      unit: 'req/s',
      baseline: of(theirs, 'perSecond'),
      ratio: median(ratios),
      ratios,
      ...(target === undefined ? {} : { target }),
    },
    ...(['p50', 'p99'] as const).map((key) => ({
      ...common,
      what: `${what}, ${key}`,
      value: of(our, key),
      unit: 'ms',
      baseline: of(theirs, key),
    })),
  ];
}

async function measure(url: string, token: string, seconds: number): Promise<LoadResult> {
  const child = Child.start('tests/bench/load-process.js', {}, url, token, String(seconds));
  const result = await child.next<LoadResult>();
  if (result.errors > 0) throw new Error(`${url} answered ${result.errors} times something else than 200`);
  return result;
}

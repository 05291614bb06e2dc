import { loadavg } from 'node:os';
import { newId, type Call, type ListCasesInput } from '@daybook/contracts';
import { columnsOf, rows, UnitOfWork } from '@daybook/persistence';
import { bootService, startNats, startOwnPostgres, testActor } from '@daybook/testing';
import { Case } from '../../../apps/cases/src/cases/case.entity';
import { CasesQueries } from '../../../apps/cases/src/cases/cases.queries';
import { CasesModule } from '../../../apps/cases/src/cases.module';
import { argument, listLine, quantile, timesOf } from '../bench-times';
import { databaseAt, type Database } from '../search/search-load';

/**
 * `npm run bench:cases -- --cases 200000 --messages 1000000`: the list of cases by its filters and words beside the plain
 * indexed query that reads one page of the newest.
 */
const CASES = Number(argument('--cases') ?? 200_000);
const MESSAGES = Number(argument('--messages') ?? 5 * CASES);
const ROUNDS = Number(argument('--rounds') ?? 20);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What a case says that is looked for. */
interface Sought {
  number: number;
  subject: string;
  text: string;
  responsible: string;
}

const lists: readonly { name: string; of: (sought: Sought) => Partial<ListCasesInput> }[] = [
  { name: 'all', of: () => ({}) },
  { name: 'unresolved', of: () => ({ view: 'unresolved' }) },
  { name: 'unassigned', of: () => ({ view: 'unassigned' }) },
  { name: 'urgent', of: () => ({ view: 'urgent' }) },
  { name: 'status closed', of: () => ({ status: ['closed'] }) },
  { name: 'status pending, priority low', of: () => ({ status: ['pending'], priority: ['low'] }) },
  { name: 'assignee', of: ({ responsible }) => ({ assignee: responsible }) },
  { name: 'type and tag', of: () => ({ type: ['claims'], tag: ['tag-7'] }) },
  { name: 'a rare tag', of: () => ({ tag: ['tag-999'] }) },
  { name: 'channel, older than a year', of: () => ({ channel: ['phone'], minAgeHours: 8760 }) },
  { name: 'number', of: ({ number }) => ({ text: `C-${number}` }) },
  { name: 'a word of the subject', of: ({ subject }) => ({ text: subject.split(' ')[2] }) },
  { name: 'three words of a message', of: ({ text }) => ({ text: text.split(' ').slice(3, 6).join(' ') }) },
  { name: 'how a word begins', of: ({ text }) => ({ text: (text.split(' ')[4] ?? '').slice(0, 3) }) },
  { name: 'words that nobody said', of: () => ({ text: 'qxzvw hjkqz' }) },
  { name: 'words and filters', of: ({ text }) => ({ view: 'unresolved', text: text.split(' ')[5] }) },
  {
    name: 'subject and message',
    of: ({ subject, text }) => ({ text: `${subject.split(' ')[1]} ${text.split(' ')[7]}` }),
  },
];

async function main(): Promise<void> {
  const [postgres, nats] = [await startOwnPostgres(), await startNats()];
  try {
    const url = postgres.url.replace(/\/postgres$/, '/cases_bench');
    await databaseAt(postgres.url).query('create database cases_bench');
    const service = await bootService({ module: CasesModule }, { database: { url }, nats });
    const began = Date.now();
    for (const statement of load()) await databaseAt(url).query(statement);
    say(`${CASES} cases, ${MESSAGES} messages, loaded in ${Math.round((Date.now() - began) / 1_000)} s`);
    await measure(service.app.get(CasesQueries), service.app.get(UnitOfWork), databaseAt(url));
    await service.stop();
  } finally {
    await nats.stop();
    await postgres.stop();
  }
}

async function measure(queries: CasesQueries, work: UnitOfWork, database: Database): Promise<void> {
  const all = await database.query<Sought>(
    `select c.number, c.subject, m.text, c.responsible_id as responsible
       from customer_case c join case_message m on m.case_id = c.id
      where c.responsible_id is not null order by random() limit $1`,
    [ROUNDS],
  );
  const call: Call = {
    actor: testActor(),
    requestId: newId(),
    correlationId: newId(),
    operation: 'bench',
    input: {},
  };
  const plain = await timesOf(all, () =>
    work.read((em) =>
      rows(
        em,
        `select ${columnsOf(em, Case, 'c')} from customer_case c order by modified_at desc, id desc limit 50`,
      ),
    ),
  );
  say(
    `load ${loadavg()[0]?.toFixed(1)}; a plain page of the newest: ${quantile(plain, 0.5).toFixed(1)} ms\n`,
  );
  say('| list | found | ms, median | ms, 95 % |\n|---|---|---|---|');
  for (const { name, of } of lists)
    say(await listLine(name, all, (sought) => queries.list({ ...of(sought), limit: 50 }, call)));
  const counts = await timesOf(all, () => queries.count(call));
  say(
    `| counts of the views | – | ${quantile(counts, 0.5).toFixed(1)} | ${quantile(counts, 0.95).toFixed(1)} |`,
  );
}

/** Texts of words that are as common as in a language: few very often, most hardly ever. */
function load(): string[] {
  const word = `translate(floor(power(random(), 4) * 20000)::int::text, '0123456789', 'aeioubdgkm')`;
  const words = (count: string): string =>
    `(select string_agg(${word}, ' ') from generate_series(1, ${count}) w where n is not null)`;
  const one = (of: string): string =>
    `(array[${of}])[1 + floor(random() * array_length(array[${of}], 1))::int]`;
  const user = `('01890000-0000-7000-8000-' || lpad(floor(random() * 200)::int::text, 12, '0'))::uuid`;
  return [
    'alter table customer_case disable trigger user',
    'alter table case_message disable trigger user',
    `insert into customer_case (id, number, customer_id, status, subject, channel, priority, type, tags, ccs,
                                responsible_id, responsible_name, created_at, modified_at)
     select gen_random_uuid(), n, gen_random_uuid(),
            case when random() < 0.85 then 'closed' else ${one(`'open', 'open', 'pending', 'resolved'`)} end,
            ${words('6')}, ${one(`'email', 'phone', 'chat'`)}, ${one(`'low', 'normal', 'normal', 'high', 'urgent'`)},
            ${one(`'claims', 'shipment', 'question', null`)},
            jsonb_build_array('tag-' || floor(power(random(), 3) * 1000)::int), '[]',
            case when random() < 0.8 then ${user} end, 'agent',
            now() - (${CASES} - n) * interval '3 minutes', now() - (${CASES} - n) * interval '2 minutes'
       from generate_series(1, ${CASES}) n`,
    `insert into case_message (id, case_id, kind, text, ccs, author_type, author_name, created_at)
     select gen_random_uuid(), c.id, 'note', ${words('25')}, '[]', 'user', 'agent', now()
       from generate_series(1, ${MESSAGES}) n join customer_case c on c.number = 1 + n % ${CASES}`,
    `insert into case_search select c.id, case_facets(c), case_all_words(c) from customer_case c`,
    'alter table customer_case enable trigger user',
    'alter table case_message enable trigger user',
    'vacuum analyze',
  ];
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});

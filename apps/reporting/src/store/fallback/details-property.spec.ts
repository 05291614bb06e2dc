import fc from 'fast-check';
import { reportFilters } from '@daybook/contracts';
import { FilterResolver } from '../../report/filter-resolver';
import { MemberKeys } from '../../report/member-keys';
import { EVERYTHING } from '../../report/report-scope';
import { DuckDbHarness } from '../../testing/duckdb-harness';
import { asked, batchesOf, delivery, history } from '../../testing/event-arbitraries';
import { ExpectedReport } from '../../testing/expected-report';
import { ReportHarness } from '../../testing/report-harness';
import { filterColumns } from '../model/filter-columns';
import type { RowKey } from '../model/detail-row';
import type { ActivityFilter } from '../model/activity-filter';
import { PostgresStore } from '../postgres/postgres-store';
import { FallbackStore } from './fallback-store';
import { valueOf } from '../../testing/value-of';
import type { ReportStore } from '../model/report-store';

/** Random histories tried; more when the long tests run. */
const RUNS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 300 : 10;

describe('the rows of the Details, found by the column store or by PostgreSQL', () => {
  const resolver = new FilterResolver(reportFilters, filterColumns());
  let bench: ReportHarness;

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  afterAll(() => bench.stop());

  it('are those of a plain evaluation, in the same order, page by page and all in parts', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        delivery,
        fc.array(asked, { minLength: 3, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        async (events, how, questions, size) => {
          await bench.empty();
          const columns = new DuckDbHarness(bench);
          try {
            for (const batch of batchesOf(events, how)) await bench.bring(...batch);
            columns.start();
            const position = await columns.caughtUp();
            const { read, lookup } = bench.sql;
            const postgres = new PostgresStore(read);
            const following = new FallbackStore(postgres, columns.store, columns.follower, read);
            for (const question of [{}, ...questions] as { from?: string; to?: string }[]) {
              const period = { from: question.from ?? null, to: question.to ?? null };
              const filter = await valueOf(
                resolver.resolve(new MemberKeys(lookup), question, period, EVERYTHING),
              );
              const plain = new ExpectedReport(events, question).ids();
              const inOrder = await pages(postgres, filter, position, size);
              expect([...inOrder].sort().reverse()).toEqual(plain);
              expect(await pages(following, filter, position, size)).toEqual(inOrder);
              for (const store of [postgres, following])
                expect(await parts(store, filter, position, size)).toEqual(inOrder);
            }
          } finally {
            await columns.remove();
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 300_000);
});

async function pages(
  store: ReportStore,
  filter: ActivityFilter,
  position: number,
  size: number,
): Promise<string[]> {
  const found: string[] = [];
  for (let after: RowKey | null = null; ;) {
    const rows = await store.page(filter, position, after, size);
    found.push(...rows.map(({ event }) => `${event.time} ${event.id}`));
    const last = rows.at(-1);
    if (last === undefined) return found;
    after = last.key;
  }
}

async function parts(
  store: ReportStore,
  filter: ActivityFilter,
  position: number,
  size: number,
): Promise<string[]> {
  const found: string[] = [];
  for await (const rows of store.parts(filter, position, size))
    found.push(...rows.map(({ event }) => `${event.time} ${event.id}`));
  return found;
}

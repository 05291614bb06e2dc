import fc from 'fast-check';
import { catalog, reportFilters } from '@daybook/contracts';
import { FilterResolver } from '../../report/filter-resolver';
import { MemberKeys } from '../../report/member-keys';
import { DuckDbHarness } from '../../testing/duckdb-harness';
import { asked, batchesOf, delivery, history } from '../../testing/event-arbitraries';
import { ExpectedReport } from '../../testing/expected-report';
import { ReportHarness } from '../../testing/report-harness';
import { filterColumns } from '../model/filter-columns';
import { PostgresStore } from '../postgres/postgres-store';
import type { GroupColumn, TotalsStore } from '../model/report-store';
import type { ActivityFilter } from '../model/activity-filter';
import { valueOf } from '../../testing/value-of';

/** Random histories tried; more when the long tests run. */
const RUNS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 300 : 8;
const EVERYTHING = { userIds: null, campaignIds: null };
const groups = [
  { name: '', types: catalog.activities.map(({ key }) => key) },
  ...catalog.actions.map(({ key }) => ({ name: key, types: catalog.keysOf(key) })),
];

const groupColumns: GroupColumn[] = filterColumns();

/** Days are rolled up in small blocks and portions, soon again, and rollups given up, so that all of it happens. */
const rollups = fc.record({
  days: fc.integer({ min: 1, max: 5 }),
  lag: fc.constant(0),
  portion: fc.integer({ min: 10, max: 100 }),
  redo: fc.record({ rows: fc.nat(3), part: fc.constantFrom(0, 0.3, 1) }),
  worth: fc.record({ rows: fc.constantFrom(3, 1_000), part: fc.constantFrom(0.3, 0.8) }),
  few: fc.record({ blocks: fc.constantFrom(0, 30), days: fc.constantFrom(0, 10) }),
});

describe('the column store, PostgreSQL and a plain evaluation of the same events', () => {
  const resolver = new FilterResolver(reportFilters, filterColumns());
  let bench: ReportHarness;

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  afterAll(() => bench.stop());

  it('agree in every cell for any filter, at the newest position and at earlier ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        delivery,
        fc.array(asked, { minLength: 3, maxLength: 6 }),
        fc.nat(100),
        rollups,
        async (events, how, questions, part, pace) => {
          await bench.empty();
          const columns = new DuckDbHarness(bench, { rollups: pace });
          try {
            const batches = batchesOf(events, how);
            const before = Math.floor((batches.length * part) / 100);
            for (const batch of batches.slice(0, before)) await bench.bring(...batch);
            columns.start();
            const earlier = await columns.caughtUp();
            for (const batch of batches.slice(before)) await bench.bring(...batch);
            const position = await columns.caughtUp();
            // Whatever is rolled up by now, and then with everything rolled up.
            for (const rolledUp of [false, true]) {
              if (rolledUp) await columns.rolledUp();
              for (const [nth, question] of [{}, ...questions].entries()) {
                const filter = await filterOf(question);
                // Every column where nothing is filtered, and else one after the other.
                const by = nth === 0 ? groupColumns : [groupColumns[(part + nth) % groupColumns.length]];
                if (rolledUp) await mustAgreeWithPostgres(columns, filter, earlier, by);
                await mustAgreeWithPostgres(columns, filter, position, by);
                await mustAgreeWithPlain(
                  columns.store,
                  filter,
                  position,
                  new ExpectedReport(events, question),
                );
              }
            }
          } finally {
            await columns.remove();
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 300_000);

  function filterOf(question: { from?: string; to?: string }): Promise<ActivityFilter> {
    const period = { from: question.from ?? null, to: question.to ?? null };
    return valueOf(resolver.resolve(new MemberKeys(bench.sql.lookup), question, period, EVERYTHING));
  }

  async function mustAgreeWithPostgres(
    { store: columns }: DuckDbHarness,
    filter: ActivityFilter,
    position: number,
    by: readonly GroupColumn[],
  ): Promise<void> {
    await partsMustAgree(columns, filter, position, by);
    const postgres = new PostgresStore(bench.sql.read);
    expect(sorted(await valueOf(columns.actions(filter, position)))).toEqual(
      sorted(await valueOf(postgres.actions(filter, position))),
    );
    expect(sorted(await valueOf(columns.distinct(filter, position, groups)))).toEqual(
      sorted(await valueOf(postgres.distinct(filter, position, groups))),
    );
    for (const limit of [2, 1_000]) {
      expect(await valueOf(columns.customFields(filter, position, limit))).toEqual(
        await valueOf(postgres.customFields(filter, position, limit)),
      );
    }
  }

  async function partsMustAgree(
    columns: TotalsStore,
    filter: ActivityFilter,
    position: number,
    groups: readonly GroupColumn[],
  ): Promise<void> {
    const postgres = new PostgresStore(bench.sql.read);
    expect(await valueOf(columns.quarters(filter, position))).toEqual(
      await valueOf(postgres.quarters(filter, position)),
    );
    for (const by of groups) {
      expect(sorted(await valueOf(columns.members(filter, position, by)))).toEqual(
        sorted(await valueOf(postgres.members(filter, position, by))),
      );
    }
    expect(sorted(await valueOf(columns.amounts(filter, position)))).toEqual(
      sorted(await valueOf(postgres.amounts(filter, position))),
    );
    expect(sorted(await valueOf(columns.users(filter, position)))).toEqual(
      sorted(await valueOf(postgres.users(filter, position))),
    );
    const after = Math.floor(position / 2);
    expect(sorted(await valueOf(columns.added(filter, after, position)))).toEqual(
      sorted(await valueOf(postgres.added(filter, after, position))),
    );
  }

  async function mustAgreeWithPlain(
    columns: TotalsStore,
    filter: ActivityFilter,
    position: number,
    plain: ExpectedReport,
  ): Promise<void> {
    const totals: Record<string, number> = {};
    for (const { type, total } of await valueOf(columns.actions(filter, position))) {
      const action = catalog.findActivity(type)?.reportAction as string;
      totals[action] = (totals[action] ?? 0) + total;
    }
    expect(totals).toEqual(plain.totals());

    const distinct = await valueOf(columns.distinct(filter, position, groups));
    expect({
      '': { customers: 0, orders: 0 },
      ...Object.fromEntries(distinct.map(({ name, ...counts }) => [name, counts])),
    }).toEqual(plain.distinct());

    const fields = await valueOf(columns.customFields(filter, position, 1_000));
    const lines = fields.map(
      ({ username, userId, fieldName, fieldValue, total }) =>
        `${JSON.stringify([username, userId, fieldName, fieldValue])} ${total}`,
    );
    expect(lines.sort()).toEqual(plain.fields());
  }
});

function sorted(rows: readonly object[]): string[] {
  return rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();
}

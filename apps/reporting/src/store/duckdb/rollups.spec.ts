import { setImmediate as immediate } from 'node:timers/promises';
import { newId, type DaybookEvent } from '@daybook/contracts';
import { DuckDbHarness } from '../../testing/duckdb-harness';
import { FEW_COLUMNS } from '../../testing/few-columns';
import { TestJournals } from '../../testing/events';
import { ReportHarness } from '../../testing/report-harness';
import { distinctQuestion } from './distinct-sql';
import { DuckDbReader } from './duckdb-reader';
import { DuckDbStore } from './duckdb-store';
import { numbers, texts } from './file/duckdb-file';
import type { Serving } from './follower/duckdb-follower';
import { ROLLUP_SETTINGS, type RollupSettings } from './rollups/rollups';
import { totalsQuestion } from './totals-sql';
import type { ActivityFilter } from '../model/activity-filter';
import { PostgresStore } from '../postgres/postgres-store';
import { valueOf } from '../../testing/value-of';

const ALL: ActivityFilter = { from: null, to: null, conditions: [], notes: 'with', usersOnly: false };

describe('rolled-up days', () => {
  const journals = new TestJournals();
  const campaigns = [newId(), newId()];
  let bench: ReportHarness;
  let columns: DuckDbHarness;

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  beforeEach(() => bench.empty());
  afterEach(() => columns.remove());
  afterAll(() => bench.stop());

  /** One event a day from the first of September on. */
  function events(count: number, day = 0): DaybookEvent[] {
    return Array.from({ length: count }, (_, at) =>
      journals.next({
        type: at % 2 === 0 ? 'billing.refund.succeeded' : 'customers.note.added',
        time: new Date(Date.UTC(2026, 8, 1 + day + (at % 60), 12)).toISOString(),
        attributes: { amount: { amount: '39.90', currency: 'USD' } },
        context: { customerId: newId(), campaignId: campaigns[at % 2], country: 'NP', productIds: [] },
      }),
    );
  }

  async function following(pace: Partial<RollupSettings> = {}): Promise<number> {
    columns = new DuckDbHarness(bench, {
      columns: FEW_COLUMNS,
      rollups: { ...ROLLUP_SETTINGS, days: 2, lag: 0, few: { blocks: 0, days: Infinity }, ...pace },
    });
    columns.start();
    const position = await columns.caughtUp();
    await columns.rolledUp();
    return position;
  }

  async function mustEqualPostgres(position: number, filter = ALL, store = columns.store): Promise<void> {
    const byType = (a: { type: string }, b: { type: string }): number => (a.type < b.type ? -1 : 1);
    expect((await valueOf(store.actions(filter, position))).sort(byType)).toEqual(
      (await valueOf(new PostgresStore(bench.sql.read).actions(filter, position))).sort(byType),
    );
    expect(await valueOf(store.amounts(filter, position))).toEqual(
      await valueOf(new PostgresStore(bench.sql.read).amounts(filter, position)),
    );
  }

  function serving(): Serving {
    const { serving: now } = columns.follower;
    if (now === null) throw new Error('the column store does not answer');
    return now;
  }

  /** The statement by which all totals would be asked now. */
  function statement(filter = ALL): string {
    return totalsQuestion(serving().rollups, filter, 1, { groups: ['type_key'] }).statement;
  }

  it('answer whole days, and leave the edges of a period to the rows', async () => {
    await bench.bring(...events(60));
    const position = await following();
    const filter = { ...ALL, from: '2026-09-02T06:00:00+05:45', to: '2026-10-11T12:00:00Z' };
    expect(statement(filter)).toContain('from totals a');
    await mustEqualPostgres(position, filter);
  });

  it('answer the single days beside whole blocks too, late ones among them, where nothing is filtered by', async () => {
    await bench.bring(...events(60));
    const before = await following({ days: 5, few: { blocks: 0, days: 0 } });
    const filter = { ...ALL, from: '2026-09-02T06:00:00+05:45', to: '2026-10-11T12:00:00Z' };
    expect(statement(filter)).toContain('from totals a');
    expect(statement(filter)).toContain('from totals__daily a');
    await mustEqualPostgres(before, filter);
    await bench.bring(...events(60));
    const after = await columns.caughtUp();
    await mustEqualPostgres(after, filter);
    await mustEqualPostgres(before, filter);
    // Short of a whole block there are single days alone.
    const week = { ...ALL, from: '2026-09-02T00:00:00Z', to: '2026-09-05T00:00:00Z' };
    expect(statement(week)).not.toContain('from totals a');
    expect(statement(week)).toContain('from totals__daily a');
    await mustEqualPostgres(after, week);
  });

  it('take in what comes late, and answer an earlier position without it', async () => {
    await bench.bring(...events(60));
    const before = await following();
    await bench.bring(...events(20));
    const after = await columns.caughtUp();
    expect(statement()).toContain('from totals a');
    await mustEqualPostgres(after);
    await mustEqualPostgres(before);
  });

  it('keep sums of money that no number of 64 bits holds', async () => {
    const reported = events(60).map((event) =>
      event.type === 'billing.refund.succeeded'
        ? { ...event, attributes: { amount: { amount: '9999999999999.9999', currency: 'USD' } } }
        : event,
    );
    await bench.bring(...reported);
    await bench.bring(...Array.from({ length: 200 }, () => ({ ...reported[0], id: newId() })));
    const position = await following({ days: 16 });
    expect(statement()).toContain('from totals a');
    await mustEqualPostgres(position);
  });

  it('know the different customers and orders of a type by themselves, late ones too', async () => {
    const groups = ['billing.refund.succeeded', 'customers.note.added'].map((type) => ({
      name: type,
      types: [type],
    }));
    const mustKnow = async (position: number, filter: ActivityFilter): Promise<void> => {
      const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
      expect((await valueOf(columns.store.distinct(filter, position, groups))).sort(byName)).toEqual(
        (await valueOf(new PostgresStore(bench.sql.read).distinct(filter, position, groups))).sort(byName),
      );
    };
    const period = { ...ALL, from: '2026-09-02T06:00:00+05:45', to: '2026-10-11T12:00:00Z' };
    const questions = [ALL, period, { ...period, notes: 'only' as const }, { ...period, usersOnly: true }];
    const reported = events(60);
    await bench.bring(...reported);
    const before = await following({ days: 5 });
    for (const filter of questions) await mustKnow(before, filter);
    // The same customers once more, and others.
    await bench.bring(...events(20), ...reported.map((event) => ({ ...event, id: newId() })));
    const after = await columns.caughtUp();
    for (const filter of questions) await mustKnow(after, filter);
    for (const filter of questions) await mustKnow(before, filter);
    const { rollups } = columns.follower.serving ?? {};
    if (rollups === undefined) throw new Error('the column store does not answer');
    const highest = { customer_key: 1_000, order_key: 1_000 };
    const marked = (filter: ActivityFilter, position = Infinity): string =>
      distinctQuestion(rollups, filter, position, [], highest).statement;
    expect(marked(period)).toContain('from distinct__customer_key a');
    expect(marked(period, after)).not.toContain('from distinct__');
    const campaign = { column: 'campaign_key', many: false, keys: [1], paged: false };
    expect(marked({ ...period, conditions: [campaign] })).not.toContain('from distinct__');
  });

  it('are not asked for customers and orders of whom there are more than bits are set aside for', async () => {
    const reported = events(40);
    await bench.bring(...reported, ...reported.slice(30).map((event) => ({ ...event, id: newId() })));
    await following();
    const { serving } = columns.follower;
    if (serving === null) throw new Error('the column store does not answer');
    const wanted = [texts(['some', 'some', 'none']), numbers([1, 2, 99])];
    const counted = async (highest: number): Promise<unknown> => {
      const keys = { customer_key: highest, order_key: highest };
      const { statement, bound } = distinctQuestion(serving.rollups, ALL, Infinity, wanted, keys);
      expect(statement.includes('distinct__')).toBe(highest < 1_000_000);
      const { rows } = await serving.file.read(statement, bound, 5_000);
      return rows.map((row) => row.map(String));
    };
    expect(await counted(1_000)).toEqual([['some', '40', '0']]);
    expect(await counted(1_000_000_000)).toEqual([['some', '40', '0']]);
  });

  it('are taken out and rolled up again when much came late', async () => {
    await bench.bring(...events(60));
    const before = await following({ redo: { rows: 2, part: 0.1 } });
    const { rollups } = columns.follower.serving ?? {};
    const generation = rollups?.generation ?? NaN;
    await bench.bring(...events(300));
    const after = await columns.caughtUp();
    await mustEqualPostgres(after);
    expect(rollups?.generation).toBeGreaterThan(generation);
    await columns.rolledUp();
    expect(statement()).toContain('from totals a');
    await mustEqualPostgres(after);
    await mustEqualPostgres(before);
  });

  it('lose a block at once, by whatever columns they are: no question counts on the one and not on the other', async () => {
    await bench.bring(...events(60));
    await following();
    const { rollups } = serving();
    const columnsOf = FEW_COLUMNS.map(({ column }) => [column]);
    const ofBlocks = [...columnsOf.flatMap((by) => rollups.of(by)), ...rollups.distinct('order_key')].filter(
      ({ blocks }) => blocks.days === 2,
    );
    const { oldest, us } = ofBlocks[0].blocks;
    const holding = (): number => ofBlocks.filter(({ done }) => done.has(oldest)).length;
    const seen = new Set([holding()]);
    let over = false;
    const taken = rollups.redo([oldest * us]).finally(() => (over = true));
    while (!over) {
      seen.add(holding());
      await immediate();
    }
    await taken;
    expect([...seen]).toEqual([ofBlocks.length, 0]);
  });

  it('are left for the rows by a question while blocks are taken out of them again and again', async () => {
    await bench.bring(...events(60));
    const before = await following();
    await bench.bring(...events(20));
    await columns.caughtUp();
    const restless = {
      get serving(): Serving {
        const known = serving();
        const { rollups } = known;
        // Another block has left by every look at it.
        let generation = 0;
        const shaken = new Proxy(rollups, {
          get: (of, name) => {
            if (name === 'generation') return generation++;
            const value: unknown = Reflect.get(of, name, of);
            return typeof value === 'function' ? (value.bind(of) as unknown) : value;
          },
        });
        return { ...known, rollups: shaken };
      },
    };
    await mustEqualPostgres(before, ALL, new DuckDbStore(new DuckDbReader(restless, bench.sql.lookup)));
  });

  it('are rolled up in more than one go, oldest first, and not before they are over', async () => {
    await bench.bring(...events(60));
    columns = new DuckDbHarness(bench, {
      columns: FEW_COLUMNS,
      rollups: { ...ROLLUP_SETTINGS, days: 2, lag: 0, few: { blocks: 0, days: Infinity } },
    });
    columns.now = new Date('2026-09-11T00:00:00Z');
    columns.start();
    const position = await columns.caughtUp();
    await columns.rolledUp();
    expect(statement({ ...ALL, from: '2026-09-14T00:00:00Z' })).not.toContain('from totals a');
    await mustEqualPostgres(position);
    columns.now = new Date('2026-12-01T00:00:00Z');
    await columns.rolledUp();
    expect(statement({ ...ALL, from: '2026-09-14T00:00:00Z' })).toContain('from totals a');
    await mustEqualPostgres(position);
  });

  it('give up two columns that hardly come together', async () => {
    await bench.bring(...events(60));
    const position = await following({ worth: { rows: 1, part: 0.5 } });
    const rows = await bench.database.query<{ dimension: string; key: number }>(
      `select dimension, key from dimension_member where dimension in ('campaign', 'country')`,
    );
    const conditions = rows.map(({ dimension, key }) => ({
      column: `${dimension}_key`,
      many: false,
      keys: [key],
      paged: false,
    }));
    const filter = { ...ALL, conditions };
    expect(statement(filter)).not.toContain('from totals');
    await mustEqualPostgres(position, filter);
    await columns.stop();
    columns.start();
    await columns.caughtUp();
    expect(statement(filter)).not.toContain('from totals');
    expect(statement()).toContain('from totals a');
  });

  it.each([
    ['while the file is made', 0],
    ['when the file is there already', 60],
  ])('hold keys that are larger than usual, %s', async (_when, first) => {
    await bench.bring(...events(first));
    if (first > 0) await following();
    await bench.database.query(
      `insert into dimension_member (dimension, key, value, occurs) values ('campaign', 70000, $1, true)`,
      [newId()],
    );
    await bench.bring(
      journals.next({
        type: 'customers.note.added',
        time: '2026-09-03T12:00:00.000Z',
        context: { customerId: newId(), campaignId: newId(), productIds: [] },
      }),
    );
    const position = first > 0 ? await columns.caughtUp() : await following();
    const by = { column: 'campaign_key', dimension: 'campaign', many: false };
    const found = await valueOf(columns.store.members(ALL, position, by));
    expect(found.filter(({ total }) => total === 1)).toHaveLength(1);
    await mustEqualPostgres(position);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { newId, type DaybookEvent } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { DuckDbHarness } from '../../testing/duckdb-harness';
import { FEW_COLUMNS } from '../../testing/few-columns';
import { TestJournals } from '../../testing/events';
import { ReportHarness } from '../../testing/report-harness';
import { Unanswerable } from './filter-conditions';
import type { ActivityFilter } from '../model/activity-filter';
import { PostgresStore } from '../postgres/postgres-store';
import { FallbackStore } from '../fallback/fallback-store';
import { valueOf } from '../../testing/value-of';
import type { ReportStore, TotalsStore } from '../model/report-store';

const ALL: ActivityFilter = { from: null, to: null, conditions: [], notes: 'with', usersOnly: false };
const PROGRAM = join(__dirname, '../../../../../dist/apps/reporting/src/testing/follow-main.js');

describe('the column store', () => {
  const journals = new TestJournals();
  const customers = Array.from({ length: 50 }, newId);
  let bench: ReportHarness;
  let columns: DuckDbHarness;

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  beforeEach(() => {
    columns = new DuckDbHarness(bench, { columns: FEW_COLUMNS });
  });
  afterEach(() => columns.remove());
  afterAll(() => bench.stop());

  function events(count: number): DaybookEvent[] {
    return Array.from({ length: count }, (_, at) =>
      journals.next({
        type: ['customers.customer.updated', 'billing.order.updated', 'customers.note.added'][at % 3],
        time: new Date(Date.UTC(2026, 9, 1 + (at % 60))).toISOString(),
        attributes: { customFieldsSet: { Size: String(at % 7) } },
        context: { customerId: customers[at % 50], orderId: newId(), productIds: [newId()] },
      }),
    );
  }

  async function mustEqualPostgres(store: TotalsStore, position: number): Promise<void> {
    const postgres = new PostgresStore(bench.sql.read);
    const groups = [{ name: 'all', types: ['customers.customer.updated', 'billing.order.updated'] }];
    const byType = (a: { type: string }, b: { type: string }): number => (a.type < b.type ? -1 : 1);
    expect((await valueOf(store.actions(ALL, position))).sort(byType)).toEqual(
      (await valueOf(postgres.actions(ALL, position))).sort(byType),
    );
    expect(await valueOf(store.distinct(ALL, position, groups))).toEqual(
      await valueOf(postgres.distinct(ALL, position, groups)),
    );
    expect(await valueOf(store.customFields(ALL, position, 100))).toEqual(
      await valueOf(postgres.customFields(ALL, position, 100)),
    );
  }

  /** What is damaged may be found only by being asked: then it does not answer, and is asked again once it was rebuilt. */
  async function columnsMustEqualPostgres(): Promise<void> {
    try {
      await mustEqualPostgres(columns.store, await columns.caughtUp());
    } catch (error) {
      if (!(error instanceof Unanswerable)) throw error;
      await columnsMustEqualPostgres();
    }
  }

  function damage(path: string): void {
    const file = openSync(path, 'r+');
    const { size } = statSync(path);
    for (let at = 0; at < size; at += 4_096) writeSync(file, Buffer.alloc(4_000, 0x5a), 0, 4_000, at);
    closeSync(file);
  }

  it('goes on where it stopped', async () => {
    await bench.bring(...events(100));
    columns.start();
    await columns.caughtUp();
    await columns.stop();
    await bench.bring(...events(100));
    columns.said.length = 0;
    columns.start();
    await mustEqualPostgres(columns.store, await columns.caughtUp());
    expect(columns.said).toEqual([]);
  });

  it.each([
    ['deleted', (path: string) => rmSync(path)],
    ['damaged', damage],
  ])('is rebuilt when its file was %s while it was stopped', async (_what, harm) => {
    await bench.bring(...events(50));
    columns.start();
    await columns.caughtUp();
    await columns.stop();
    harm(columns.path);
    columns.start();
    await mustEqualPostgres(columns.store, await columns.caughtUp());
    expect(columns.said.join()).toContain('rebuilt');
  });

  it.each([
    ['deleted', (path: string) => rmSync(path)],
    ['damaged', damage],
  ])('never answers wrongly when its file is %s while it runs', async (_what, harm) => {
    await bench.bring(...events(3_000));
    columns.start();
    await columns.caughtUp();
    const store = following();
    harm(columns.path);
    await mustEqualPostgres(store, await store.reached(await newest(), 0));
    await bench.bring(...events(500));
    await mustEqualPostgres(store, await newest());
    await columnsMustEqualPostgres();
    expect(existsSync(columns.path)).toBe(true);
  });

  it('lets PostgreSQL answer until it has caught up, and demands the position it is asked for', async () => {
    await bench.bring(...events(10));
    const store = following();
    const position = await newest();
    expect(await store.reached(position, position)).toBe(position);
    await mustEqualPostgres(store, position);
    columns.start();
    expect(await columns.caughtUp()).toBe(position);
    await bench.bring(...events(10));
    expect(await store.reached(await newest(), position + 1)).toBeGreaterThan(position);
  });

  it('says where it can be asked at once, and of which store, as long as it follows', async () => {
    await bench.bring(...events(10));
    const store = following();
    expect(store.ready()).toBeNull();
    columns.start();
    const position = await columns.caughtUp();
    const [row] = await bench.database.query<{ store: number }>('select store from report_position');
    const ready = await eventually('it has looked a moment ago', () => store.ready() ?? undefined);
    expect(ready).toEqual({ position, store: row?.store, streaming: false });
    await columns.stop();
    expect(store.ready()).toBeNull();
  });

  it('misses nothing that arrives while it is rebuilt', async () => {
    await bench.bring(...events(2_000));
    columns.start();
    for (let batch = 0; batch < 20; batch++) await bench.bring(...events(50));
    await mustEqualPostgres(columns.store, await columns.caughtUp());
  });

  it('counts no row that comes while it is asked', async () => {
    await bench.bring(...events(500));
    columns.start();
    let position = await columns.caughtUp();
    let over = false;
    const coming = (async () => {
      for (let batch = 0; batch < 40; batch++) await bench.bring(...events(30));
      over = true;
    })();
    for (let asked = 0; !over || asked === 0; asked++) {
      position = columns.follower.serving?.position ?? position;
      await mustEqualPostgres(columns.store, position);
    }
    await coming;
  });

  it('is rebuilt when the database was thrown away and another one counts as far', async () => {
    await bench.bring(...events(60));
    columns.start();
    await columns.caughtUp();
    await columns.stop();
    const other = await ReportHarness.start();
    const followed = new DuckDbHarness(other, { path: columns.path, columns: FEW_COLUMNS });
    try {
      await other.bring(...events(3_000));
      await bench.bring(...events(3_000));
      followed.start();
      const position = await followed.caughtUp();
      const [total] = await valueOf(followed.store.actions(ALL, position));
      expect(total?.total).toBe(1_000);
      expect(followed.said.join()).toContain('of another database');
    } finally {
      await followed.stop();
      await other.stop();
    }
  });

  it('is rebuilt when the database was rolled back', async () => {
    await bench.bring(...events(60));
    columns.start();
    const position = await columns.caughtUp();
    await columns.stop();
    await bench.database.query('delete from activity where id > $1', [position - 30]);
    await bench.database.query('update report_position set position = position - 30');
    await bench.bring(...events(100));
    columns.start();
    await mustEqualPostgres(columns.store, await columns.caughtUp());
    expect(columns.said.join()).toContain('of another database');
  });

  it('loses nothing and doubles nothing when its process is killed again and again', async () => {
    await bench.bring(...events(500));
    for (let round = 0; round < 6; round++) {
      const child = spawn(process.execPath, [PROGRAM, columns.path, bench.database.url]);
      let said = '';
      child.stdout.on('data', (data: Buffer) => (said += data.toString()));
      child.stderr.on('data', (data: Buffer) => (said += data.toString()));
      await eventually('the follower answers', () => /^at \d/m.test(said) || Promise.reject(new Error(said)));
      const bringing = (async () => {
        for (let batch = 0; batch < 6; batch++) await bench.bring(...events(100 + round));
      })();
      const at = said.length;
      await eventually('it follows', () => said.length > at + round);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await bringing;
      if (round > 0) expect(said).not.toContain('rebuilt');
    }
    columns.start();
    await mustEqualPostgres(columns.store, await columns.caughtUp());
    expect(columns.said).toEqual([]);
  }, 60_000);

  async function newest(): Promise<number> {
    const [row] = await bench.database.query<{ position: string }>('select position from report_position');
    return Number(row?.position);
  }

  function following(): ReportStore {
    const { read } = bench.sql;
    return new FallbackStore(new PostgresStore(read), columns.store, columns.follower, read);
  }
});

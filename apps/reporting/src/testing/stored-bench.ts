import { copyFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { DuckDbFile } from '../store/duckdb/duckdb.file';
import { whole } from '../store/duckdb/followed-rows';
import { Seals, SEALING } from '../store/duckdb/seals';
import { totalsQuestion } from '../store/duckdb/totals.sql';
import { filterColumns } from '../store/filter-columns';
import type { ActivityFilter } from '../store/summary-store';
import { END_US, START_US } from './bench-rows';
import { questionsOf } from './bench-questions';
import { medianOf, type BenchTurns } from './bench-turns';

const ROUNDS = 31;
const LIMIT_MS = 6_000;
/** How many times as much is stored: the newest tenth alone, all, and four earlier years as busy. */
const TIMES = [0.1, 1, 5];

/** The totals of the last 30 days and the last day by the column store itself, whatever else it stores; in turns. */
export async function whateverIsStored(
  turns: BenchTurns,
  source: string,
  path: string,
  rows: number,
): Promise<void> {
  const paths = TIMES.map((times) => `${path}.${times}`);
  try {
    for (const [at, each] of paths.entries()) {
      copyFileSync(source, each);
      await hold(each, TIMES[at], rows);
    }
    const files = await Promise.all(paths.map((each) => DuckDbFile.open(each)));
    for (const days of [30, 1])
      for (const { name, filter } of questionsOf(days).slice(0, 3)) {
        const [base, ...others] = await mediansOf(files, filter, 2 * rows);
        for (const [at, measured] of others.entries())
          turns.note(
            `${days} days, ${name} (in process), ${TIMES[at + 1] * rows} rows stored; ${TIMES[0] * rows}`,
            measured,
            'ms',
            { ratio: 1.2 },
            base,
          );
      }
    for (const file of files) file.close();
  } finally {
    for (const each of paths) DuckDbFile.remove(each);
  }
}

/** Leaves the newest part of the file's activities, or puts as many before them as there are, once for each year. */
async function hold(path: string, times: number, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(path, { threads: '2', memory_limit: '2GB' });
  const connection = await instance.connect();
  const year = END_US - START_US;
  await connection.run('alter table activity rename to stored');
  await connection.run('create table activity as select * from stored limit 0');
  for (let earlier = Math.ceil(times) - 1; earlier >= 0; earlier--) {
    await connection.run(
      `insert into activity select * replace (id - ${whole(earlier * rows)} as id, moment - ${whole(earlier * year)} as moment)
         from stored where moment >= ${whole(Math.round(END_US - year * Math.min(times, 1)))}`,
    );
  }
  await connection.run('drop table stored');
  await connection.run('checkpoint');
  connection.closeSync();
  instance.closeSync();
}

async function mediansOf(
  files: readonly DuckDbFile[],
  filter: ActivityFilter,
  position: number,
): Promise<number[]> {
  const times = files.map((): number[] => []);
  const seals = await Promise.all(files.map(({ writer }) => Seals.read(writer, filterColumns(), SEALING)));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [at, file] of files.entries()) {
      const { statement, bound } = totalsQuestion(seals[at], filter, position, {
        groups: ['type_key', 'currency'],
        amounts: true,
      });
      const began = performance.now();
      await file.read(statement, bound, LIMIT_MS);
      if (round > 0) times[at].push(performance.now() - began);
    }
  }
  return times.map(medianOf);
}

import { copyFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { DuckDbFile } from '../../../apps/reporting/src/store/duckdb/file/duckdb-file';
import { END_US, START_US } from './bench-rows';
import { questionsOf } from './bench-questions';
import type { BenchSystem } from './bench-system';
import { medianOf, type BenchTurns } from './bench-turns';
import { whole } from '../../../apps/reporting/src/store/duckdb/file/whole';

const ROUNDS = 21;
const TURNS = 3;
/** How many times as much is stored: the newest tenth alone, all, and four times as many before them. */
const TIMES = [0.1, 1, 5];
/** What is stored before everything else lies before 1970, where no block is ever rolled up: that would take long, and is not asked for. */
const BEFORE_US = 60 * 365 * 86_400_000_000;

/** The last 30 days and the last day over HTTP, whatever else the column store holds, in turns. */
export async function whateverIsStored(turns: BenchTurns, system: BenchSystem, rows: number): Promise<void> {
  const [original, ...paths] = ['original', ...TIMES].map((name) => `${system.file}.${name}`);
  const asked = [30, 1].flatMap((days) =>
    questionsOf(days)
      .slice(0, 3)
      .map((question) => ({ ...question, name: `${days} days, ${question.name}` })),
  );
  const times = asked.map(() => TIMES.map((): number[] => []));
  await system.holdReporting();
  try {
    copyFileSync(system.file, original);
    for (const [at, path] of paths.entries()) {
      copyFileSync(original, path);
      await hold(path, TIMES[at], rows);
    }
    for (let turn = 0; turn < TURNS; turn++)
      for (const [at, path] of paths.entries()) {
        await system.answerFrom(path);
        await system.warmUp();
        for (const [nth, { parameters }] of asked.entries())
          for (let round = 0; round < ROUNDS; round++) {
            const began = performance.now();
            await system.report('actions', parameters);
            times[nth][at].push(performance.now() - began);
          }
      }
    for (const [nth, { name }] of asked.entries()) {
      const [base, ...others] = times[nth].map(medianOf);
      for (const [at, measured] of others.entries())
        turns.note(
          `${name}, over HTTP, ${TIMES[at + 1] * rows} rows stored; ${TIMES[0] * rows}`,
          measured,
          'ms',
          { ratio: 1.2 },
          base,
        );
    }
  } finally {
    await system.answerFrom(original);
    for (const path of [original, ...paths]) DuckDbFile.remove(path);
  }
}

/** Leaves the newest part of the file's activities, or puts as many before them as there are, some times over. */
async function hold(path: string, times: number, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(path, { threads: '2', memory_limit: '2GB' });
  const connection = await instance.connect();
  const year = END_US - START_US;
  await connection.run('alter table activity rename to stored');
  await connection.run('create table activity as select * from stored limit 0');
  for (let earlier = Math.ceil(times) - 1; earlier >= 0; earlier--) {
    const shift = earlier === 0 ? 0 : BEFORE_US + earlier * year;
    await connection.run(
      `insert into activity select * replace (id - ${whole(earlier * rows)} as id, moment - ${whole(shift)} as moment)
         from stored where moment >= ${whole(Math.round(END_US - year * Math.min(times, 1)))}`,
    );
  }
  await connection.run('drop table stored');
  await connection.run('checkpoint');
  connection.closeSync();
  instance.closeSync();
}

import { DuckDbFollower } from '../store/duckdb/follower/duckdb-follower';
import { FEW_COLUMNS } from './few-columns';

/** A follower in a process of its own, for tests that kill it: `follow-main.js <file> <database>`. Says what it does. */
const [path = '', databaseUrl = ''] = process.argv.slice(2);
const say = (sentence: unknown, ...rest: unknown[]): void => {
  process.stdout.write(`${[sentence, ...rest].map(String).join(' ')}\n`);
};
const follower = new DuckDbFollower({
  path,
  databaseUrl,
  columns: FEW_COLUMNS,
  logger: { info: say, warn: say },
  now: () => new Date(),
});
follower.start();
let last = -1;
setInterval(() => {
  const position = follower.serving?.position ?? -1;
  if (position !== last) say('at', position);
  last = position;
}, 5);

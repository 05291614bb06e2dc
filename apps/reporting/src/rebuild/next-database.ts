import { MikroORM } from '@mikro-orm/postgresql';
import { ormOptions, UnitOfWork } from '@daybook/persistence';
import { ReportDatabase } from '../store/postgres/report-database';
import { NEXT_SCHEMA } from './next-store';

/** Batches that are at work at once, one a producer, and the keys that each looks up on the side. */
const CONNECTIONS = 12;

/** The next store the one that answers, for the code that knows only one: its names lead there. */
export interface NextDatabase {
  work: UnitOfWork;
  database: ReportDatabase;
  close(): Promise<void>;
}

/** Opens it. A commit need not wait for the disk: what is lost in a crash is read again, since its note is lost too. */
export async function openNextDatabase(url: string): Promise<NextDatabase> {
  const options = ormOptions({
    url,
    entities: [],
    migrations: [],
    poolSize: CONNECTIONS,
    applicationName: 'reporting rebuild',
  });
  const orm = await MikroORM.init({
    ...options,
    driverOptions: {
      connection: {
        ...(options.driverOptions as { connection: object }).connection,
        options: `-c search_path=${NEXT_SCHEMA} -c synchronous_commit=off`,
      },
    },
  });
  await orm.connect();
  const work = new UnitOfWork(orm);
  return { work, database: new ReportDatabase(work), close: () => orm.close(true) };
}

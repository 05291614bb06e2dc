import { SHARED_POSTGRES, startOwnPostgres } from './postgres';
import { whenFinished } from './global-tear-down';

/** jest's global set-up: starts the one PostgreSQL that all suites of a run share. */
export default async function setUp(): Promise<void> {
  const postgres = await startOwnPostgres();
  process.env[SHARED_POSTGRES] = postgres.url;
  whenFinished(() => postgres.stop());
}

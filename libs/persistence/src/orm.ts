import { LoadStrategy, type EntityClass } from '@mikro-orm/core';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { defineConfig, type Options } from '@mikro-orm/postgresql';
import { libraryMigrations, type MigrationEntry } from './migrations';
import { WrittenEntities } from './written-tables';

/** What a service says about its database. */
export interface DatabaseOptions {
  /** postgres:// address of the service's own database. */
  url: string;
  entities: EntityClass<object>[];
  /** The service's migrations in their order; those of the libraries run before them. */
  migrations: MigrationEntry[];
  /** Connections at most; 10 when absent. */
  poolSize?: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
}

/** MikroORM's options for a service: its entities and migrations, and those of the libraries. */
export function ormOptions(options: DatabaseOptions): Options {
  return defineConfig({
    clientUrl: options.url,
    entities: options.entities,
    extensions: [Migrator],
    loadStrategy: LoadStrategy.SELECT_IN,
    allowGlobalContext: false,
    // A database that is down at the start is waited for by the runner, which then migrates.
    connect: false,
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    // The service logs what matters itself.
    logger: () => undefined,
    subscribers: [new WrittenEntities()],
    pool: { min: 0, max: options.poolSize ?? 10, acquireTimeoutMillis: 5_000, idleTimeoutMillis: 30_000 },
    driverOptions: {
      connection: {
        application_name: options.applicationName,
        keepAlive: true,
        connectionTimeoutMillis: 5_000,
      },
    },
    migrations: {
      migrationsList: [...libraryMigrations, ...options.migrations].map(checkingAtOnce),
      snapshot: false,
      // Each migration for itself: partitions and indexes of big tables want short locks.
      allOrNothing: false,
      disableForeignKeys: false,
    },
  });
}

/** Rows that a migration writes are checked at once: no table can be altered while some of its rows wait for that. */
function checkingAtOnce({ name, class: Written }: MigrationEntry): MigrationEntry {
  abstract class Checking extends Written {
    override getQueries(): ReturnType<Migration['getQueries']> {
      return ['set constraints all immediate', ...super.getQueries()];
    }
  }
  return { name, class: Checking as typeof Written };
}

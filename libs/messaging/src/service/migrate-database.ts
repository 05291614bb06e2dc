import { MikroORM } from '@mikro-orm/postgresql';
import type { DynamicModule, Type, ValueProvider } from '@nestjs/common';
import { migrate, ormOptions, type MigrationEntry } from '@daybook/persistence';
import { loadConfig, ServiceConfig, type Environment } from '../core/config';
import { isTransient, pause } from '../core/failures';
import { serviceLogger, type ServiceLogger } from '../core/logger';
import { MIGRATIONS } from './service-identity';

/** Brings a service's database up to date and does nothing else: no NATS is needed, and nothing listens. */
export async function migrateDatabase(module: Type<object>, environment: Environment): Promise<void> {
  const config = loadConfig(ServiceConfig, environment);
  const options = { entities: [], migrations: migrationsOf(module), applicationName: 'migrations' };
  const orm = await MikroORM.init(ormOptions({ ...options, url: config.databaseUrl }));
  try {
    await bringUpToDate(orm, config.databaseUrl, serviceLogger('migrations', config));
  } finally {
    await orm.close(true);
  }
}

/** Migrates once the database is there. */
export async function bringUpToDate(orm: MikroORM, url: string, logger: ServiceLogger): Promise<void> {
  for (;;) {
    try {
      await orm.connect();
      await migrate(orm, url);
      return;
    } catch (error) {
      if (!isTransient(error)) throw error;
      logger.warn('the database is not there yet', error);
      await pause(500);
    }
  }
}

/** What `ServiceModule.forRoot` was told by the module of a service. */
export function migrationsOf(module: Type<object>): MigrationEntry[] {
  const imports = (Reflect.getMetadata('imports', module) ?? []) as (DynamicModule | Type<object>)[];
  const provided = imports.flatMap((one) => ('providers' in one ? (one.providers ?? []) : []));
  const found = provided.find(
    (one): one is ValueProvider<MigrationEntry[]> => 'provide' in one && one.provide === MIGRATIONS,
  );
  if (found === undefined) throw new Error(`${module.name} names no migrations`);
  return found.useValue;
}

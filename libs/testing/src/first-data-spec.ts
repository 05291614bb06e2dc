import type { Type } from '@nestjs/common';
import { migrateDatabase, migrationsOf } from '@daybook/messaging';
import { fillFirstTables, rowsByTable } from './first-data';
import { startPostgres, type TestPostgres } from './postgres';
import { expectAsReleased } from './released-migrations';
import { environmentOf } from './service';

/** What a service's first tables need beside any value. */
export interface FirstData {
  /** What stands in columns (`table.column`), in SQL, where not any value will do. */
  values?: Readonly<Record<string, string>>;
  /** A statement before the rows are written. */
  prepare?: string;
}

/**
 * Tests that each row that a service's first migration could hold comes through all of them since, and that none that
 * was released was changed.
 */
export function firstDataComesThrough(
  service: string,
  module: Type<object>,
  { values, prepare }: FirstData = {},
): void {
  describe(`Data of the first version of ${service}`, () => {
    let postgres: TestPostgres;

    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres.stop());

    it('was made by migrations that do what they did when they were released', () => {
      expectAsReleased(service, migrationsOf(module));
    });

    it('comes through every migration since, each row of each table', async () => {
      const database = await postgres.createDatabase();
      await fillFirstTables(database, migrationsOf(module), values, prepare);
      const before = await rowsByTable(database);
      await migrateDatabase(module, environmentOf({ database, nats: { url: 'nats://127.0.0.1:1' } }));
      expect(await rowsByTable(database)).toMatchObject(before);
      await database.drop();
    });
  });
}

import { fillFirstTables, rowsByTable, startPostgres, type TestPostgres } from '@daybook/testing';
import { migrateDatabase } from '@daybook/messaging';
import { GatewayModule } from '../gateway.module';
import { gatewayMigrations } from '.';

describe('Data of the first version of gateway', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it('comes through every migration since, each row of each table', async () => {
    const database = await postgres.createDatabase();
    await fillFirstTables(database, gatewayMigrations);
    const before = await rowsByTable(database);
    await migrateDatabase(GatewayModule, {
      DATABASE_URL: database.url,
      NATS_URL: 'nats://127.0.0.1:1',
      HTTP_PORT: '1',
      ACTOR_PUBLIC_KEY: 'a key',
    });
    expect(await rowsByTable(database)).toMatchObject(before);
    await database.drop();
  });
});

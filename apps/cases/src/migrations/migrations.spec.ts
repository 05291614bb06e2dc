import { fillFirstTables, rowsByTable, startPostgres, type TestPostgres } from '@daybook/testing';
import { migrateDatabase } from '@daybook/messaging';
import { CasesModule } from '../cases.module';
import { migrations } from '.';

describe('Data of the first version of cases', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it('comes through every migration since, each row of each table', async () => {
    const database = await postgres.createDatabase();
    await fillFirstTables(database, migrations, {
      'customer_case.tags': `'["late"]'`,
      'customer_case.ccs': `'[]'`,
      'case_message.ccs': `'[]'`,
    });
    const before = await rowsByTable(database);
    await migrateDatabase(CasesModule, {
      DATABASE_URL: database.url,
      NATS_URL: 'nats://127.0.0.1:1',
      HTTP_PORT: '1',
      ACTOR_PUBLIC_KEY: 'a key',
    });
    expect(await rowsByTable(database)).toMatchObject(before);
    await database.drop();
  });
});

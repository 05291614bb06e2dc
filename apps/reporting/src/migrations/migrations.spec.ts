import { fillFirstTables, rowsByTable, startPostgres, type TestPostgres } from '@daybook/testing';
import { migrateDatabase } from '@daybook/messaging';
import { ReportingModule } from '../reporting.module';
import { migrations } from '.';

describe('Data of the first version of reporting', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it('comes through every migration since, each row of each table', async () => {
    const database = await postgres.createDatabase();
    await fillFirstTables(database, migrations, {}, PARTITIONS);
    const before = await rowsByTable(database);
    await migrateDatabase(ReportingModule, {
      DATABASE_URL: database.url,
      NATS_URL: 'nats://127.0.0.1:1',
      HTTP_PORT: '1',
      ACTOR_PUBLIC_KEY: 'a key',
    });
    expect(await rowsByTable(database)).toMatchObject(before);
    await database.drop();
  });
});

/** The projector makes one a month. */
const PARTITIONS = `
  create table activity_all partition of activity for values from ('2000-01-01') to ('2200-01-01');
  create table activity_body_all partition of activity_body for values from ('2000-01-01') to ('2200-01-01')`;

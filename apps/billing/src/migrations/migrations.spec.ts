import { fillFirstTables, rowsByTable, startPostgres, type TestPostgres } from '@daybook/testing';
import { migrateDatabase } from '@daybook/messaging';
import { BillingModule } from '../billing.module';
import { billingMigrations } from '.';

describe('Data of the first version of billing', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it('comes through every migration since, each row of each table', async () => {
    const database = await postgres.createDatabase();
    await fillFirstTables(database, billingMigrations, {
      'discount.amount_off_amount': 'null',
      'customer_order.items': `'[]'`,
      'campaign_use.product_id': 'null',
      'campaign_use.discount_id': 'null',
      'campaign_use.custom_field_id': 'null',
    });
    const before = await rowsByTable(database);
    await migrateDatabase(BillingModule, {
      DATABASE_URL: database.url,
      NATS_URL: 'nats://127.0.0.1:1',
      HTTP_PORT: '1',
      ACTOR_PUBLIC_KEY: 'a key',
    });
    expect(await rowsByTable(database)).toMatchObject(before);
    await database.drop();
  });
});

import { Migration } from '@mikro-orm/migrations';
import { Module } from '@nestjs/common';
import { startPostgres, type TestDatabase, type TestPostgres } from '@daybook/testing';
import { ServiceConfig } from '../core/config';
import { migrateDatabase } from './migrate-database';
import { ServiceModule } from './service.module';

class Migration001Houses extends Migration {
  override up(): void {
    this.addSql('create table house (id int primary key)');
  }
}

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'fulfillment',
      config: ServiceConfig,
      entities: [],
      migrations: [{ name: 'fulfillment-001-houses', class: Migration001Houses }],
    }),
  ],
})
class HousesModule {}

describe('A database', () => {
  let postgres: TestPostgres;
  let database: TestDatabase;

  beforeAll(async () => {
    postgres = await startPostgres();
    database = await postgres.createDatabase();
  });
  afterAll(async () => {
    await database.drop();
    await postgres.stop();
  });

  it('is brought up to date without the service being started, where no NATS is', async () => {
    const environment = {
      DATABASE_URL: database.url,
      NATS_URL: 'nats://127.0.0.1:1',
      HTTP_PORT: '1',
      ACTOR_PUBLIC_KEY: 'a key',
    };
    await migrateDatabase(HousesModule, environment);
    await migrateDatabase(HousesModule, environment);
    expect(await database.query('select id from house')).toEqual([]);
    expect(await database.query('select sequence from journal')).toEqual([]);
  });
});

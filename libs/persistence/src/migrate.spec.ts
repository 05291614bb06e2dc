import { Migration } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { startPostgres, type TestDatabase, type TestPostgres } from '@daybook/testing';
import { migrate } from './migrate';
import type { MigrationEntry } from './migrations';
import { ormOptions } from './orm';

function migration(name: string, ...statements: string[]): MigrationEntry {
  return {
    name,
    class: class extends Migration {
      override up(): void {
        for (const statement of statements) this.addSql(statement);
      }
    },
  };
}

describe('A migration', () => {
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

  async function bringUpTo(migrations: MigrationEntry[]): Promise<void> {
    const orm = await MikroORM.init(
      ormOptions({ url: database.url, entities: [], migrations, applicationName: 'test' }),
    );
    try {
      await orm.connect();
      await migrate(orm, database.url);
    } finally {
      await orm.close();
    }
  }

  it('may alter a table whose rows it has just changed, deferred constraints or not', async () => {
    const first = migration(
      'test-001-tables',
      'create table house (id int primary key)',
      'create table room (id int primary key, house_id int references house (id) deferrable initially deferred)',
    );
    await bringUpTo([first]);
    await database.query('insert into house values (1)');
    await database.query('insert into room values (1, 1)');
    const second = migration(
      'test-002-doors',
      'alter table room add column doors int',
      'update room set doors = 1, house_id = house_id',
      'alter table room alter column doors set not null',
      'create table door (id int primary key, room_id int references room (id) deferrable initially deferred)',
      'insert into door select id, id from room',
      'create index door_room on door (room_id)',
    );
    await bringUpTo([first, second]);
    expect(await database.query('select doors from room')).toEqual([{ doors: 1 }]);
  });
});

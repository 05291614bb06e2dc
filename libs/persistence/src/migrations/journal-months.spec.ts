import { MikroORM } from '@mikro-orm/postgresql';
import { newId } from '@daybook/contracts';
import { startPostgres, type TestDatabase, type TestPostgres } from '@daybook/testing';
import { clock } from '../clock';
import { migrate } from '../migrate';
import { ormOptions } from '../orm';
import { record } from '../record';
import { UnitOfWork } from '../unit-of-work';

describe('An event whose month no partition of the journal is there for', () => {
  let postgres: TestPostgres;
  let database: TestDatabase;
  let orm: MikroORM;
  let work: UnitOfWork;

  beforeAll(async () => {
    postgres = await startPostgres();
    database = await postgres.createDatabase();
    orm = await MikroORM.init(
      ormOptions({
        url: database.url,
        entities: [],
        migrations: [],
        applicationName: 'test',
      }),
    );
    await orm.connect();
    await migrate(orm, database.url);
    work = new UnitOfWork(orm);
  });
  afterAll(async () => {
    await orm.close();
    await database.drop();
    await postgres.stop();
  });
  afterEach(() => clock.set(new Date()));

  const note = (): Promise<string> =>
    work.transaction((em) => {
      const context = { customerId: newId(), productIds: [], customFields: {} };
      return Promise.resolve(
        record(em, 'customers.note.added', { context, attributes: { noteId: newId() } }).id,
      );
    });

  /** The partition that each of these events lies in. */
  const partsOf = async (ids: string[]): Promise<string[]> => {
    const found = await database.query<{ part: string }>(
      'select tableoid::regclass::text as part from journal where id = any($1::uuid[])',
      [ids],
    );
    return found.map(({ part }) => part);
  };

  it('is recorded all the same, beside others of that month', async () => {
    clock.set(new Date('2031-03-31T23:59:30Z'));
    const ids = await Promise.all([note(), note(), note(), note()]);
    expect(await partsOf(ids)).toEqual(Array(4).fill('journal_203103'));
    clock.set(new Date('2031-04-01T00:00:00Z'));
    expect(await partsOf([await note()])).toEqual(['journal_203104']);
  });

  it('is recorded in every new month, also by connections that once looked for one in vain', async () => {
    for (let month = 1; month <= 12; month++) {
      clock.set(new Date(Date.UTC(2033, month - 1, 1)));
      const ids = await Promise.all(Array.from({ length: 8 }, note));
      const part = `journal_2033${String(month).padStart(2, '0')}`;
      expect(await partsOf(ids)).toEqual(Array(8).fill(part));
    }
  });

  it('is recorded by the next transaction where the first one of its month is rolled back', async () => {
    clock.set(new Date('2032-02-29T12:00:00Z'));
    const failing = work.transaction((em) => {
      record(em, 'customers.note.added', { attributes: { noteId: newId() } });
      return em.getConnection().execute('select 1 / 0', [], 'all', em.getTransactionContext());
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await partsOf([await note()])).toEqual(['journal_203202']);
  });
});

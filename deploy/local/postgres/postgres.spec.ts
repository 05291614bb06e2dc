import { startOwnPostgres, startPostgres } from '@daybook/testing';
import { Client } from 'pg';

describe('the embedded PostgreSQL', () => {
  it('lets in with the password only, by SCRAM, and gives each suite a database of its own', async () => {
    const postgres = await startPostgres();
    const [one, two] = await Promise.all([postgres.createDatabase(), postgres.createDatabase()]);
    await one.query('create table note (text text)');
    await expect(two.query('select * from note')).rejects.toThrow('does not exist');
    const [setting] = await one.query<{ password_encryption: string }>('show password_encryption');
    expect(setting).toEqual({ password_encryption: 'scram-sha-256' });

    const address = new URL(one.url);
    address.password = 'wrong';
    const stranger = new Client({ connectionString: address.toString() });
    await expect(stranger.connect()).rejects.toThrow('password authentication failed');
    await Promise.all([one.drop(), two.drop()]);
    await postgres.stop();
  });

  it('clones a template that was migrated once', async () => {
    const postgres = await startPostgres();
    let migrations = 0;
    const migrate = async (url: string) => {
      migrations++;
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query("create table greeting as select 'hello' as text");
      await client.end();
    };
    const databases = await Promise.all(
      [1, 2, 3].map(() => postgres.createDatabaseFrom('greetings', migrate)),
    );
    for (const database of databases) {
      expect(await database.query('select text from greeting')).toEqual([{ text: 'hello' }]);
      await database.drop();
    }
    expect(migrations).toBe(1);
    await postgres.stop();
  });

  it('stops at once though clients are connected', async () => {
    const postgres = await startOwnPostgres();
    const client = new Client({ connectionString: postgres.url });
    const reported = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await postgres.stop();
    await expect(reported).resolves.toBeInstanceOf(Error);
  });
});

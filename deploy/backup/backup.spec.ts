import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'nats';
import { Client } from 'pg';
import {
  removeScratch,
  scratchFolder,
  startNats,
  startPostgres,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { eachService, SERVICES, type ServiceName } from '../local/system/system-options';
import { backUp } from './backup';
import type { Manifest } from './manifest';
import { restore } from './restore';

/** What a service's database holds, in small: everything of PostgreSQL that the services use. */
const SCHEMA = `
  create extension pg_trgm;
  create table journal_epoch (epoch int primary key, sequence bigint not null default 0, sent_sequence bigint not null default 0, started_at timestamptz not null default now());
  insert into journal_epoch values (7, 500, 500);
  create table consumer_position (consumer text, producer text, epoch int, applied int8multirange not null, primary key (consumer, producer, epoch));
  create type mood as enum ('good', 'bad');
  create sequence number as int start 1000;
  create function twice(n int) returns int language sql immutable as $$ select n * 2 $$;
  create table thing (
    id int generated always as identity primary key,
    number int not null default nextval('number'),
    doubled int generated always as (twice(number)) stored,
    mood mood not null default 'good',
    name text collate "C" check (name <> ''),
    other int references thing deferrable initially deferred,
    bytes bytea, tags text[], amount numeric(19,4), at timestamptz);
  create index thing_name on thing using gin (name gin_trgm_ops);
  create unique index thing_bad on thing (number) where mood = 'bad';
  create table log (id uuid not null, at timestamptz not null, text text, primary key (id, at)) partition by range (at);
  create table log_202601 partition of log for values from ('2026-01-01 00:00+00') to ('2026-02-01 00:00+00');
  create unique index log_202601_text on log_202601 (text);
  create index log_text on log (text, at);
  create function moods(t thing) returns text language sql immutable as $$ select t.mood || ' ' || t.name $$;
  create index thing_moods on thing (moods(thing));
  create view good_thing as select * from thing where mood = 'good';
  create function stamp() returns trigger language plpgsql as $$ begin new.at := now(); return new; end $$;
  create trigger thing_stamp before update on thing for each row execute function stamp();
  create schema worker; create table worker.job (id bigserial primary key, payload json not null);`;
const ROWS = `
  insert into thing (name, mood, other, bytes, tags, amount, at)
    select E'na\\\\me\\t' || n || E'\\n', case n % 2 when 0 then 'good' else 'bad' end::mood, 101 - n, decode('00ff0a5c', 'hex'), array['a,b', null, '"'], n / 3.0, '2026-01-01Z'
    from generate_series(1, 100) n;
  insert into log select gen_random_uuid(), '2026-01-10Z', 'line ' || n from generate_series(1, 5000) n;
  insert into worker.job (payload) values ('{"a": 1}');`;

describe('A backup', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let databases: Record<ServiceName, TestDatabase>;
  let folder: string;
  let environment: Record<string, string>;

  const content = async (database: TestDatabase): Promise<unknown[]> => [
    await database.query('select * from thing order by id'),
    await database.query('select * from log order by id'),
    await database.query('select count(*) from log_202601'),
    await database.query('select id, payload from worker.job'),
    await database.query('select epoch, sequence, sent_sequence from journal_epoch where epoch = 7'),
    await database.query('select consumer, producer, epoch, applied::text from consumer_position'),
  ];
  const backedUp = async (): Promise<string> => {
    const to = join(folder, String(Math.random()).slice(2));
    await backUp({ to, withSecrets: false, environment });
    return to;
  };
  const restored = (from: string, replace = true): Promise<Manifest> =>
    restore({ from, replace, withSecrets: false, environment });

  beforeEach(async () => {
    folder = scratchFolder('backup');
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    const entries = await Promise.all(
      SERVICES.map(async (service) => {
        const database = await postgres.createDatabaseFrom(SCHEMA, async (url) => {
          const client = new Client({ connectionString: url });
          await client.connect();
          await client.query(SCHEMA);
          await client.end();
        });
        return [service, database] as const;
      }),
    );
    databases = Object.fromEntries(entries) as Record<ServiceName, TestDatabase>;
    await Promise.all(Object.values(databases).map((database) => database.query(ROWS)));
    const urls = eachService((service) => databases[service].url);
    environment = {
      DAYBOOK_HOME: join(folder, 'home'),
      NATS_URL: nats.url,
      ...Object.fromEntries(SERVICES.map((s) => [`DATABASE_URL_${s.toUpperCase()}`, urls[s]])),
    };
  });
  afterEach(async () => {
    await Promise.all(Object.values(databases).map((database) => database.drop()));
    await nats.stop();
    await postgres.stop();
    removeScratch(folder);
  });

  it('is noted where the system shows what was backed up, and is good where it cannot be', async () => {
    const to = join(folder, 'unknown');
    expect((await backUp({ to, withSecrets: false, environment })).notNoted).toContain('backup');
    expect((await restored(to)).time).toEqual(expect.any(String));
    await databases.gateway.query(
      `create table backup (id uuid, snapshot_at timestamptz, finished_at timestamptz, version text, bytes bigint, secrets boolean, host text, folder text)`,
    );
    const noted = join(folder, 'noted');
    expect((await backUp({ to: noted, withSecrets: false, environment })).notNoted).toBeUndefined();
    expect(await databases.gateway.query('select secrets, folder, bytes > 0 big from backup')).toEqual([
      { secrets: false, folder: noted, big: true },
    ]);
  });

  it('brings back every row, key, number and structure, and begins a new epoch', async () => {
    const from = await backedUp();
    const before = await content(databases.billing);
    await databases.billing.query(`drop table log cascade; delete from thing; create table later (id int)`);
    await restored(from);
    expect(await content(databases.billing)).toEqual(before);
    expect(await databases.billing.query(`select to_regclass('later') as later`)).toEqual([{ later: null }]);
    const [made] = await databases.billing.query<{ id: number; number: number; doubled: number }>(
      `insert into thing (name) values ('new') returning id, number, doubled`,
    );
    expect(made).toEqual({ id: 101, number: 1100, doubled: 2200 });
    const epochs = await databases.billing.query<{ epoch: number; sequence: string }>(
      'select epoch, sequence from journal_epoch order by epoch',
    );
    expect(epochs).toEqual([
      { epoch: 7, sequence: '500' },
      { epoch: expect.any(Number) as number, sequence: '0' },
    ]);
    expect(epochs[1]?.epoch).toBeGreaterThan(20_000_000);
  });

  it('made of a restored system equals the first one', async () => {
    const structure = (path: string) => {
      const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as Manifest;
      return Object.values(manifest.databases).map(({ before, after, sequences, tables }) => ({
        before: new Set(before.map(({ sql }) => sql)),
        after,
        sequences,
        rows: tables.map(({ name, rows }) => ({ name, rows })).filter(({ name }) => !/epoch/.test(name)),
      }));
    };
    const first = await backedUp();
    await restored(first);
    expect(structure(await backedUp())).toEqual(structure(first));
  });

  it('is refused by databases that hold something, unless they may be replaced', async () => {
    const from = await backedUp();
    await expect(restored(from, false)).rejects.toThrow('The database of gateway is not empty');
  });

  it('is refused while a service uses its database, and then nothing is changed anywhere', async () => {
    const from = await backedUp();
    const user = new Client({ connectionString: databases.cases.url, application_name: 'cases relay' });
    await user.connect();
    try {
      await expect(restored(from)).rejects.toThrow('The database of cases is in use (cases relay)');
    } finally {
      await user.end();
    }
    expect(await databases.gateway.query('select epoch from journal_epoch')).toEqual([{ epoch: 7 }]);
  });

  it('that is broken or not finished is refused before anything is touched', async () => {
    const from = await backedUp();
    const manifest = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8')) as Manifest;
    const table = manifest.databases.cases.tables.find(({ name }) => name.endsWith('thing'));
    const file = join(from, table?.file ?? '');
    const whole = readFileSync(file);
    appendFileSync(file, 'x');
    await expect(restored(from)).rejects.toThrow('checksum is wrong');
    writeFileSync(file, whole);
    writeFileSync(join(from, 'manifest.json'), JSON.stringify({ ...manifest, daybook: 'another' }));
    await expect(restored(from)).rejects.toThrow('checksum is wrong');
    await expect(restored(folder)).rejects.toThrow('no finished backup');
    expect(await databases.gateway.query('select epoch from journal_epoch')).toEqual([{ epoch: 7 }]);
  });

  it('is not made of a moment at which a reader is ahead of the journal it reads', async () => {
    const ahead = databases.reporting.query(
      `insert into consumer_position values ('report', 'billing', 7, '{[1,502)}')`,
    );
    await ahead;
    const making = backedUp();
    await databases.billing.query('update journal_epoch set sequence = 501, sent_sequence = 501');
    const from = await making;
    await restored(from);
    const [epoch] = await databases.billing.query('select sequence from journal_epoch where epoch = 7');
    expect(epoch).toEqual({ sequence: '501' });
  });

  it('takes events of the lost time out of the stream, and lets engines’ messages be read again', async () => {
    const connection = await connect({ servers: nats.url });
    const manager = await connection.jetstreamManager();
    await manager.streams.add({ name: 'EVENTS', subjects: ['events.>'] });
    await manager.streams.add({ name: 'INTAKE', subjects: ['intake.>'] });
    await manager.consumers.add('INTAKE', { durable_name: 'billing-intake' });
    await connection.jetstream().publish('intake.billing.engine.sale', 'message');
    await restored(await backedUp());
    expect((await manager.streams.list().next()).map(({ config }) => config.name)).toEqual(['INTAKE']);
    const { state } = await manager.streams.info('INTAKE');
    expect([state.messages, state.consumer_count]).toEqual([1, 0]);
    await connection.close();
  });

  it('wants an empty folder, and leaves none that could pass for a backup when it fails', async () => {
    const from = await backedUp();
    await expect(backUp({ to: from, withSecrets: false, environment })).rejects.toThrow('is not empty');
    await databases.fulfillment.query('create domain odd as int check (value > 0)');
    const to = join(folder, 'failed');
    await expect(backUp({ to, withSecrets: false, environment })).rejects.toThrow('type public.odd');
    expect(existsSync(join(to, 'manifest.json'))).toBe(false);
  });
});

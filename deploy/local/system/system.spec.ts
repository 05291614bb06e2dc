import {
  eventually,
  removeScratch,
  scratchFolder,
  startNats,
  startPostgres,
  startSystemForTests,
  type TestSystem,
} from '@daybook/testing';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { eachService, optionsFromEnvironment, SERVICES, type PartName } from './system-options';
import { mailProgram, serviceProgram } from './parts';
import { startSystem } from './system';

/** Stands in for a service and for the mail catcher: is ready at once and tells what environment it got. */
const STAND_IN = `
const server = require('node:http').createServer((request, response) =>
  response.end(request.url === '/health/ready' ? 'ready' : JSON.stringify(process.env)));
server.listen(Number(process.env.HTTP_PORT ?? process.env.MAIL_PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
console.log(JSON.stringify({ level: 40, msg: 'hello' }));`;

describe('the local system', () => {
  const programs = scratchFolder('programs');
  const messages: string[] = [];
  let system: TestSystem;

  beforeAll(async () => {
    for (const program of [
      ...SERVICES.map((service) => serviceProgram(programs, service)),
      mailProgram(programs),
    ]) {
      mkdirSync(dirname(program), { recursive: true });
      writeFileSync(program, STAND_IN);
    }
    system = await startSystemForTests({
      programs,
      durable: false,
      replicas: { billing: 2 },
      env: { all: { COLOUR: 'blue' }, cases: { COLOUR: 'green' } },
      onMessage: (sentence) => messages.push(sentence),
    });
  }, 120_000);

  afterAll(async () => {
    await system.discard();
    removeScratch(programs);
  });

  async function environment(service: (typeof SERVICES)[number]): Promise<Record<string, string>> {
    return (await (await fetch(`${system.urls.services[service]}/`)).json()) as Record<string, string>;
  }

  it('runs each part as a process of its own', () => {
    expect(system.names.toSorted()).toEqual([
      'billing',
      'billing-2',
      'cases',
      'customers',
      'fulfillment',
      'gateway',
      'mail',
      'nats',
      'postgres',
      'reporting',
    ]);
    expect(new Set(system.names.map((name) => system.pid(name))).size).toBe(10);
    expect(messages).toContain('gateway: hello');
  });

  it('gives each service its own settings and no other’s secrets', async () => {
    const [gateway, billing, cases] = await Promise.all([
      environment('gateway'),
      environment('billing'),
      environment('cases'),
    ]);
    expect(gateway).toMatchObject({ ADMIN_PASSWORD: system.adminPassword, COLOUR: 'blue' });
    expect(gateway['ACTOR_PRIVATE_KEY']).toContain('PRIVATE KEY');
    expect(billing['NATS_ACCOUNT_SEED']).toMatch(/^SA/);
    expect(billing['PROCESSOR_URL']).toBe(system.urls.sandbox);
    expect(cases['COLOUR']).toBe('green');
    for (const secret of ['ACTOR_PRIVATE_KEY', 'ADMIN_PASSWORD', 'NATS_ACCOUNT_SEED', 'PROCESSOR_KEY']) {
      expect(cases).not.toHaveProperty(secret);
    }
  });

  it('lets each service into its own database only', async () => {
    const own = new Client({ connectionString: system.databaseUrl('billing') });
    await own.connect();
    await own.query('create table proof (id int)');
    await own.end();
    const address = new URL(system.databaseUrl('cases'));
    address.pathname = '/daybook_billing';
    const other = new Client({ connectionString: address.toString() });
    await expect(other.connect()).rejects.toThrow('permission denied for database');
  });

  it('keeps secrets in files that nobody else can read', async () => {
    expect(statSync(join(system.home, 'secrets')).mode & 0o077).toBe(0);
    expect(statSync(await system.credentials('billing')).mode & 0o077).toBe(0);
  });

  it.each<PartName>(['customers', 'nats', 'postgres'])(
    'recovers by itself when %s is killed',
    async (name) => {
      const before = system.pid(name);
      system.kill(name);
      await eventually(
        `${name} runs again`,
        () => system.pid(name) !== undefined && system.pid(name) !== before,
      );
      await system.untilReady();
      const client = new Client({ connectionString: system.databaseUrl('billing') });
      await client.connect();
      await client.query('select * from proof');
      await client.end();
    },
  );

  it('keeps a part down while it is held', async () => {
    await system.hold('reporting');
    await expect(environment('reporting')).rejects.toThrow();
    await system.release('reporting');
    await expect(environment('reporting')).resolves.toHaveProperty('NATS_URL', system.natsUrl);
  });

  it('refuses to run twice on the same folder', async () => {
    const second = startSystem({ home: system.home, programs });
    await expect(second).rejects.toThrow(
      `Daybook is running already on ${system.home} (process ${process.pid})`,
    );
  });

  it('stops within five seconds and has its data at the next start', async () => {
    const started = Date.now();
    await system.stop();
    expect(Date.now() - started).toBeLessThan(5_000);
    system = await startSystemForTests({ programs, durable: false, home: system.home });
    const client = new Client({ connectionString: system.databaseUrl('billing') });
    await client.connect();
    await expect(client.query('select * from proof')).resolves.toMatchObject({ rowCount: 0 });
    await client.end();
  });

  it('uses servers of one’s own in place of the embedded ones', async () => {
    const [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    const database = await postgres.createDatabase();
    const databaseUrls = eachService(() => database.url);
    const other = await startSystemForTests({ programs, databaseUrls, natsUrl: nats.url, mail: false });
    expect(other.names.toSorted()).toEqual([...SERVICES].toSorted());
    const seen = (await (await fetch(other.urls.services.cases)).json()) as Record<string, string>;
    expect(seen).toMatchObject({ DATABASE_URL: database.url, NATS_URL: nats.url });
    expect(seen).not.toHaveProperty('NATS_CREDS');
    await other.discard();
    await Promise.all([database.drop(), nats.stop(), postgres.stop()]);
  });

  it('names what is wrong with its settings', () => {
    expect(() => optionsFromEnvironment({ PORT: 'many' }, [])).toThrow('PORT must be a number');
    expect(() => optionsFromEnvironment({ DAYBOOK_ADMIN_PASSWORD: 'short' }, [])).toThrow(
      'at least 8 characters',
    );
    expect(() => optionsFromEnvironment({}, ['--demo'])).toThrow('Unknown argument --demo');
    expect(
      optionsFromEnvironment({ DATABASE_URL_CASES: 'postgres://there/cases' }, ['--no-demo']),
    ).toMatchObject({
      home: '.daybook',
      port: 3000,
      demo: false,
      databaseUrls: { cases: 'postgres://there/cases' },
    });
  });
});

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '@node-rs/argon2';
import { catalogEntry, LISTED_REPORT_ACTIONS, reportActions, type ActivityKey } from '@daybook/contracts';
import {
  removeScratch,
  scratchFolder,
  startPostgres,
  type TestDatabase,
  type TestPostgres,
} from '@daybook/testing';
import { eachService, SERVICES, type ServiceName } from '../local/system/system-options';
import { restoreDemo } from './restore-demo';

const DAY_MS = 86_400_000;
const project = join(__dirname, '..', '..');

/** The demonstration as it is kept, restored on some later day, as a newer version would. */
describe('The demonstration data', () => {
  const now = new Date(Date.now() + 400 * DAY_MS);
  const home = scratchFolder('demo');
  const adminPassword = 'the first password';
  const written: string[] = [];
  let postgres: TestPostgres;
  let databases: Record<ServiceName, TestDatabase>;

  beforeAll(async () => {
    postgres = await startPostgres();
    const made = new Map<ServiceName, TestDatabase>();
    for (const service of SERVICES) made.set(service, await postgres.createDatabase());
    databases = eachService((service) => made.get(service) as TestDatabase);
    const urls = eachService((service) => databases[service].url);
    mkdirSync(home, { recursive: true });
    const output = { isTTY: true, columns: 120, write: (text: string) => written.push(text) };
    expect(await restoreDemo({ home, urls, adminPassword, replace: false }, { now, output })).toBe(true);
  }, 60_000);
  afterAll(async () => {
    for (const database of Object.values(databases)) await database.drop();
    await postgres.stop();
    removeScratch(home);
  });

  const rows = <T extends object>(service: ServiceName, sql: string): Promise<T[]> =>
    databases[service].query<T>(sql);

  async function actionsSince(moment: Date): Promise<Set<string>> {
    const found = new Set<string>();
    for (const service of ['customers', 'billing', 'fulfillment', 'cases'] as const) {
      const types = await rows<{ type: string }>(
        service,
        `select distinct event ->> 'type' as type from journal where recorded_at >= '${moment.toISOString()}'`,
      );
      for (const { type } of types) {
        const entry = catalogEntry(type as ActivityKey);
        if (entry !== undefined && 'reportAction' in entry) found.add(String(entry.reportAction));
      }
    }
    return found;
  }

  it('says how far its restoring is, up to its end', () => {
    const parts = written.flatMap(
      (text) => /Restoring the demonstration data +(\d+) %/.exec(text)?.[1] ?? [],
    );
    const percents = parts.map(Number);
    expect(percents.length).toBeGreaterThan(3);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBeGreaterThan(75);
    expect(written.at(-1)).toBe('\r\x1b[K');
  });

  it('has every action of the report within the last thirty days', async () => {
    const found = await actionsSince(new Date(now.getTime() - 30 * DAY_MS));
    const listed = reportActions.slice(0, LISTED_REPORT_ACTIONS);
    expect(listed.filter(({ key }) => !found.has(key)).map(({ label }) => label)).toEqual([]);
  });

  it('ends within the day before the start, and nothing of it is still to come', async () => {
    const [seen] = await rows<{ last: Date }>('reporting', 'select max(occurred_at) as last from activity');
    const ago = now.getTime() - (seen?.last.getTime() ?? 0);
    expect(ago).toBeGreaterThan(0);
    expect(ago).toBeLessThan(1.5 * DAY_MS);
  });

  it('has its people sign in with the first password of the installation', async () => {
    const hashes = await rows<{ username: string; hash: string }>(
      'gateway',
      `select username, password_hash as hash from users where username in ('admin', 'maya')`,
    );
    expect(hashes).toHaveLength(2);
    for (const { hash } of hashes) expect(await verify(hash, adminPassword)).toBe(true);
  });

  it('knows no migration that this version does not have: from there it is migrated upward', async () => {
    for (const service of SERVICES) {
      const folders = [
        join('apps', service, 'src', 'migrations'),
        join('libs', 'persistence', 'src', 'migrations'),
      ];
      const sources = folders.flatMap((folder) =>
        readdirSync(join(project, folder), { withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ name }) => readFileSync(join(project, folder, name), 'utf8')),
      );
      const known = sources.join('\n');
      const migrations = await rows<{ name: string }>(service, 'select name from mikro_orm_migrations');
      expect(migrations.length).toBeGreaterThan(0);
      expect(migrations.filter(({ name }) => !known.includes(`'${name}'`))).toEqual([]);
    }
  });

  it('has no secret of the installation that it was lived in', async () => {
    expect(await rows('fulfillment', 'select 1 from house_secret')).toEqual([]);
    expect(await rows('gateway', 'select 1 from sessions')).toEqual([]);
    const kept = readFileSync(join(home, 'sandbox', 'processor.jsonl'), 'utf8');
    expect(kept).toContain('"kind":"charge"');
    for (const file of readdirSync(join(home, 'sandbox')))
      expect(readFileSync(join(home, 'sandbox', file), 'utf8')).not.toContain('whsec_');
  });
});

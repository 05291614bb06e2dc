import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Migration } from '@mikro-orm/migrations';
import type { MigrationEntry } from '@daybook/persistence';
import { billingMigrations } from '../../apps/billing/src/migrations';
import { migrations as casesMigrations } from '../../apps/cases/src/migrations';
import { migrations as customersMigrations } from '../../apps/customers/src/migrations';
import { fulfillmentMigrations } from '../../apps/fulfillment/src/migrations';
import { gatewayMigrations } from '../../apps/gateway/src/migrations';
import { migrations as reportingMigrations } from '../../apps/reporting/src/migrations';
import { libraryMigrations } from '../../libs/persistence/src/migrations';
import { sources } from './sources';

const project = join(__dirname, '..', '..');
const services = readdirSync(join(project, 'apps')).filter((app) => app !== 'console');
const folders = [
  { owner: 'library', folder: 'libs/persistence/src/migrations' },
  ...services.map((service) => ({ owner: service, folder: `apps/${service}/src/migrations` })),
];

describe.each(folders)('The migrations of $folder', ({ owner, folder }) => {
  const files = readdirSync(join(project, folder))
    .filter((file) => file.startsWith('migration-'))
    .sort();

  it('are numbered one after another', () => {
    expect(files.map((file) => file.slice(0, 'migration-001'.length))).toEqual(
      files.map((_, index) => `migration-${String(index + 1).padStart(3, '0')}`),
    );
  });

  it('are all listed, in their order, under the names of their files', () => {
    const index = readFileSync(join(project, folder, 'index.ts'), 'utf8');
    const listed = [...index.matchAll(/name: '([^']+)', class: (\w+)/g)].map(([, name, type]) => ({
      name,
      type,
    }));
    expect(listed).toEqual(
      files.map((file) => {
        const name = file.replace(/^migration-|\.ts$/g, '');
        const type = name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
        return { name: `${owner}-${name}`, type: `Migration${type}` };
      }),
    );
  });
});

describe('The migrations that were released', () => {
  /** A checksum of what each does, by its name: written when a version is released (`docs/guides/upgrading.md`). */
  const file = join(project, 'tests', 'releases', 'migrations.json');

  const lists = [
    libraryMigrations,
    billingMigrations,
    casesMigrations,
    customersMigrations,
    fulfillmentMigrations,
    gatewayMigrations,
    reportingMigrations,
  ];

  it('do what they did', () => {
    expect(lists).toHaveLength(folders.length);
    const all = Object.fromEntries(lists.flat().map(({ name, class: made }) => [name, sumOf(made)]));
    if (process.env['UPDATE_RELEASED'] === '1') writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
    const released = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(Object.keys(released).length).toBeGreaterThan(20);
    expect(all).toMatchObject(released);
  });

  function sumOf(made: MigrationEntry['class']): string {
    const migration: Migration = new (made as new (...nothing: never[]) => Migration)();
    void migration.up();
    const statements = migration.getQueries().map((query) => {
      if (typeof query !== 'string') throw new Error(`${made.name} has a statement that is no text`);
      return query.replace(/\s+/g, ' ').trim();
    });
    return createHash('sha256').update(statements.join(';')).digest('hex').slice(0, 32);
  }
});

describe('What loops watch', () => {
  const files = sources().filter(({ forTests }) => !forTests);
  const watched = files.flatMap(({ path, text }) =>
    [...text.matchAll(/\bwatches: \[([^\]]*)\]/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/'([^']+)'/g)].map(([, table = '']) => ({ path, table })),
    ),
  );
  const tables = new Set(
    files.flatMap(({ text }) =>
      [...text.matchAll(/create table (?:if not exists )?(\w+)/g)].map(([, table]) => table),
    ),
  );

  it.each(watched)('is there: $table, for $path', ({ table }) => {
    expect(tables).toContain(table);
  });
});

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Migration } from '@mikro-orm/migrations';
import type { MigrationEntry } from '@daybook/persistence';

const FOLDER = join(__dirname, '..', '..', '..', 'tests', 'releases', 'migrations');

/**
 * Expects that the migrations that were released do what they did: their checksums were kept then
 * (`docs/guides/contributors.md`, *A release*; `UPDATE_RELEASED=1` keeps those of all that there are).
 * @param owner a service, or `library`
 */
export function expectAsReleased(owner: string, migrations: readonly MigrationEntry[]): void {
  const file = join(FOLDER, `${owner}.json`);
  const now = Object.fromEntries(migrations.map(({ name, class: made }) => [name, sumOf(made)]));
  if (process.env['UPDATE_RELEASED'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
  }
  const released = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
  expect(Object.keys(released)).not.toEqual([]);
  expect(now).toMatchObject(released);
}

function sumOf(made: MigrationEntry['class']): string {
  // What it does stands in its statements; it looks at no database for them.
  const migration = new (made as new () => Migration)();
  void migration.up();
  const statements = migration.getQueries().map((query) => {
    if (typeof query !== 'string') throw new Error(`${made.name} has a statement that is no text`);
    return query.replace(/\s+/g, ' ').trim();
  });
  return createHash('sha256').update(statements.join(';')).digest('hex').slice(0, 32);
}

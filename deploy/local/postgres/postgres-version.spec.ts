import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeScratch, scratchFolder } from '@daybook/testing';
import { expectPostgresVersion } from './postgres-version';

describe("PostgreSQL's data", () => {
  const scratch = scratchFolder('postgres-version');
  afterAll(() => removeScratch(scratch));

  it('of another major version is refused with what to do', () => {
    const data = join(scratch, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'PG_VERSION'), '14\n');
    expect(() => expectPostgresVersion(data, '18.1.0-beta.15')).toThrow(
      /PostgreSQL 14.*brings 18.*npm run backup/,
    );
    expect(() => expectPostgresVersion(data, '14.2')).not.toThrow();
  });
});

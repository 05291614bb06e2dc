import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeScratch, scratchFolder } from '@daybook/testing';
import { openDataFolder } from './data-folder';

describe('A data folder', () => {
  const scratch = scratchFolder('data-folder');
  afterAll(() => removeScratch(scratch));

  it('is made where it is missing, with nothing in it', () => {
    const home = join(scratch, 'deep', 'home');
    openDataFolder(home);
    expect(readdirSync(home)).toEqual([]);
    openDataFolder(home);
  });

  it('is refused where a file stands in its place, or in that of a folder in it', () => {
    const file = join(scratch, 'file');
    writeFileSync(file, '');
    expect(() => openDataFolder(file)).toThrow(
      /cannot be written: a file of that name is in the way\. Choose/,
    );
    expect(() => openDataFolder(join(file, 'home'))).toThrow(/a file of that name is in the way/);
    const home = join(scratch, 'foreign');
    mkdirSync(home);
    writeFileSync(join(home, 'postgres'), '');
    expect(() => openDataFolder(home)).toThrow(/postgres is in the way.*Move it away/);
  });

  it.each(['/sys/daybook'])('is refused where nothing can be written: %s', (home) => {
    expect(() => openDataFolder(home)).toThrow(/cannot be written/);
    expect(existsSync(home)).toBe(false);
  });
});

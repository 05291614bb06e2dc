import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
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

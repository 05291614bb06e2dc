import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectFolder } from '../../deploy/local/folders';

interface Chunk {
  file: string;
  isDynamicEntry?: boolean;
  imports?: string[];
  css?: string[];
}

const KB = 1024;
const BUDGETS = { entry: 200 * KB, route: 60 * KB, styles: 45 * KB };
/** Drawn once its page is there. */
const CHART = 'src/components/bar-chart.tsx';

const built = join(projectFolder(), 'dist', 'apps', 'console');
const chunks = JSON.parse(readFileSync(join(built, '.vite', 'manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>;

/** A part with all that it needs before it runs. */
function needs(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const other of chunks[name]?.imports ?? []) needs(other, found);
  return found;
}

const gzipped = (files: Iterable<string>): number =>
  [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(join(built, file))).length, 0);
const scripts = (names: Iterable<string>) => [...names].flatMap((name) => chunks[name]?.file ?? []);
const styles = (names: Iterable<string>) => [...names].flatMap((name) => chunks[name]?.css ?? []);

describe('What the console sends', () => {
  const entry = needs('index.html');
  const routes = Object.keys(chunks).filter(
    (name) => chunks[name]?.isDynamicEntry && name.endsWith('.tsx') && name !== CHART,
  );

  it('is small before the first page', () => {
    expect(gzipped(scripts(entry))).toBeLessThanOrEqual(BUDGETS.entry);
  });

  it('is small for each page', () => {
    expect(routes.length).toBeGreaterThan(5);
    const sizes = routes.map((name) => {
      const own = [...needs(name)].filter((one) => !entry.has(one));
      return { name, size: gzipped(scripts(own)) };
    });
    expect(sizes.filter(({ size }) => size > BUDGETS.route)).toEqual([]);
  });

  it('has small styles, whatever page is opened first', () => {
    const sizes = routes.map((name) => ({ name, size: gzipped(styles([...entry, ...needs(name)])) }));
    expect(sizes.filter(({ size }) => size > BUDGETS.styles)).toEqual([]);
  });
});

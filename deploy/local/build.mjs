// Compiles all services and libraries, in seconds, and removes what no source makes any more. Types are not checked
// here: `npm run typecheck` does.
import { existsSync, mkdirSync, readdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { transformFile } from '@swc/core';
import { BUILT, project } from './bootstrap.mjs';

const dist = join(project, 'dist');
const started = new Date();
const made = new Set([join(dist, '.built')]);

await Promise.all(BUILT.flatMap((folder) => sourcesIn(join(project, folder))).map(compile));
if (existsSync(dist)) removeStrays(dist);
writeFileSync(join(dist, '.built'), started.toISOString());

function sourcesIn(folder) {
  // What is built in an image is not all there.
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === 'node_modules' || relative(project, path) === join('apps', 'console')
        ? []
        : sourcesIn(path);
    return /(?<!\.spec|\.d)\.ts$/.test(entry.name) ? [path] : [];
  });
}

async function compile(source) {
  const target = join(dist, relative(project, source)).replace(/\.ts$/, '.js');
  const { code, map } = await transformFile(source, {
    root: project,
    // Absolute, or the compiled import paths are wrong.
    jsc: { baseUrl: project },
    sourceFileName: relative(dirname(target), source).split(sep).join('/'),
  });
  const name = target.slice(dirname(target).length + 1);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${code}\n//# sourceMappingURL=${name}.map`);
  writeFileSync(`${target}.map`, map);
  made.add(target).add(`${target}.map`);
}

function removeStrays(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // The console's pages have a build of their own.
    if (path === join(dist, 'apps', 'console')) continue;
    if (entry.isDirectory()) removeStrays(path);
    else if (!made.has(path)) rmSync(path);
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import * as ts from 'typescript';

/** The repository's root. */
export const ROOT = resolve(__dirname, '../..');

/** One TypeScript file of ours. */
export interface Source {
  /** Path from the root. */
  path: string;
  text: string;
  /** Whether only tests load it: a spec, or something that specs share. */
  forTests: boolean;
}

/** An import as it is written, and what it leads to: a file of ours (path from the root) or a package. */
export interface Import {
  written: string;
  target: { ours: string } | { package: string };
}

const SKIPPED = new Set(['node_modules', 'dist', 'apps/console']);

/** All TypeScript files of ours, but for the console's. */
export function sources(): Source[] {
  return ['apps', 'libs', 'deploy', 'tests'].flatMap((folder) => filesBelow(join(ROOT, folder)));
}

/** Those of the console, what is generated aside. */
export function consoleSources(): Source[] {
  return filesBelow(join(ROOT, 'apps/console/src')).filter(({ path }) => !path.includes('/snapshots/'));
}

function filesBelow(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return SKIPPED.has(entry.name) || SKIPPED.has(relative(ROOT, path)) ? [] : filesBelow(path);
    if (!/\.tsx?$/.test(entry.name)) return [];
    const own = relative(ROOT, path);
    const forTests = own.endsWith('.spec.ts') || own.startsWith('tests/') || own.includes('/src/testing/');
    return [{ path: own, text: readFileSync(path, 'utf8'), forTests }];
  });
}

/** What a file imports, types and dynamic imports included. */
export function importsOf(source: Source): Import[] {
  return ts.preProcessFile(source.text, true, true).importedFiles.map(({ fileName }) => {
    const alias = /^@daybook\/([a-z]+)$/.exec(fileName)?.[1];
    if (alias !== undefined) return { written: fileName, target: { ours: `libs/${alias}/src` } };
    if (!fileName.startsWith('.')) return { written: fileName, target: { package: packageOf(fileName) } };
    const absolute = resolve(ROOT, dirname(source.path), fileName);
    return { written: fileName, target: { ours: relative(ROOT, absolute) } };
  });
}

function packageOf(specifier: string): string {
  const [first, second] = specifier.replace(/^node:/, '').split('/') as [string, string?];
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** The names that a decorator's argument has in the files that use it: `@Handles(CreateCustomer)` → CreateCustomer. */
export function decoratorArguments(source: Source, decorator: string): string[] {
  if (!source.text.includes(`@${decorator}(`)) return [];
  const file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
  const renamed = new Map<string, string>();
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportSpecifier(node) && node.propertyName !== undefined) {
      renamed.set(node.name.text, node.propertyName.text);
    }
    if (
      ts.isDecorator(node) &&
      ts.isCallExpression(node.expression) &&
      node.expression.expression.getText(file) === decorator
    ) {
      const argument = node.expression.arguments[0]?.getText(file) ?? '';
      found.push(renamed.get(argument) ?? argument);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

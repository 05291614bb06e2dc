import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';

/** A frame's place in a stack's text. */
const PLACE = /(\/[^\s():]+\.js):(\d+):(\d+)/g;

const maps = new Map<string, SourceMap | null>();

/**
 * Rewrites a stack's text to the lines of the sources, by the maps that stand beside the compiled files. Node's own
 * `--enable-source-maps` reads the maps of all modules when they are loaded: a quarter of a service's start.
 */
export function sourceLinesOf(stack: string): string {
  return stack.replace(PLACE, (place, file: string, line: string, column: string) => {
    const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return place;
    const source = resolve(dirname(file), entry.originalSource);
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

/** The map of one of our files; libraries are named as they are. */
function mapOf(file: string): SourceMap | null {
  const known = maps.get(file);
  if (known !== undefined) return known;
  const beside = `${file}.map`;
  const map =
    !file.includes('/node_modules/') && existsSync(beside)
      ? new SourceMap(JSON.parse(readFileSync(beside, 'utf8')) as SourceMapPayload)
      : null;
  maps.set(file, map);
  return map;
}

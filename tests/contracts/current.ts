import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The repository's root. */
export const root = resolve(__dirname, '../..');

/** Whether snapshots are written anew instead of compared. */
export const isUpdate = process.env['UPDATE_CONTRACTS'] === '1';
const hint =
  'Look at the difference. If it is meant, run `npm run contracts:update` and commit what it writes.';

/** Holds a text to the file of it that is committed; writes the file where that is asked for. */
export function expectCurrent(file: string, text: string): void {
  const path = join(root, file);
  if (isUpdate) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const committed = readFileSync(path, 'utf8');
  if (committed !== text) {
    const [old, now] = [committed.split('\n'), text.split('\n')];
    const at = now.findIndex((line, index) => line !== old[index]);
    throw new Error(`${file} is out of date, first at line ${at + 1}:\n- ${old[at]}\n+ ${now[at]}\n${hint}`);
  }
}

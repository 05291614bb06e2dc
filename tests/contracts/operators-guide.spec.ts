import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { services } from '@daybook/contracts';

const root = resolve(__dirname, '../..');
const guide = readFileSync(join(root, 'docs/guides/operators.md'), 'utf8');

/** The table of `npm start`. */
const [ofStart = ''] = /^### `npm start`\n[\s\S]*?(?=^#)/m.exec(guide) ?? [];

const namedIn = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].map(([, variable = '']) => variable);

const configurations = [
  'libs/messaging/src/core/config.ts',
  ...services.map((service) => `apps/${service}/src/${service}.config.ts`),
];

/** The variables of the fields that a configuration class declares. */
function variablesOf(file: string): string[] {
  const [, body = ''] = readFileSync(join(root, file), 'utf8').split(/^export class \w*Config.*\{$/m);
  const [fields = ''] = body.split(/^\}/m);
  return [...fields.matchAll(/^ {2}(\w+)(?:[?!]?: \w+)?(?: = .+)?;$/gm)].map(([, field = '']) =>
    field.replace(/([A-Z])/g, '_$1').toUpperCase(),
  );
}

describe("The operators' guide", () => {
  it.each(configurations)('names every variable of %s', (file) => {
    expect(existsSync(join(root, file))).toBe(true);
    expect(variablesOf(file).filter((variable) => !guide.includes(`| \`${variable}\` |`))).toEqual([]);
  });

  it('names no variable that no service reads', () => {
    const read = new Set([
      ...configurations.flatMap(variablesOf),
      'DAYBOOK_CLOCK_OFFSET_MS',
      'DAYBOOK_CLOCK_FILE',
    ]);
    const named = namedIn(/^\| `([A-Z_]+)` \|/gm, guide.replace(ofStart, ''));
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((variable) => !read.has(variable))).toEqual([]);
  });

  it('names those of `npm start`, and no other', () => {
    const local = join(root, 'deploy/local');
    const programs = readdirSync(local, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.m?[jt]s$/.test(file))
      .map((file) => readFileSync(join(local, file), 'utf8'))
      .join('\n');
    const named = namedIn(/`([A-Z]{4}[A-Z_]+)(?:<SERVICE>)?`(?=[^\n|]*\|)/g, ofStart);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((variable) => !programs.includes(variable))).toEqual([]);
  });
});

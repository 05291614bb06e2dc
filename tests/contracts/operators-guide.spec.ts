import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { services } from '@daybook/contracts';

const root = resolve(__dirname, '../..');
const guide = readFileSync(join(root, 'docs/guides/operators.md'), 'utf8');

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
    const named = [...guide.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, variable = '']) => variable);
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((variable) => !read.has(variable))).toEqual([]);
  });
});

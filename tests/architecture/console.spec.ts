import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, errorTable, fieldsOf } from '@daybook/contracts';
import { circlesIn, climbs, importGraph } from './rooms';
import { consoleSources, importsOf, ROOT } from './sources';

const SOURCE = 'apps/console/src';

/** The console's folders from the ground up: each one imports from those below it only. */
const FLOORS = [['lib'], ['i18n'], ['api'], ['commands', 'routing'], ['components'], ['features'], ['app']];

const LANGUAGES = readdirSync(join(ROOT, SOURCE, 'locales'));

/** What only the API's own labels need: in English they come from the API. */
const LABELS_OF_THE_API = 'catalog.json';

/** The keys of a file of texts with what they fill in, without the forms of number that only some languages have. */
function keysOf(texts: Record<string, unknown>, above = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const own = `${above}${key.replace(/_(?:zero|one|two|few|many|other)$/, '')}`;
    if (typeof value !== 'string') return keysOf(value as Record<string, unknown>, `${own}.`);
    return [`${own} ${[...new Set(value.match(/{{\w+}}/g) ?? [])].sort().join(' ')}`.trim()];
  });
}

const textsOf = (language: string, file: string) =>
  JSON.parse(readFileSync(join(ROOT, SOURCE, 'locales', language, file), 'utf8')) as Record<string, unknown>;

/** A schema of the API's document. */
interface Schema {
  $ref?: string;
  enum?: string[];
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
}

interface Operation {
  parameters?: { name: string; schema: Schema }[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
}

const openApi = JSON.parse(readFileSync(join(ROOT, 'tests/contracts/snapshots/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** The names of a schema's properties, however deep. */
function namesIn(schema: Schema | undefined, above: Schema[] = []): string[] {
  const named = schema?.$ref?.split('/').pop();
  const own = named === undefined ? schema : openApi.components.schemas[named];
  if (own === undefined || above.includes(own)) return [];
  const below = (one: Schema) => namesIn(one, [...above, own]);
  const { allOf = [], oneOf = [], anyOf = [], items, properties = {} } = own;
  return [
    ...[...allOf, ...oneOf, ...anyOf, ...(items === undefined ? [] : [items])].flatMap(below),
    ...Object.entries(properties).flatMap(([name, one]) => [name, ...below(one)]),
  ];
}

/** What services say of fields of requests, in their sources: what they fill in stands there as `{0}`. */
function sayingsOfFields(): string[] {
  const saying =
    /(?:wrong\(|message(?::| =)|\?|:|return|named\(\w+,)\s*(['`])((?:must|is|lies|has|knows|stands|needs|goes|belongs) [^\n]*?)\1/g;
  const sources = ['libs/contracts/src/fields', 'apps/billing/src', 'apps/customers/src', 'apps/cases/src']
    .flatMap((folder) => filesBelow(folder))
    .filter((path) => path.endsWith('.ts') && !/\.(?:spec|config)\.ts$|\/testing\//.test(path));
  const found = sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(saying)].map(([, , text = '']) => {
      let filled = 0;
      return text.replace(/\$\{[^}]*\}/g, () => `{${String(filled++)}}`);
    }),
  );
  return [...new Set(found)];
}

/** The files of a folder of the repository, however deep. */
const filesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    join(ROOT, folder, path),
  );

describe('The console', () => {
  const files = consoleSources();
  const graph = importGraph(files);

  it('imports from lower floors only, and nothing in a circle', () => {
    expect(climbs({ part: SOURCE, floors: FLOORS }, graph)).toEqual([]);
    expect(circlesIn(graph)).toEqual([]);
  });

  it('has features that know nothing of each other', () => {
    const feature = (path: string) => new RegExp(`^${SOURCE}/features/([^/]+)/`).exec(path)?.[1];
    const crossings = [...graph].flatMap(([path, imported]) =>
      imported
        .filter((target) => feature(path) !== undefined && feature(target) !== undefined)
        .filter((target) => feature(path) !== feature(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(crossings).toEqual([]);
  });

  it('loads in the browser only packages of its own package.json', () => {
    const own = JSON.parse(readFileSync(join(ROOT, 'apps/console/package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const others = files.flatMap((file) =>
      importsOf(file)
        .flatMap(({ target }) => ('package' in target ? [target.package] : []))
        .filter((name) => !(name in own.dependencies))
        .map((name) => `${file.path}: ${name}`),
    );
    expect(others).toEqual([]);
  });

  it('has dialogs that stay until it is known what became of what they do, and say what could not be loaded', () => {
    const form = `${SOURCE}/components/form-dialog.tsx`;
    const own = files
      .filter(({ path, text }) => path !== form && /<(?:Modal|Drawer)\b/.test(text) && /<form\b/.test(text))
      .filter(({ text }) => !text.includes('<MissingParts />') || text.includes('useCommand('))
      .map(({ path }) => path);
    expect(own).toEqual([]);
  });

  it('says everything in every language, with the same things filled in', () => {
    const [first = '', ...others] = LANGUAGES;
    const namespaces = (language: string) =>
      readdirSync(join(ROOT, SOURCE, 'locales', language)).filter((file) => file !== LABELS_OF_THE_API);
    for (const language of others) expect(namespaces(language)).toEqual(namespaces(first));
    for (const file of namespaces(first)) {
      const keys = new Set(keysOf(textsOf(first, file)));
      for (const language of others) {
        const own = new Set(keysOf(textsOf(language, file)));
        expect([file, language, [...keys].filter((key) => !own.has(key))]).toEqual([file, language, []]);
        expect([file, language, [...own].filter((key) => !keys.has(key))]).toEqual([file, language, []]);
      }
    }
  });

  it('has words of its own language for every action of the report', () => {
    const { parameters } = openApi.paths['/reports/customer-service/details']?.['get'] ?? {};
    const actions = parameters?.find(({ name }) => name === 'action')?.schema.items?.enum ?? [];
    expect(actions.length).toBeGreaterThan(58);
    for (const language of LANGUAGES.filter((one) => one !== 'en')) {
      const { action } = textsOf(language, LABELS_OF_THE_API) as { action: Record<string, string> };
      expect(Object.keys(action).sort()).toEqual([...actions].sort());
    }
  });

  it('has words of its own language for every interaction of a history', () => {
    const own = catalog.activities.map(({ key }) => key).sort();
    for (const language of LANGUAGES.filter((one) => one !== 'en')) {
      const { interaction } = textsOf(language, LABELS_OF_THE_API) as {
        interaction: Record<string, unknown>;
      };
      expect([language, keysOf(interaction).sort()]).toEqual([language, own]);
    }
  });

  it('has words of its own language for every error of the API', () => {
    for (const language of LANGUAGES.filter((one) => one !== 'en')) {
      const { error } = textsOf(language, LABELS_OF_THE_API) as { error: Record<string, object> };
      const own = Object.entries(error).flatMap(([service, words]) =>
        Object.keys(words).map((name) => `${service}.${name}`),
      );
      expect([language, own.sort()]).toEqual([language, Object.keys(errorTable).sort()]);
    }
  });

  it('has a name for every field of everything that it sends', () => {
    const written = files.map(({ text }) => text).join('\n');
    const sent = Object.entries(openApi.paths)
      .filter(([path]) => written.includes(`'${path}'`))
      .flatMap(([, methods]) =>
        ['post', 'put', 'patch', 'delete'].map((method) => methods[method]?.requestBody),
      );
    const fields = new Set(sent.flatMap((body) => namesIn(body?.content['application/json'].schema)));
    expect(fields.size).toBeGreaterThan(100);
    for (const language of LANGUAGES) {
      const known = ['app.json', 'admin.json'].flatMap((file) =>
        Object.keys((textsOf(language, file) as { field: object }).field),
      );
      // It has the name of the amount that it belongs to.
      const nameless = [...fields].filter((name) => name !== 'currency' && !known.includes(name));
      expect([language, nameless]).toEqual([language, []]);
    }
  });

  it('has words of its own language for everything that is said of a field', () => {
    const said = sayingsOfFields();
    expect(said.length).toBeGreaterThan(60);
    for (const language of LANGUAGES.filter((one) => one !== 'en')) {
      const { fault } = textsOf(language, LABELS_OF_THE_API) as { fault: Record<string, string> };
      const says = Object.keys(fault)
        // What takes anything is no words of its own.
        .filter((english) => english !== 'must be {0}')
        .map(
          (english) =>
            new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/{\d}/g, '(.+)')}$`, 'u'),
        );
      const silent = said.filter((one) => one !== 'must be {0}' && !says.some((words) => words.test(one)));
      expect([language, silent]).toEqual([language, []]);
      // An id of ours helps nobody: the words may leave out what is filled in.
      for (const [english, words] of Object.entries(fault))
        expect([english, words.match(/{\d}/g)?.filter((one) => !english.includes(one)) ?? []]).toEqual([
          english,
          [],
        ]);
    }
  });

  it('has words of its own language for every attribute that a history shows', () => {
    const names = catalog.activities.flatMap(({ attributes, carries = [], personal = [] }) =>
      [...fieldsOf(attributes).keys(), ...personal].filter((name) => !carries.includes(name)),
    );
    // What was and what became of it are shown as one; the ids of things are not shown.
    const shown = new Set(
      names
        .filter((name) => name !== 'from' && !/Ids?$/.test(name))
        .map((name) => name.replace(/(From|To)$/, '')),
    );
    for (const language of LANGUAGES.filter((one) => one !== 'en')) {
      const { attribute } = textsOf(language, LABELS_OF_THE_API) as { attribute: Record<string, string> };
      expect([language, [...shown].filter((name) => attribute[name] === undefined)]).toEqual([language, []]);
    }
  });
});

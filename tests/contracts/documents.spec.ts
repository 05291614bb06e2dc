import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import {
  asyncApi,
  catalogDocument,
  CONTRACT_VERSION,
  openApi,
  operations,
  pluginCalls,
  pluginDocument,
} from '@daybook/contracts';
import { expectCurrent, isUpdate, root } from './current';

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}

function resolves(document: object, reference: string): boolean {
  const steps = reference
    .slice('#/'.length)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return (
    steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document) !==
    undefined
  );
}

/** What makes a document no AsyncAPI, by the specification's own parser. */
async function faultsOf(document: object): Promise<string[]> {
  const { diagnostics } = await new Parser().parse(JSON.stringify(document));
  const errors = diagnostics.filter((one) => Number(one.severity) === 0);
  return errors.map((one) => `${one.path.join('.')}: ${one.message}`);
}

const http = openApi(operations);
const messages = asyncApi();

describe('the OpenAPI document', () => {
  it('is the one that is committed', () => {
    expectCurrent('tests/contracts/snapshots/openapi.json', `${JSON.stringify(http, null, 2)}\n`);
  });

  it("is what the console's types are made from", () => {
    const check = [
      'run',
      '--silent',
      'api',
      '--workspace',
      'apps/console',
      ...(isUpdate ? [] : ['--', '--check']),
    ];
    const { status, stderr } = spawnSync('npm', check, { cwd: root, encoding: 'utf8' });
    expect([status, status === 0 ? '' : `${stderr}\nRun \`npm run contracts:update\`.`]).toEqual([0, '']);
  });

  it('describes every call that has a route, once', () => {
    const described = Object.values(http.paths).flatMap((methods) => Object.values(methods));
    const names = described.map((one) => (one as { operationId: string }).operationId).sort();
    expect(names).toEqual(
      operations
        .filter((one) => one.route !== null)
        .map((one) => one.name)
        .sort(),
    );
  });

  it('refers to nothing that it lacks', () => {
    expect(referencesIn(http).filter((reference) => !resolves(http, reference))).toEqual([]);
  });

  it('gives every parameter in a path its name and nothing else', () => {
    const faults = Object.entries(http.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, described]) => {
        const { parameters } = described as { parameters: { in: string; name: string }[] };
        const reported = parameters
          .filter((one) => one.in === 'path')
          .map((one) => one.name)
          .sort();
        const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
        return reported.join() === named.join() ? [] : [`${method} ${path}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('has the version of the project', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(CONTRACT_VERSION).toBe(version);
  });
});

describe('the AsyncAPI document', () => {
  it('is the one that is committed', () => {
    expectCurrent('tests/contracts/snapshots/asyncapi.json', `${JSON.stringify(messages, null, 2)}\n`);
  });

  it('is valid AsyncAPI 3', async () => {
    expect(await faultsOf(messages)).toEqual([]);
    expect(await faultsOf({ ...messages, operations: { lost: { action: 'send' } } })).not.toEqual([]);
  }, 120_000);
});

describe('the OpenAPI document of plugins', () => {
  const plugins = pluginDocument();

  it('is the one that is committed', () => {
    expectCurrent('tests/contracts/snapshots/plugins.json', `${JSON.stringify(plugins, null, 2)}\n`);
  });

  it('describes everything that is asked of plugins, and refers to nothing that it lacks', () => {
    expect(Object.keys(plugins.paths).sort()).toEqual(pluginCalls.map(({ path }) => path).sort());
    expect(referencesIn(plugins).filter((reference) => !resolves(plugins, reference))).toEqual([]);
  });
});

describe('the schemas of both documents', () => {
  const schemas = { ...http.components.schemas, ...messages.components.schemas };

  it('say of every property what it is', () => {
    const words = ['type', '$ref', 'anyOf', 'oneOf', 'allOf', 'enum', 'const'];
    const unsaid = Object.entries(schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, property]) => !words.some((word) => word in property))
        .map(([property]) => `${name}.${property}`),
    );
    expect(unsaid).toEqual([]);
  });

  it('are valid JSON Schemas', () => {
    const ajv = new Ajv2020({ strict: false, unicodeRegExp: false });
    addFormats(ajv);
    ajv.addSchema({ $id: 'daybook', components: { schemas } });
    for (const name of Object.keys(schemas)) {
      expect(() => ajv.compile({ $ref: `daybook#/components/schemas/${name}` })).not.toThrow();
    }
  });
});

describe('the guide to the activities', () => {
  it('is made from the catalog as it stands', () => {
    expectCurrent('docs/guides/activities.md', catalogDocument());
  });
});

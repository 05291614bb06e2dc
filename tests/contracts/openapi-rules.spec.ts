import { createConfig, lintFromString } from '@redocly/openapi-core';
import { openApi, operations, pluginDocument } from '@daybook/contracts';

/** What the recommended rules of Redocly find in a document, with where it stands. */
async function findings(document: object): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: '/openapi.json',
    config,
  });
  return problems.map(
    ({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer ?? ''})`,
  );
}

describe('the OpenAPI documents', () => {
  it('follow Redocly’s recommended rules without a warning', async () => {
    expect(await findings(openApi(operations))).toEqual([]);
    expect(await findings(pluginDocument())).toEqual([]);
  });

  it('are held against rules that do find faults', async () => {
    const faulty = { openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { '/a': { get: {} } } };
    expect((await findings(faulty)).length).toBeGreaterThan(3);
  });

  it('give responses and schemas names that a program can have', () => {
    const { schemas, responses } = openApi(operations).components;
    const names = [...Object.keys(schemas), ...Object.keys(responses)];
    expect(names.filter((name) => !/^[A-Z][A-Za-z0-9]*$/.test(name))).toEqual([]);
  });
});

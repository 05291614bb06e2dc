import * as contracts from '@daybook/contracts';
import { operations, type AnyOperation } from '@daybook/contracts';
import { TOPOLOGY } from '../../deploy/nats/topology';
import { decoratorArguments, sources } from './sources';

/** The operations by the names they are exported under. */
const exported = new Map(
  Object.entries(contracts as Record<string, unknown>)
    .filter((entry): entry is [string, AnyOperation] => operations.includes(entry[1] as AnyOperation))
    .map(([name, operation]) => [name, operation]),
);

/** Every service's own dead letters and erasures are told by the library, the same way in each. */
const byLibrary = new Set([
  ...Object.values(contracts.deadLetterOperations).flatMap((each) => Object.values(each) as AnyOperation[]),
  ...contracts.allErasureOperations,
]);

/** What is in the catalog is answered by one piece, a controller made for each kind of thing. */
const byCatalog = 'apps/billing/src/catalog/catalog.controller.ts';
const catalogOperations: readonly AnyOperation[] = contracts.catalogOperations;

interface Handler {
  path: string;
  argument: string;
}

const handlers: Handler[] = sources()
  .filter(({ path, forTests }) => path.startsWith('apps/') && path !== byCatalog && !forTests)
  .flatMap((source) =>
    decoratorArguments(source, 'Handles').map((argument) => ({ path: source.path, argument })),
  );

describe('The operations', () => {
  it('are each answered by exactly one method, in the service whose name they bear', () => {
    const faults = operations
      .filter((operation) => !byLibrary.has(operation) && !catalogOperations.includes(operation))
      .flatMap((operation) => {
        const found = handlers.filter(({ argument }) => exported.get(argument) === operation);
        const elsewhere = found.filter(({ path }) => !path.startsWith(`apps/${operation.service}/`));
        return [
          ...(found.length === 1 ? [] : [`${operation.name} has ${found.length} handlers`]),
          ...elsewhere.map(({ path }) => `${operation.name} is handled in ${path}`),
        ];
      });
    expect(faults).toEqual([]);
  });

  it('are asked only by services that NATS lets ask them', () => {
    const asked = sources()
      .filter(({ path, forTests }) => path.startsWith('apps/') && !forTests)
      .flatMap(({ path, text }) =>
        [...text.matchAll(/\.ask\(\s*([A-Z]\w+)/g)].map(([, name = '']) => ({ path, name })),
      )
      // Plugins are asked over HTTP.
      .filter(({ name }) => exported.has(name));
    expect(asked.length).toBeGreaterThan(5);
    const refused = asked.filter(({ path, name }) => {
      const service = path.split('/')[1] as keyof typeof TOPOLOGY;
      const subject = `rpc.${exported.get(name)?.name}`;
      return !TOPOLOGY[service].publish.some((allowed) => covers(allowed, subject));
    });
    expect(refused).toEqual([]);
  });

  it('of the catalog have one controller for each kind of thing', () => {
    const text = sources().find(({ path }) => path === byCatalog)?.text ?? '';
    const kinds = [...text.matchAll(/catalogController\(catalogResources\.(\w+),/g)].map(([, kind]) => kind);
    expect(kinds.sort()).toEqual(Object.keys(contracts.catalogResources).sort());
  });

  it('are all in the table: no method handles what nobody can call', () => {
    expect(handlers.filter(({ argument }) => !exported.has(argument))).toEqual([]);
  });
});

/** Whether a subject of NATS with wildcards covers another one without. */
function covers(pattern: string, subject: string): boolean {
  const words = pattern.split('.').map((word) => (word === '*' ? '[^.]+' : word === '>' ? '.+' : word));
  return new RegExp(`^${words.join('\\.')}$`).test(subject);
}

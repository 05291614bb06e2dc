import { isOperation, type AnyOperation } from './operation';
import { allDeadLetterOperations } from './dead-letters';
import { allErasureOperations } from './erasure';
import * as billing from './billing';
import * as cases from './cases';
import * as customers from './customers';
import * as fulfillment from './fulfillment';
import * as gateway from './gateway';
import * as reporting from './reporting';

/**
 * Every call of the system: HTTP routes, NATS subjects, OpenAPI, validation and access checks derive from this table.
 * What a service's contracts export as an operation is in it.
 */
export const operations: readonly AnyOperation[] = unique([
  ...[gateway, customers, billing, fulfillment, cases, reporting].flatMap(exportedBy),
  ...allDeadLetterOperations,
  ...allErasureOperations,
]);

/** The operation of a name, if there is one. */
export function findOperation(name: string): AnyOperation | undefined {
  return operations.find((operation) => operation.name === name);
}

function unique(all: readonly AnyOperation[]): readonly AnyOperation[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const operation of all) {
    for (const key of [operation.name, operation.http].filter((k) => k !== undefined)) {
      const shape = key.replace(/\{\w+\}/g, '{}');
      if (seen.has(shape)) faults.push(`${key} stands twice in the operations table`);
      seen.add(shape);
    }
    if (operation.kind === 'query' && operation.idempotency !== 'none') {
      faults.push(`${operation.name} is a query and takes no idempotency key`);
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return Object.freeze(all);
}

/** One by one, or in a list of its own as the catalog's. */
function exportedBy(contracts: object): AnyOperation[] {
  return [...new Set(Object.values(contracts).flat().filter(isOperation))];
}

import type { AnyOperation } from './operation';
import { allDeadLetterOperations } from './dead-letters';
import { allErasureOperations } from './erasure';
import { billingOperations } from './billing/operations';
import { casesOperations } from './cases/operations';
import { customersOperations } from './customers/operations';
import { fulfillmentOperations } from './fulfillment/operations';
import { gatewayOperations } from './gateway/operations';
import { reportingOperations } from './reporting/operations';

/** Every call of the system: HTTP routes, NATS subjects, OpenAPI, validation and access checks derive from this table. */
export const operations: readonly AnyOperation[] = unique([
  ...gatewayOperations,
  ...customersOperations,
  ...billingOperations,
  ...fulfillmentOperations,
  ...casesOperations,
  ...reportingOperations,
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

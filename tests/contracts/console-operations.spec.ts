import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { consoleSources } from '../architecture/sources';
import { callsOf, isCallOf } from './console-calls';
import { root } from './current';

const MACHINES = 'a program asks this, not a person at a page';
const WHOLE = 'the list shows all of it';
const OTHER_WAY =
  'another call of the page answers the same: what it keeps, what it counts, a file made in the background';

/** What people do not find in the console, by operation, with the reason why not. */
const NOT_IN_THE_CONSOLE: Record<string, string> = {
  'billing.call_centers.read': WHOLE,
  'billing.campaign_categories.read': WHOLE,
  'billing.campaigns.read': WHOLE,
  'billing.custom_fields.read': WHOLE,
  'billing.discounts.read': WHOLE,
  'billing.recycle_profiles.read': WHOLE,
  'customers.templates.read': WHOLE,
  'fulfillment.houses.get': WHOLE,
  'gateway.users.read': WHOLE,
  'reporting.get_saved': WHOLE,
  'billing.transactions.read': WHOLE,
  'cases.records.deliver': MACHINES,
  'fulfillment.webhooks.receive': MACHINES,
  'gateway.sessions.renew': MACHINES,
  'customers.list_notes': OTHER_WAY,
  'reporting.export': OTHER_WAY,
  'reporting.completeness': OTHER_WAY,
};

interface Document {
  paths: Record<string, Record<string, { operationId: string }>>;
}

describe('The console', () => {
  const document = JSON.parse(
    readFileSync(join(root, 'tests/contracts/snapshots/openapi.json'), 'utf8'),
  ) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      operationId,
      method: method.toUpperCase(),
      path,
    })),
  );
  const calls = consoleSources().flatMap(({ path, text }) => callsOf(path, text));
  const used = new Set(
    operations
      .filter(({ method, path }) => calls.some((call) => isCallOf(call, method, path)))
      .map(({ operationId }) => operationId),
  );

  it('has a place for every operation that a person would use, or says why not', () => {
    const missing = operations
      .filter(({ operationId }) => !used.has(operationId) && !(operationId in NOT_IN_THE_CONSOLE))
      .map(({ operationId, method, path }) => `${operationId} (${method} ${path})`);
    expect({
      'call it in apps/console/src, or enter it in NOT_IN_THE_CONSOLE with the reason': missing,
    }).toEqual({
      'call it in apps/console/src, or enter it in NOT_IN_THE_CONSOLE with the reason': [],
    });
  });

  it('gives no reason for what it has meanwhile, or what there is no more', () => {
    const known = new Set(operations.map(({ operationId }) => operationId));
    const listed = Object.keys(NOT_IN_THE_CONSOLE);
    expect({
      'is called by now: take it out of NOT_IN_THE_CONSOLE': listed.filter((id) => used.has(id)),
    }).toEqual({
      'is called by now: take it out of NOT_IN_THE_CONSOLE': [],
    });
    expect({ 'is no operation': listed.filter((id) => !known.has(id)) }).toEqual({ 'is no operation': [] });
  });
});

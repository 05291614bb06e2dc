import { producers } from '../actor';
import { fieldsOf } from '../fields';
import { activityCategories, type CatalogEntry, personalFields } from './define';
import { placeholdersOf } from './message-template';
import type { ReportAction } from './report-actions';

/**
 * Everything that is wrong with a catalog, in words: duplicate keys, report actions that no key
 * leads to or that do not exist, entries without attributes class, a key of no producing service,
 * placeholders that name nothing, money without an amount.
 */
export function catalogFaults(entries: readonly CatalogEntry[], actions: readonly ReportAction[]): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  const known = new Set(actions.map((action) => action.key));
  const led = new Set<string>();
  if (known.size < actions.length) faults.push('two report actions have the same key');
  for (const entry of entries) {
    if (seen.has(entry.key)) faults.push(`${entry.key}: the key stands twice`);
    seen.add(entry.key);
    faults.push(...entryFaults(entry).map((fault) => `${entry.key}: ${fault}`));
    if (entry.kind !== 'activity') continue;
    led.add(entry.reportAction);
    if (!known.has(entry.reportAction))
      faults.push(`${entry.key}: there is no report action ${entry.reportAction}`);
  }
  for (const key of known) if (!led.has(key)) faults.push(`report action ${key}: no key leads to it`);
  return faults;
}

function entryFaults(entry: CatalogEntry): string[] {
  const faults: string[] = [];
  if (!/^[a-z]+(\.[a-z_]+){2}$/.test(entry.key)) faults.push('a key is <service>.<thing>.<past tense>');
  if (!producers.includes(entry.source)) faults.push(`${entry.source} is no producing service`);
  if (!entry.title) faults.push('has no title');
  if (typeof entry.attributes !== 'function') return [...faults, 'has no attributes class'];
  if (entry.kind === 'reference') return faults;
  const attributes = attributeNames(entry.attributes);
  if (!activityCategories.includes(entry.category)) faults.push(`${String(entry.category)} is no category`);
  if (entry.money && !attributes.includes('amount')) faults.push('moves money but has no attribute amount');
  for (const name of entry.carries ?? []) {
    if (!attributes.includes(name)) faults.push(`carries ${String(name)}, which is no attribute`);
  }
  if (!entry.message) faults.push('has no message');
  for (const name of placeholdersOf(entry.message ?? '')) {
    const fault = placeholderFault(name, attributes);
    if (fault) faults.push(fault);
  }
  return faults;
}

function placeholderFault(name: string, attributes: readonly string[]): string | undefined {
  const [part, field] = name.split('.');
  if (field === undefined) {
    return attributes.includes(name) ? undefined : `its message names {${name}}, which is no attribute`;
  }
  if (part === 'context' && contextFields.includes(field)) return undefined;
  if (part === 'personal' && personalFields.some((one) => one === field)) return undefined;
  return `its message names {${name}}, which no event has`;
}

const contextFields = ['orderNumber', 'currency', 'country'];

/** Names of the decorated properties of an attributes class, inherited ones included. */
export function attributeNames(attributes: new () => object): string[] {
  return [...fieldsOf(attributes).keys()];
}

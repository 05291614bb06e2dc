import type { AccessRule, AnyOperation } from '@daybook/contracts';
import type { RpcReply } from '@daybook/messaging';

/** The rows of the access matrix by which a company sets itself up: what is changed through them is kept in words. */
const ADMINISTRATION: readonly AccessRule[] = [
  'catalog.change',
  'options.change',
  'settings.change',
  'parties.manage',
];

/** What is mended by hand. Its messages may name customers, so only that it was done is kept. */
const MENDING: AccessRule = 'operations.change';

/** Of a text that was changed so much is kept, of a list so many. */
const KEPT = { characters: 500, items: 50 };

/** Whether what an operation does is kept in the audit table. The gateway's own operations write there themselves. */
export function isAdministration({ service, route, access }: AnyOperation): boolean {
  if (service === 'gateway' || route === null || route.method === 'GET') return false;
  return ADMINISTRATION.includes(access) || access === MENDING;
}

/** What stands in the audit table about a change: the answer says what was made, where something was. */
export function administrationDetails(
  operation: AnyOperation,
  input: Readonly<Record<string, unknown>>,
  answer?: RpcReply,
): Record<string, unknown> {
  const path = operation.route?.path ?? '';
  const [subject = path] = /^(?:\/[\w-]+)+?(?:\/\{\w+\})+|^.*$/.exec(path) ?? [];
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const named = subject.replace(/\{(\w+)\}/g, (_, name: string) => String(input[name]));
  const makes = operation.route?.method === 'POST' && subject === path;
  const created = makes && answer !== undefined ? keyOf(answer) : undefined;
  const changed = Object.entries(input).filter(([name]) => !inPath.includes(name));
  return {
    operation: operation.name,
    about: created === undefined ? named : `${named}/${created}`,
    ...(operation.access === MENDING
      ? {}
      : { changed: Object.fromEntries(changed.map(([name, value]) => [name, shortened(value)])) }),
  };
}

/** By what a thing that was just made is addressed. */
function keyOf({ body }: RpcReply): string | undefined {
  if (body.length === 0) return undefined;
  const { key, id } = JSON.parse(Buffer.from(body).toString()) as { key?: string; id?: string };
  return key ?? id;
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string' && value.length > KEPT.characters)
    return `${value.slice(0, KEPT.characters)}…`;
  return Array.isArray(value) ? value.slice(0, KEPT.items) : value;
}

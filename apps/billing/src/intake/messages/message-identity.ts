import { createHash } from 'node:crypto';
import type { IntakeSubject } from '@daybook/contracts';

/** How a message names what it is about: the kind of thing, our id of it, the engine's own reference. */
export interface Naming {
  kind: IntakeSubject;
  id?: string;
  reference?: string;
}

/** The fields of `data` that name each kind. */
const FIELDS: Readonly<Record<IntakeSubject, readonly [id: string, reference: string]>> = {
  purchase: ['purchaseId', 'engineReference'],
  order: ['orderId', 'orderReference'],
  transaction: ['transactionId', 'transactionReference'],
  account: ['customerId', 'customerReference'],
};

/** Fields that name something, of any kind. */
export const NAMING_FIELDS: readonly string[] = Object.values(FIELDS).flat();

/** What a message names; an account may be named by a purchase. Undefined: nothing. */
export function namingOf(about: IntakeSubject, data: Record<string, unknown>): Naming | undefined {
  for (const kind of about === 'account' ? (['account', 'purchase'] as const) : [about]) {
    const [id, reference] = FIELDS[kind].map((field) => data[field] as string | undefined);
    if (id !== undefined || reference !== undefined) return { kind, id, reference };
  }
  return undefined;
}

/** All that a message names whose type nobody knows, the most special first. */
export function allNamings(data: Record<string, unknown>): Naming[] {
  const kinds: readonly IntakeSubject[] = ['purchase', 'transaction', 'order', 'account'];
  return kinds.flatMap((kind) => {
    const naming = namingOf(kind, data);
    return naming?.kind === kind ? [naming] : [];
  });
}

/** The fields of which a message needs one. */
export function neededFields(about: IntakeSubject): string {
  const kinds = about === 'account' ? (['account', 'purchase'] as const) : [about];
  return kinds.flatMap((kind) => FIELDS[kind]).join(' or ');
}

/** The hash of a value, whatever the order of its fields. */
export function sha256(value: object): Buffer {
  return createHash('sha256').update(JSON.stringify(value, sorted)).digest();
}

function sorted(_key: string, part: unknown): unknown {
  return part !== null && typeof part === 'object' && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
    : part;
}

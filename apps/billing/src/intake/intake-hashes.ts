import { createHash } from 'node:crypto';

/** The hash of a value, whatever the order of its fields. */
export function sha256(value: object): Buffer {
  return createHash('sha256').update(JSON.stringify(value, sorted)).digest();
}

function sorted(_key: string, part: unknown): unknown {
  return part !== null && typeof part === 'object' && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
    : part;
}

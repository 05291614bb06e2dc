/** Keys whose values never reach a log, wherever they stand. */
const SECRET = new Set([
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'credentials',
  'personal',
  'x-api-key',
]);
const CENSORED = '[redacted]';
/** Deeper than this nothing is written at all: no line of ours comes near it, and what refers to itself ends. */
const DEEPEST = 8;

/**
 * The fields of a log line without what is secret. Most lines have nothing that is, and are handed back as they are.
 * Errors stay: what is said of them is chosen elsewhere.
 */
export function withoutSecrets<T extends object>(fields: T): T {
  return cleaned(fields, 0) as T;
}

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth > DEEPEST) return CENSORED;
  if (Array.isArray(value)) {
    const items = value.map((item) => cleaned(item, depth + 1));
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  let copy: Record<string, unknown> | undefined;
  for (const [key, part] of Object.entries(value)) {
    const clean = SECRET.has(key) ? CENSORED : cleaned(part, depth + 1);
    if (clean === part) continue;
    copy ??= { ...value };
    copy[key] = clean;
  }
  return copy ?? value;
}

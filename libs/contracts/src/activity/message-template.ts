/** The parts of an event that a message is made of. */
export interface MessageData {
  attributes: Record<string, unknown>;
  context?: object;
  personal?: Record<string, unknown>;
}

/** Fills a template: see `ActivityDefinition.message`. */
export function renderMessage(template: string, data: MessageData): string {
  const withParts = template.replace(/\[([^\]]*)\]/g, (_, part: string) =>
    placeholdersOf(part).every((name) => textOf(lookUp(name, data)) !== '') ? part : '',
  );
  // A literal replacement, so that typed text with braces is not read as a template again.
  const text = withParts.replace(placeholder, (_, name: string) => textOf(lookUp(name, data)) || '–');
  // What a person typed stays as it was typed.
  return withParts.startsWith('{personal.') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** The names in braces. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(placeholder)].map((match) => match[1]);
}

const placeholder = /\{([^{}]+)\}/g;

function lookUp(name: string, data: MessageData): unknown {
  const [part, field] = name.split('.');
  if (field === undefined) return data.attributes[name];
  const source = part === 'personal' ? data.personal : data.context;
  return (source as Record<string, unknown> | undefined)?.[field];
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ');
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  const { amount, currency } = value as { amount?: unknown; currency?: unknown };
  return typeof amount === 'string' && typeof currency === 'string'
    ? `${amount} ${currency}`
    : JSON.stringify(value);
}

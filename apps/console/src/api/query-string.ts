/**
 * A query as the API reads it: arrays repeat, an object's members are written in brackets
 * (`customField[Source]=TV&customField[Source]=Web`), what is undefined is left out.
 */
export function queryString(query: Readonly<Record<string, unknown>>): string {
  const written = new URLSearchParams();
  const write = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) for (const one of value) write(name, one);
    else if (typeof value === 'object')
      for (const [member, inner] of Object.entries(value)) write(`${name}[${member}]`, inner);
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      written.append(name, String(value));
  };
  for (const [name, value] of Object.entries(query)) write(name, value);
  return written.toString();
}

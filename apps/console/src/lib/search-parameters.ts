/** Search parameters as they stand in the address: a name has one text, or several where it repeats. */
export type SearchParameters = Record<string, string | string[]>;

/** Reads `?action=void&action=refunded&preset=today`. */
export function parseSearch(search: string): SearchParameters {
  const read: SearchParameters = {};
  for (const [name, value] of new URLSearchParams(search)) {
    const before = read[name];
    read[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return read;
}

/** Writes them as the API has them, so that an address can be read: no JSON, brackets and commas as they are. */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')
        written.append(name, String(one));
    }
  }
  const text = written.toString().replace(/%5B|%5D|%3A|%2C|%2F/g, (code) => decodeURIComponent(code));
  return text === '' ? '' : `?${text}`;
}

/** All values of a parameter. */
export function valuesOf(search: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = search[name];
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string' && one !== '')
    : [];
}

/** The one value of a parameter; the last where it repeats. */
export const valueOf = (search: Readonly<Record<string, unknown>>, name: string): string | undefined =>
  valuesOf(search, name).at(-1);

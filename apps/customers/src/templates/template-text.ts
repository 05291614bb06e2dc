const PLACEHOLDER = /\{\{\s*([A-Za-z]+)\s*\}\}/g;

/** What a text wants filled in that is none of the names; braces that stand open too. */
export function unknownPlaceholders(text: string, names: readonly string[]): string[] {
  const wanted = [...text.matchAll(PLACEHOLDER)].filter(([, name = '']) => !names.includes(name));
  const open = text.replace(PLACEHOLDER, '').match(/\{\{|\}\}/g) ?? [];
  return [...new Set([...wanted.map(([written]) => written), ...open])];
}

/** The text with its placeholders filled in; nothing of what is filled in is read again. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(PLACEHOLDER, (_, name: string) => values[name] ?? '');
}

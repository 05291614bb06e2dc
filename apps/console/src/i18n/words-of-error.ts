import i18next from 'i18next';

/**
 * The words for an error's code in a language that is not the API's own, and behind them the API's detail, which says
 * what was wrong just now (how much, which). None where the API's own words are those of the language.
 */
export function wordsOfError(code: string, detail: string | undefined): string | undefined {
  const words: unknown = i18next.getResource(i18next.language, 'catalog', `error.${code}`);
  if (typeof words !== 'string') return undefined;
  return detail === undefined ? words : `${words} (${detail.replace(/\.$/, '')})`;
}

interface Pattern {
  says: RegExp;
  words: string;
}

const patterns = new Map<string, readonly Pattern[]>();

/** The API's sentences about fields in the language of the page, by the English ones. */
function patternsOf(language: string): readonly Pattern[] {
  const known = patterns.get(language);
  if (known !== undefined) return known;
  const table: unknown = i18next.getResource(language, 'catalog', 'fault');
  if (typeof table !== 'object' || table === null) return [];
  const made = Object.entries(table as Record<string, string>).map(([english, words]) => ({
    says: new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/{\d}/g, '(.+)')}$`, 'su'),
    words,
  }));
  patterns.set(language, made);
  return made;
}

/** What is wrong with a field, without its name, which the API puts before it. */
export function wordsOfFault(field: string, message: string): string {
  // The API names the last part of a path: `items.0.quantity` is `quantity`.
  const [name = field] = field.split('.').slice(-1);
  const begin = [field, name].map((one) => `${one} `).find((one) => message.startsWith(one));
  const said = begin === undefined ? message : message.slice(begin.length);
  for (const { says, words } of patternsOf(i18next.language)) {
    const found = says.exec(said);
    if (found !== null) return words.replace(/{(\d)}/g, (_all, at) => found[Number(at) + 1] ?? '');
  }
  return said;
}

/** What a field of the API is called on the pages; its path where no page has it. */
export function nameOfField(field: string): string {
  const name = field.split('.').findLast((part) => !/^\d+$/.test(part) && part !== 'currency') ?? field;
  for (const texts of ['app', 'admin']) {
    const words: unknown = i18next.getResource(i18next.language, texts, `field.${name}`);
    if (typeof words === 'string') return words;
  }
  return field;
}

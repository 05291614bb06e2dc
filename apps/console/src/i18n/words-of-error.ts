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

import { useTranslation } from 'react-i18next';

/** The words for one of the API's own keys: the API's label, in another language that of the catalog. */
export function useLabel(): (table: string, key: string, label: string) => string {
  const { i18n } = useTranslation('catalog');
  return (table, key, label) => {
    const words: unknown = i18n.getResource(i18n.language, 'catalog', `${table}.${key}`);
    return typeof words === 'string' ? words : label;
  };
}

import { Button, CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { valuesOf } from '../../../../lib/search-parameters';
import { narrowingOf, SWITCHES, type ReportSearch } from '../report-search';
import { IN_ROW } from './in-row';
import { useReport } from '../use-report';
import classes from './filters.module.css';
import { useFilterValues } from './use-filter-values';

/** What a filter is called and what is chosen of it, in words. */
export function useFilterWords(): (search: ReportSearch, name: string) => { label: string; values: string } {
  const { t } = useTranslation('reports');
  const { labelOf, valueLabel } = useFilterValues();
  return (search, name) => {
    const field = /^customField\[(.+)\]$/.exec(name)?.[1];
    if (field !== undefined) return { label: field, values: valuesOf(search, name).join(', ') };
    if (name in SWITCHES) {
      const on = valuesOf(search, name)[0] === 'true';
      return { label: labelOf(name), values: on ? t('filters.on') : t('filters.off') };
    }
    const values = valuesOf(search, name).map((value) => valueLabel(name, value));
    const [first = '', ...more] = values;
    const words = more.length > 1 ? `${first} +${String(more.length)}` : values.join(', ');
    return { label: labelOf(name), values: words };
  };
}

/** What narrows the report, each with its own way out. */
export function FilterChips() {
  const { t } = useTranslation('reports');
  const { search, change } = useReport();
  const wordsOf = useFilterWords();
  const names = narrowingOf(search);
  if (names.length === 0) return null;
  return (
    <div className={classes.chips} role="group" aria-label={t('filters.chosen')}>
      {names.map((name) => {
        const { label, values } = wordsOf(search, name);
        return (
          <span key={name} className={classes.chip} data-in-row={IN_ROW.includes(name) || undefined}>
            {label}: <b>{values}</b>
            <CloseButton
              size="xs"
              aria-label={t('filters.remove', { label })}
              onClick={() => change({ [name]: undefined })}
            />
          </span>
        );
      })}
      {names.length > 1 && (
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => change(Object.fromEntries(names.map((name) => [name, undefined])))}
        >
          {t('filters.clear_all')}
        </Button>
      )}
    </div>
  );
}

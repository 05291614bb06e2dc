import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../components/empty';
import { formatNumber } from '../../../i18n/formats';
import { useFilterWords } from './filters/filter-chips';
import { totalQuery } from './report-queries';
import { narrowingOf } from './report-search';
import { changed, useReport } from './use-report';

/** An empty report: which of its filters restricts most, and the way out of that. */
export function NothingFound() {
  const { t } = useTranslation('reports');
  const { search, change } = useReport();
  const wordsOf = useFilterWords();
  const names = narrowingOf(search);
  const without = useQueries({
    queries: names.map((name) => totalQuery(changed(search, { [name]: undefined }))),
    combine: (results) =>
      results
        .map(({ data }, index) => ({ name: names[index] ?? '', total: data ?? 0 }))
        .sort((a, b) => b.total - a.total)[0],
  });
  if (without === undefined || without.total === 0)
    return (
      <Empty
        title={t('empty.title')}
        action={
          <Button
            variant="default"
            onClick={() => change({ preset: 'this_year', from: undefined, to: undefined })}
          >
            {t('empty.year')}
          </Button>
        }
      >
        {t('empty.period')}
      </Empty>
    );
  const { label, values } = wordsOf(search, without.name);
  return (
    <Empty
      title={t('empty.title')}
      action={
        <Button variant="default" onClick={() => change({ [without.name]: undefined })}>
          {t('empty.without', { label })}
        </Button>
      }
    >
      {t('empty.restricts', { label, values, total: formatNumber(without.total) })}
    </Empty>
  );
}

import { Select } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateView } from '../../../components/state-view';
import table from '../../../components/table.module.css';
import { formatNumber } from '../../../i18n/formats';
import { useLabel } from '../../../i18n/use-label';
import { RowsSkeleton } from './action-summary';
import { breakdownQuery } from './report-queries';
import classes from './report.module.css';
import { changed, REPORT_PATH, useReport } from './use-report';

/** What actions are counted by, and the filter that narrows to one of its values. */
const FILTER_OF = {
  campaign: 'campaignId',
  campaign_category: 'campaignCategoryId',
  product: 'productId',
  call_center: 'callCenterId',
  access_level: 'accessLevel',
  currency: 'currency',
  country: 'country',
} as const;
type Dimension = keyof typeof FILTER_OF;

const DIMENSIONS = Object.keys(FILTER_OF) as Dimension[];

/** The actions of the filter by campaign, product, country …, the largest totals first. */
export function Breakdown() {
  const { t } = useTranslation('reports');
  const { search } = useReport();
  const labelOf = useLabel();
  const [kept, keep] = useLocalStorage({ key: 'daybook.breakdown', defaultValue: 'campaign' });
  const dimension = DIMENSIONS.find((one) => one === kept) ?? 'campaign';
  const breakdown = useQuery(breakdownQuery(search, dimension));
  return (
    <section className={classes.panel} aria-labelledby="breakdown">
      <header className={classes.head}>
        <h2 id="breakdown">{t('breakdown.title')}</h2>
        <Select
          aria-label={t('breakdown.choose')}
          data={DIMENSIONS.map((value) => ({ value, label: t(`breakdown.by.${value}`) }))}
          value={dimension}
          onChange={(value) => keep(value ?? 'campaign')}
          allowDeselect={false}
          w={170}
        />
      </header>
      <StateView
        query={breakdown}
        skeleton={<RowsSkeleton rows={6} />}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <p className={classes.quiet}>{t('breakdown.nothing')}</p>,
        }}
      >
        {({ items }) => (
          <div
            className={table.frame}
            data-stale={breakdown.isPlaceholderData || undefined}
            tabIndex={0}
            role="region"
            aria-labelledby="breakdown"
          >
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{t(`breakdown.by.${dimension}`)}</th>
                  <th scope="col" className={table.number}>
                    {t('fields.total')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ value, label, total }) => (
                  <tr key={value ?? ''}>
                    <td>
                      <Link
                        className={table.total}
                        to={REPORT_PATH}
                        search={changed(search, { [FILTER_OF[dimension]]: value ?? 'none' })}
                      >
                        {value
                          ? labelOf(FILTER_OF[dimension], value, label)
                          : labelOf('none', FILTER_OF[dimension], label)}
                      </Link>
                    </td>
                    <td className={table.number}>{formatNumber(total)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </StateView>
    </section>
  );
}

import { Checkbox, Skeleton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateView } from '../../../components/state-view';
import table from '../../../components/table.module.css';
import { formatChange, formatMoney, formatNumber } from '../../../i18n/formats';
import { useFilterValues } from './filters/use-filter-values';
import { NothingFound } from './nothing-found';
import { actionsQuery, type ActionTotal } from './report-queries';
import classes from './report.module.css';
import { changed, REPORT_PATH, useReport } from './use-report';

/** Each action with its total, which leads to what it counts. */
export function ActionSummary() {
  const { t } = useTranslation('reports');
  const { search } = useReport();
  const { actionLabel } = useFilterValues();
  const actions = useQuery(actionsQuery(search));
  const [byTotal, setByTotal] = useLocalStorage({ key: 'daybook.actions-by-total', defaultValue: false });
  const ordered = (items: readonly ActionTotal[]) =>
    byTotal ? [...items].sort((a, b) => b.total - a.total) : items;
  const to = (action: string | undefined) => ({
    to: REPORT_PATH,
    search: changed(search, { tab: 'details', ...(action === undefined ? {} : { action }) }),
  });
  return (
    <section className={classes.panel} aria-labelledby="action-summary">
      <header className={classes.head}>
        <h2 id="action-summary">{t('actions.title')}</h2>
        <Checkbox
          label={t('actions.by_total')}
          checked={byTotal}
          onChange={(event) => setByTotal(event.currentTarget.checked)}
        />
      </header>
      <StateView
        query={actions}
        skeleton={<RowsSkeleton rows={10} />}
        empty={{ when: (data) => data.total === 0, show: <NothingFound /> }}
      >
        {({ items, total, previous }) => (
          <div
            className={table.frame}
            data-stale={actions.isPlaceholderData || undefined}
            tabIndex={0}
            role="region"
            aria-labelledby="action-summary"
          >
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{t('actions.action')}</th>
                  <th scope="col" className={table.number}>
                    {t('actions.total')}
                  </th>
                  <th scope="col" className={`${table.number ?? ''} ${classes.wideCell ?? ''}`}>
                    {t('actions.previous')}
                  </th>
                  <th scope="col" className={`${table.number ?? ''} ${classes.wideCell ?? ''}`}>
                    {t('actions.change')}
                  </th>
                  <th scope="col" className={`${table.number ?? ''} ${classes.wideCell ?? ''}`}>
                    {t('actions.money')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {ordered(items).map((item) => (
                  <tr key={item.action}>
                    <th scope="row">{actionLabel(item.action, item.label)}</th>
                    <td className={table.number}>
                      <Link
                        {...to(item.action)}
                        className={table.total}
                        aria-label={t('actions.open', {
                          action: actionLabel(item.action, item.label),
                          total: formatNumber(item.total),
                        })}
                      >
                        {formatNumber(item.total)}
                      </Link>
                    </td>
                    <td className={`${table.number ?? ''} ${table.quiet ?? ''} ${classes.wideCell ?? ''}`}>
                      {formatNumber(item.previous ?? 0)}
                    </td>
                    <td className={`${table.number ?? ''} ${table.quiet ?? ''} ${classes.wideCell ?? ''}`}>
                      {formatChange(item.total, item.previous ?? 0)}
                    </td>
                    <td
                      className={`${table.number ?? ''} ${classes.wideCell ?? ''} ${classes.amountsCell ?? ''}`}
                    >
                      {(item.amounts ?? []).map(({ amount, currency }) => (
                        <div key={currency}>{formatMoney(amount, currency)}</div>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{t('actions.all')}</th>
                  <td className={table.number}>
                    <Link {...to(undefined)} className={table.total}>
                      {formatNumber(total)}
                    </Link>
                  </td>
                  <td className={`${table.number ?? ''} ${classes.wideCell ?? ''}`}>
                    {formatNumber(previous ?? 0)}
                  </td>
                  <td className={`${table.number ?? ''} ${classes.wideCell ?? ''}`}>
                    {formatChange(total, previous ?? 0)}
                  </td>
                  <td className={classes.wideCell} />
                </tr>
              </tfoot>
            </table>
          </div>
        )}
      </StateView>
    </section>
  );
}

export function RowsSkeleton({ rows }: { rows: number }) {
  return (
    <div className={table.frame} aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.skeletonRow}>
          <Skeleton h={11} w={`${String(30 + ((index * 13) % 25))}%`} />
          <Skeleton h={11} w={44} />
        </div>
      ))}
    </div>
  );
}

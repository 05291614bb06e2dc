import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { StateView } from '../../../components/state-view';
import { formatChange, formatMoney, formatNumber } from '../../../i18n/formats';
import { sumByCurrency } from '../../../lib/sum-by-currency';
import { actionsQuery, type ActionTotal } from './report-queries';
import classes from './report.module.css';
import { useReport } from './use-report';

/** The few numbers that one looks for first. */
export function KeyFigures() {
  const { t } = useTranslation('reports');
  const { search } = useReport();
  const actions = useQuery(actionsQuery(search));
  const count = (items: readonly ActionTotal[], of: (action: string) => boolean) =>
    items
      .filter(({ action }) => of(action))
      .reduce(
        (sum, { total, previous }) => ({
          total: sum.total + total,
          previous: sum.previous + (previous ?? 0),
        }),
        { total: 0, previous: 0 },
      );
  const money = (items: readonly ActionTotal[], way: 'in' | 'out') =>
    sumByCurrency(items.flatMap((item) => (item.money === way ? (item.amounts ?? []) : [])));
  return (
    <StateView query={actions} skeleton={<FiguresSkeleton />}>
      {({ items, total, previous }) => (
        <div role="region" aria-label={t('figures.title')} tabIndex={0} className={classes.figuresFrame}>
          <dl className={classes.figures} data-stale={actions.isPlaceholderData || undefined}>
            <Figure label={t('figures.actions')} total={total} previous={previous ?? 0} />
            <Figure label={t('figures.sales')} {...count(items, (action) => action === 'new_sale_success')} />
            <Figure
              label={t('figures.rebills')}
              {...count(items, (action) => /^(?:rebill_success|recycle_saved|trial_completed)$/.test(action))}
            />
            <Figure
              label={t('figures.cancels')}
              {...count(items, (action) => /^(?:order|rebill)_cancelled$|^trial_skipped$/.test(action))}
            />
            <Figure label={t('figures.notes')} {...count(items, (action) => action === 'agent_note')} />
            <MoneyFigure label={t('figures.in')} amounts={money(items, 'in')} />
            <MoneyFigure label={t('figures.out')} amounts={money(items, 'out')} />
          </dl>
        </div>
      )}
    </StateView>
  );
}

function Figure({ label, total, previous }: { label: string; total: number; previous: number }) {
  const { t } = useTranslation('reports');
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className={classes.figure}>{formatNumber(total)}</span>
        <span className={classes.change} title={t('figures.previous', { total: formatNumber(previous) })}>
          {formatChange(total, previous)}
        </span>
      </dd>
    </div>
  );
}

function MoneyFigure({
  label,
  amounts,
}: {
  label: string;
  amounts: readonly { amount: string; currency: string }[];
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={classes.amounts}>
        {amounts.length === 0 && <span className={classes.figure}>–</span>}
        {amounts.map(({ amount, currency }) => (
          <span key={currency} className={classes.figure}>
            {formatMoney(amount, currency)}
          </span>
        ))}
      </dd>
    </div>
  );
}

function FiguresSkeleton() {
  return (
    <div className={classes.figures}>
      {Array.from({ length: 7 }, (_, index) => (
        <div key={index}>
          <Skeleton h={13} w={70} mb={8} />
          <Skeleton h={20} w={90} />
        </div>
      ))}
    </div>
  );
}

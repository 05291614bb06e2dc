import { lazy, Suspense } from 'react';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { StateView } from '../../../components/state-view';
import { formatMoment, formatNumber, type MomentStyle } from '../../../i18n/formats';
import { seriesQuery } from './report-queries';
import { bucketOf, timeZoneOf } from './report-search';
import classes from './report.module.css';
import { useReport } from './use-report';

const BarChart = lazy(() => import('../../../components/bar-chart'));

const STYLES: Record<ReturnType<typeof bucketOf>, MomentStyle> = {
  hour: 'time',
  day: 'day',
  week: 'day',
  month: 'month',
};

/** The same totals over time; a click narrows the report to that step. */
export function SeriesChart() {
  const { t } = useTranslation('reports');
  const { search, change } = useReport();
  const series = useQuery(seriesQuery(search));
  const bucket = bucketOf(search);
  const zone = timeZoneOf(search);
  const skeleton = <Skeleton h={150} radius="sm" />;
  return (
    <section className={classes.chart} aria-label={t('chart.title')}>
      <StateView query={series} skeleton={skeleton}>
        {({ items }) => (
          <Suspense fallback={skeleton}>
            <BarChart
              height={150}
              description={t('chart.description', {
                steps: formatNumber(items.length),
                most: formatNumber(Math.max(0, ...items.map(({ total }) => total))),
              })}
              bars={items.map(({ start, total }) => ({
                label: formatMoment(start, STYLES[bucket], zone),
                title: formatMoment(start, bucket === 'hour' ? 'moment' : STYLES[bucket], zone),
                value: total,
              }))}
              formatValue={(value) => t('chart.actions', { count: value, total: formatNumber(value) })}
              onChoose={(index) => {
                const step = items[index];
                if (step !== undefined) change({ preset: undefined, from: step.start, to: step.end });
              }}
            />
          </Suspense>
        )}
      </StateView>
    </section>
  );
}

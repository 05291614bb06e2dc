import { Popover, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import table from '../../../components/table.module.css';
import { formatMoment, formatNumber } from '../../../i18n/formats';
import { actionsQuery, type Completeness } from './report-queries';
import { timeZoneOf } from './report-search';
import classes from './report.module.css';
import { useReport } from './use-report';

/** One quiet line: whether anything is missing in this answer. It opens into what and where. */
export function CompletenessLine() {
  const { t } = useTranslation('reports');
  const { search } = useReport();
  const completeness = useQuery(actionsQuery(search)).data?.completeness;
  if (completeness === undefined) return <span className={classes.completeness} />;
  const until = completeUntil(completeness);
  const missing = completeness.services.reduce(
    (sum, one) => sum + one.missingCount + one.deadLetters + one.pending,
    0,
  );
  const zone = timeZoneOf(search);
  return (
    <Popover position="bottom-start" width={420} trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.completeness} data-state={completeness.state}>
          {completeness.state === 'complete' &&
            (until === undefined
              ? t('completeness.complete')
              : t('completeness.complete_until', { time: formatMoment(until, 'time', zone) }))}
          {completeness.state === 'behind' &&
            t('completeness.behind', { count: missing, total: formatNumber(missing) })}
          {completeness.state === 'unknown' && t('completeness.unknown')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={t('completeness.title')}>
        <p className={classes.quiet}>{t('completeness.explained')}</p>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('completeness.service')}</th>
              <th scope="col">{t('completeness.state')}</th>
              <th scope="col">{t('completeness.until')}</th>
              <th scope="col" className={table.number}>
                {t('completeness.missing')}
              </th>
            </tr>
          </thead>
          <tbody>
            {completeness.services.map((one) => (
              <tr key={one.service}>
                <th scope="row">{t(`services.${one.service}`)}</th>
                <td>{t(`states.${one.state}`)}</td>
                <td>
                  {typeof one.completeUntil === 'string'
                    ? formatMoment(one.completeUntil, 'moment', zone)
                    : '–'}
                </td>
                <td
                  className={table.number}
                  title={one.missing
                    .map(({ from, to }) => (from === to ? String(from) : `${String(from)}–${String(to)}`))
                    .join(', ')}
                >
                  {formatNumber(one.missingCount + one.deadLetters + one.pending)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The moment up to which every service's actions are in. */
function completeUntil({ services }: Completeness): string | undefined {
  const ends = services.map((one) => one.completeUntil);
  if (ends.some((end) => typeof end !== 'string')) return undefined;
  return ends.filter((end) => typeof end === 'string').sort()[0];
}

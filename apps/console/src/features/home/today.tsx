import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client';
import { StateView } from '../../components/state-view';
import { formatNumber, ownTimeZone } from '../../i18n/formats';
import { useLabel } from '../../i18n/use-label';
import { PlaceLink } from '../../components/place-link';
import { Tile } from './tile';
import classes from './home.module.css';

const REPORT = '/reports/call-center/customer-service';
/** The actions that happened most are named. */
const SHOWN = 6;

/** The day so far, each number a way into the report. */
export function Today() {
  const { t } = useTranslation('home');
  const label = useLabel();
  const timeZone = ownTimeZone();
  const query = useQuery({
    queryKey: ['home', 'today', timeZone],
    refetchInterval: 60_000,
    queryFn: () =>
      answerOf(
        api.GET('/reports/customer-service/actions', {
          params: { query: { preset: 'today', timeZone, compare: 'previous' } },
        }),
      ),
  });
  const inReport = `${REPORT}?preset=today&timeZone=${timeZone}`;
  return (
    <section className={classes.section} aria-label={t('today.title')}>
      <h2>{t('today.title')}</h2>
      <StateView query={query} skeleton={<Skeleton height={66} />}>
        {({ items, total, previous }) => (
          <>
            <ul className={classes.tiles}>
              <Tile to={inReport} name={t('today.all')} count={total} />
              {[...items]
                .sort((a, b) => b.total - a.total)
                .slice(0, SHOWN)
                .map((one) => (
                  <Tile
                    key={one.action}
                    to={`${inReport}&action=${one.action}&tab=details`}
                    name={label('action', one.action, one.label)}
                    count={one.total}
                  />
                ))}
            </ul>
            {previous != null && (
              <p className={classes.quiet}>
                {t('today.before', { count: previous, number: formatNumber(previous) })}
              </p>
            )}
            <div>
              <PlaceLink to={inReport}>{t('today.report')}</PlaceLink>
            </div>
          </>
        )}
      </StateView>
    </section>
  );
}

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client';
import { StateView } from '../../components/state-view';
import { Tile } from './tile';
import classes from './home.module.css';

/** So many are counted at most. */
const MOST = 50;

const open = { params: { query: { resolved: false, limit: MOST } } };
const all = { params: { query: { limit: MOST } } };

/** What is counted, by the page that it leads to. */
const LISTS = {
  'intake-rejections': () => answerOf(api.GET('/intake/rejections', open)),
  'webhook-rejections': () => answerOf(api.GET('/webhooks/rejections', open)),
  'refund-queue': () =>
    answerOf(api.GET('/refund-queue', { params: { query: { status: ['waiting'], limit: MOST } } })),
  'failed-captures': () => answerOf(api.GET('/failed-captures', all)),
  'unanswered-consents': () => answerOf(api.GET('/unanswered-consents', all)),
  'dead-letters': () => answerOf(api.GET('/dead-letters', open)),
} as const;

const NAMES = Object.keys(LISTS) as (keyof typeof LISTS)[];

/** What came in and was not taken, and money that did not move: for those who look after it. */
export function NeedsHand() {
  const { t } = useTranslation('home');
  const query = useQuery({
    queryKey: ['home', 'needs-hand'],
    refetchInterval: 60_000,
    queryFn: () =>
      Promise.all(
        NAMES.map(async (name) => {
          const { items, nextCursor } = await LISTS[name]();
          return { name, count: items.length, more: Boolean(nextCursor) };
        }),
      ),
  });
  return (
    <section className={classes.section} aria-label={t('hand.title')}>
      <h2>{t('hand.title')}</h2>
      <StateView
        query={query}
        skeleton={<Skeleton height={66} />}
        empty={{
          when: (lists) => lists.every(({ count }) => count === 0),
          show: <p className={classes.quiet}>{t('hand.none')}</p>,
        }}
      >
        {(lists) => (
          <ul className={classes.tiles}>
            {lists
              .filter(({ count }) => count > 0)
              .map(({ name, count, more }) => (
                <Tile
                  key={name}
                  to={`/operations/${name}`}
                  name={t(`hand.${name}`)}
                  count={count}
                  more={more}
                />
              ))}
          </ul>
        )}
      </StateView>
    </section>
  );
}

import { Skeleton, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { caseCountsQuery, casesQuery } from '../../api/case-queries';
import type { View } from '../../api/client';
import { Chip } from '../../components/chip';
import { Moment } from '../../components/moment';
import { PlaceLink } from '../../components/place-link';
import { StateView } from '../../components/state-view';
import { Tile } from './tile';
import classes from './home.module.css';

type Case = View<'CaseView'>;

/** So many are named; the others are behind the number. */
const SHOWN = 8;
const VIEWS = ['mine', 'target_missed', 'target_warning', 'urgent', 'unassigned'] as const;
const WEIGHT = { urgent: 0, high: 1, normal: 2, low: 3 } as const;

/** When the next of its targets is due. */
function dueOf({ targets }: Case): string | null {
  const dues = [targets?.firstReply, targets?.resolution].flatMap((target) =>
    target?.dueAt && !target.doneAt ? [target.dueAt] : [],
  );
  return dues.sort()[0] ?? null;
}

/** The most urgent first, among them what is due first. */
const inOrder = (cases: readonly Case[]): Case[] =>
  [...cases].sort(
    (a, b) => WEIGHT[a.priority] - WEIGHT[b.priority] || (dueOf(a) ?? '9').localeCompare(dueOf(b) ?? '9'),
  );

/** What of the cases waits: by urgency and target. */
export function MyCases() {
  const { t } = useTranslation('home');
  const counts = useQuery(caseCountsQuery);
  const mine = useQuery(casesQuery({ view: 'mine' }, undefined));
  return (
    <section className={classes.section} aria-label={t('cases.title')}>
      <h2>{t('cases.title')}</h2>
      <StateView query={counts} skeleton={<Skeleton height={66} />}>
        {({ items }) => (
          <ul className={classes.tiles}>
            {VIEWS.map((view) => (
              <Tile
                key={view}
                to={`/cases?view=${view}`}
                name={t(`cases.${view}`)}
                count={items.find((one) => one.view === view)?.count ?? 0}
                bad={view === 'target_missed'}
              />
            ))}
          </ul>
        )}
      </StateView>
      <StateView
        query={mine}
        skeleton={<Skeleton height={120} />}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <p className={classes.quiet}>{t('cases.none')}</p>,
        }}
      >
        {({ items }) => (
          <div className={classes.scroll}>
            <Table verticalSpacing={6} horizontalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('cases.subject')}</Table.Th>
                  <Table.Th>{t('cases.customer')}</Table.Th>
                  <Table.Th>{t('cases.priority')}</Table.Th>
                  <Table.Th>{t('cases.due')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {inOrder(items)
                  .slice(0, SHOWN)
                  .map((one) => (
                    <Table.Tr key={one.id}>
                      <Table.Td className={classes.subject}>
                        <PlaceLink to={`/cases/${one.id}`}>{one.subject}</PlaceLink>
                      </Table.Td>
                      <Table.Td>{one.customer.name}</Table.Td>
                      <Table.Td>
                        <Chip tone={one.priority === 'urgent' ? 'bad' : 'plain'}>
                          {t(`priority.${one.priority}`)}
                        </Chip>
                      </Table.Td>
                      <Table.Td>{dueOf(one) === null ? '–' : <Moment at={dueOf(one) ?? ''} />}</Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </StateView>
    </section>
  );
}

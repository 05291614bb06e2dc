import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { StateView } from '../../../components/state-view';
import table from '../../../components/table.module.css';
import { formatMoney, formatNumber } from '../../../i18n/formats';
import { RowsSkeleton } from './action-summary';
import { NothingFound } from './nothing-found';
import { agentsQuery } from './report-queries';
import classes from './report.module.css';
import { changed, REPORT_PATH, useReport, type SearchChange } from './use-report';

type AgentRow = View<'AgentRowView'>;

const COLUMNS = ['total', 'notes', 'saves', 'cancels', 'refunds', 'reships', 'casesResolved'] as const;
type Column = (typeof COLUMNS)[number];

/** What a number counts, where it is one action of the report. */
const ACTION_OF: Partial<Record<Column, SearchChange>> = {
  total: {},
  notes: { action: 'agent_note' },
  reships: { action: 'order_reshipped' },
  casesResolved: { action: 'case_resolved' },
};

/** The managers' scorecard: what each person did. */
export function AgentsTable() {
  const { t } = useTranslation('reports');
  const { search } = useReport();
  const agents = useQuery(agentsQuery(search));
  const [by, setBy] = useState<Column>('total');
  return (
    <StateView
      query={agents}
      skeleton={<RowsSkeleton rows={6} />}
      empty={{ when: ({ items }) => items.length === 0, show: <NothingFound /> }}
    >
      {({ items }) => (
        <div
          className={table.frame}
          data-stale={agents.isPlaceholderData || undefined}
          tabIndex={0}
          role="region"
          aria-label={t('tabs.users')}
        >
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('agents.username')}</th>
                {COLUMNS.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    className={table.number}
                    aria-sort={by === column ? 'descending' : undefined}
                  >
                    <UnstyledButton className={classes.sort} onClick={() => setBy(column)}>
                      {by === column && <ArrowDown size={11} aria-hidden />}
                      {t(`agents.${column}`)}
                    </UnstyledButton>
                  </th>
                ))}
                <th scope="col" className={table.number}>
                  {t('agents.refunded')}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...items]
                .sort((a, b) => b[by] - a[by])
                .map((row) => (
                  <tr key={row.userId}>
                    <th scope="row">
                      <Link
                        className={table.total}
                        to={REPORT_PATH}
                        search={changed(search, { userId: row.userId, tab: undefined })}
                      >
                        {row.username}
                      </Link>
                    </th>
                    {COLUMNS.map((column) => (
                      <td key={column} className={table.number}>
                        <AgentNumber row={row} column={column} />
                      </td>
                    ))}
                    <td className={table.number}>
                      {row.refunded.map(({ amount, currency }) => formatMoney(amount, currency)).join(' · ')}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </StateView>
  );
}

function AgentNumber({ row, column }: { row: AgentRow; column: Column }) {
  const { search } = useReport();
  const change = ACTION_OF[column];
  if (row[column] === 0) return <span className={table.quiet}>0</span>;
  if (change === undefined) return formatNumber(row[column]);
  return (
    <Link
      className={table.total}
      to={REPORT_PATH}
      search={changed(search, { ...change, userId: row.userId, tab: 'details' })}
    >
      {formatNumber(row[column])}
    </Link>
  );
}

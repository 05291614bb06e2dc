import type { ReactNode } from 'react';
import { Skeleton, Table } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import type { components } from '../../api/snapshots/schema';
import { ErrorPanel } from '../error-panel';
import { MoreButton } from '../more-button';
import classes from './tables.module.css';

export interface Column<Row> {
  key: string;
  title: string;
  numeric?: boolean;
  /** Left out where there is little room. */
  wideOnly?: boolean;
  cell: (row: Row) => ReactNode;
}

interface PageOf<Row> {
  items: Row[];
  nextCursor?: string | null;
}

/** The rows of a table by the view they are, page by page. */
export type RowsQuery<Name extends keyof components['schemas']> = UseInfiniteQueryResult<
  InfiniteData<PageOf<View<Name>>>
>;

interface RowsTableProps<Row> {
  title: string;
  query: UseInfiniteQueryResult<InfiniteData<PageOf<Row>>>;
  columns: readonly Column<Row>[];
  actions?: (row: Row) => ReactNode;
  empty: string;
  more?: ReactNode;
}

/** One list of a customer, page by page, the actions of each row at its end. */
export function RowsTable<Row extends { id: string }>(props: RowsTableProps<Row>) {
  const { title, query, columns, actions, empty, more } = props;
  const { t } = useTranslation('actions');
  const rows = query.data?.pages.flatMap(({ items }) => items);
  const classOf = ({ numeric, wideOnly }: Column<Row>) =>
    `${numeric === true ? 'numeric' : ''} ${wideOnly === true ? (classes.wideOnly ?? '') : ''}`;
  return (
    <section className={classes.section} aria-label={title}>
      <header className={classes.head}>
        <h2>
          {title}
          {rows !== undefined && rows.length > 0 && (
            <span className={classes.count}>
              {rows.length}
              {query.hasNextPage ? '+' : ''}
            </span>
          )}
        </h2>
        {more}
      </header>
      {query.error !== null && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {rows === undefined && query.error === null && <Skeleton height={72} radius={0} />}
      {rows?.length === 0 && <p className={classes.empty}>{empty}</p>}
      {/* Without buttons in it only its own focus lets keys push it aside. */}
      {rows !== undefined && rows.length > 0 && (
        <div
          className={classes.scroll}
          {...(actions === undefined ? { role: 'group', 'aria-label': title, tabIndex: 0 } : {})}
        >
          <Table verticalSpacing={5} horizontalSpacing="sm" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
                  <Table.Th key={column.key} className={classOf(column)}>
                    {column.title}
                  </Table.Th>
                ))}
                {actions !== undefined && (
                  <Table.Th>
                    <span className="unseen">{t('actions')}</span>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id}>
                  {columns.map((column) => (
                    <Table.Td key={column.key} className={classOf(column)} data-title={column.title}>
                      {column.cell(row)}
                    </Table.Td>
                  ))}
                  {actions !== undefined && <Table.Td className={classes.actions}>{actions(row)}</Table.Td>}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <MoreButton query={query} />
    </section>
  );
}

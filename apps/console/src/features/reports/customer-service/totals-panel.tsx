import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { StateView } from '../../../components/state-view';
import table from '../../../components/table.module.css';
import { RowsSkeleton } from './action-summary';
import classes from './report.module.css';

interface TotalsPanelProps<Data extends { items: readonly unknown[] }> {
  /** Of its heading. */
  id: string;
  title: string;
  /** What is counted by, at the right of the title. */
  chooser: ReactNode;
  query: UseQueryResult<Data, Error>;
  /** What is said where there is nothing. */
  nothing: string;
  /** Titles of the columns; the last one is of the totals. */
  columns: readonly string[];
  rows: (data: Data) => ReactNode;
  /** Stands under the rows. */
  below?: (data: Data) => ReactNode;
}

/** Totals of the filter beside the summary of actions: a panel with a table of its own. */
export function TotalsPanel<Data extends { items: readonly unknown[] }>(props: TotalsPanelProps<Data>) {
  const { id, title, chooser, query, nothing, columns, rows, below } = props;
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id}>{title}</h2>
        {chooser}
      </header>
      <StateView
        query={query}
        skeleton={<RowsSkeleton rows={6} />}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <p className={classes.quiet}>{nothing}</p>,
        }}
      >
        {(data) => (
          <div
            className={table.frame}
            data-stale={query.isPlaceholderData || undefined}
            tabIndex={0}
            role="region"
            aria-labelledby={id}
          >
            <table className={table.table}>
              <thead>
                <tr>
                  {columns.map((column, index) => (
                    <th
                      key={column}
                      scope="col"
                      className={index === columns.length - 1 ? table.number : undefined}
                    >
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>{rows(data)}</tbody>
            </table>
            {below?.(data)}
          </div>
        )}
      </StateView>
    </section>
  );
}

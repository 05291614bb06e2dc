import { useEffect, useRef, type ReactNode } from 'react';
import { Skeleton, Table, UnstyledButton } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { ArrowLeft, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../commands/use-commands';
import { ErrorPanel } from '../error-panel';
import { MoreButton } from '../more-button';
import { PageHead } from '../page-head';
import type { Column } from '../tables/rows-table';
import type { PageOf } from './use-rows';
import classes from './lists.module.css';

interface ListPageProps<Row> {
  title: string;
  /** What it is for, in a sentence. */
  about: string;
  /** Buttons at the right of the title. */
  buttons?: ReactNode;
  /** Filters over the table. */
  filters?: ReactNode;
  query: UseInfiniteQueryResult<InfiniteData<PageOf<Row>>>;
  /** The rows, where they stand in another order than they were read. */
  rows?: readonly Row[];
  columns: readonly Column<Row>[];
  idOf: (row: Row) => string;
  /** What a row is called: its first cell, that opens it. */
  nameOf: (row: Row) => string;
  nameTitle: string;
  /** Rows that count less stand back. */
  isQuiet?: (row: Row) => boolean;
  /** Stands before the name: a handle, a mark. */
  before?: (row: Row, index: number) => ReactNode;
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  empty: ReactNode;
  /** What is chosen, at the right of the list. */
  panel?: { title: string; content: ReactNode } | undefined;
  children?: ReactNode;
}

/** A list, and at its right what is chosen of it. J and K go through it. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const { title, about, buttons, filters, query, columns, idOf, nameOf, nameTitle } = props;
  const { isQuiet, before, chosen, onChoose, empty, panel, children } = props;
  const { t } = useTranslation();
  const read = query.data?.pages.flatMap(({ items }) => items);
  const rows = read && (props.rows ?? read);
  const step = (by: number) => () => {
    if (rows === undefined || rows.length === 0) return;
    const at = rows.findIndex((row) => idOf(row) === chosen);
    const next = rows[at === -1 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next !== undefined) onChoose(idOf(next));
  };
  useCommands([
    { id: 'list.next', title: t('list.next'), group: title, keys: 'j', run: step(1) },
    { id: 'list.previous', title: t('list.previous'), group: title, keys: 'k', run: step(-1) },
  ]);
  return (
    <div className={classes.page} data-open={panel !== undefined || undefined}>
      <div className={classes.list}>
        <PageHead title={title}>{buttons}</PageHead>
        <p className={classes.about}>{about}</p>
        {filters !== undefined && <div className={classes.filters}>{filters}</div>}
        {query.error !== null && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
        {rows === undefined && query.error === null && <Skeleton height={220} radius="md" />}
        {rows?.length === 0 && <div className={classes.frame}>{empty}</div>}
        {rows !== undefined && rows.length > 0 && (
          <div className={classes.frame}>
            <Table verticalSpacing={6} horizontalSpacing="sm" highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{nameTitle}</Table.Th>
                  {columns.map((column) => (
                    <Table.Th key={column.key} className={classOf(column)}>
                      {column.title}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row, index) => (
                  <Table.Tr
                    key={idOf(row)}
                    data-chosen={idOf(row) === chosen || undefined}
                    data-quiet={isQuiet?.(row) === true || undefined}
                    className={classes.row}
                  >
                    <Table.Th scope="row" className={classes.nameCell}>
                      {before?.(row, index)}
                      <UnstyledButton
                        className={classes.name}
                        aria-current={idOf(row) === chosen || undefined}
                        onClick={() => onChoose(idOf(row))}
                      >
                        {nameOf(row)}
                      </UnstyledButton>
                    </Table.Th>
                    {columns.map((column) => (
                      <Table.Td key={column.key} className={classOf(column)}>
                        {column.cell(row)}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
        <MoreButton query={query} />
        {children}
      </div>
      {panel !== undefined && (
        <Panel key={chosen} title={panel.title} onClose={() => onChoose(undefined)}>
          {panel.content}
        </Panel>
      )}
    </div>
  );
}

const classOf = ({ numeric, wideOnly }: { numeric?: boolean; wideOnly?: boolean }) =>
  `${numeric === true ? 'numeric' : ''} ${wideOnly === true ? (classes.wideOnly ?? '') : ''}`;

function Panel({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <aside className={classes.panel} aria-label={title}>
      <header className={classes.panelHead}>
        <UnstyledButton className={classes.back} onClick={onClose}>
          <ArrowLeft size={16} aria-hidden /> {t('list.back')}
        </UnstyledButton>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <UnstyledButton className={classes.close} aria-label={t('list.close')} onClick={onClose}>
          <X size={16} aria-hidden />
        </UnstyledButton>
      </header>
      <div className={classes.panelBody}>{children}</div>
    </aside>
  );
}

/** A part of the panel under its own heading. */
export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

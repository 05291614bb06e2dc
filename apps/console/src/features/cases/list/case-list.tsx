import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { casesQuery, PAGE_SIZE } from '../../../api/case-queries';
import type { View } from '../../../api/client';
import { useCursorPages } from '../../../api/use-cursor-pages';
import { useOptions } from '../../../api/use-options';
import { useMay } from '../../../api/use-session';
import { useCommands } from '../../../commands/use-commands';
import { Moment } from '../../../components/moment';
import { VirtualTable, type VirtualColumn } from '../../../components/tables/virtual-table';
import { formatAge } from '../../../i18n/formats';
import { CaseStatusChip, PriorityChip, TargetChip } from '../case-chips';
import { useCaseSearch } from '../case-search';
import { BulkBar } from './bulk-bar';
import { NoCases } from './no-cases';
import classes from './list.module.css';

type Case = View<'CaseView'>;

/** As many cases as the API takes or resolves at once. */
const MOST_AT_ONCE = 100;

interface CaseListProps {
  openId: string | undefined;
  /** With all columns; else as cards beside the open case or on a phone. */
  table: boolean;
}

/** The cases that were asked for, last modified first. */
export function CaseList(props: CaseListProps) {
  const { filter } = useCaseSearch();
  return <ListOf key={JSON.stringify(filter)} {...props} />;
}

function ListOf({ openId, table }: CaseListProps) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const channels = useOptions('channels');
  const types = useOptions('case-types');
  const { filter, search, open } = useCaseSearch();
  const [window, setWindow] = useState({ first: 0, last: 0 });
  const [chosen, setChosen] = useState<ReadonlyMap<string, Case>>(new Map());
  const pages = useCursorPages((cursor) => casesQuery(filter, cursor), PAGE_SIZE, window.first, window.last);
  const rows = Array.from({ length: pages.reachable ?? 0 }, (_, index) => pages.rowAt(index));
  const at = openId === undefined ? -1 : rows.findIndex((row) => row?.id === openId);
  const step = (by: number) => {
    const next = rows[at === -1 ? 0 : at + by];
    if (next !== undefined) open(next.id);
  };
  useCommands([
    { id: 'cases.next', title: t('keys.next'), group: t('title'), keys: 'j', run: () => step(1) },
    { id: 'cases.previous', title: t('keys.previous'), group: t('title'), keys: 'k', run: () => step(-1) },
  ]);
  const loaded = rows.flatMap((row) => row ?? []).slice(0, MOST_AT_ONCE);
  const toggle = (row: Case) => {
    const next = new Map(chosen);
    if (!next.delete(row.id)) next.set(row.id, row);
    setChosen(next);
  };
  const select: VirtualColumn<Case> = {
    key: 'select',
    title: table ? (
      <Checkbox
        aria-label={t('bulk.choose_all')}
        checked={loaded.length > 0 && loaded.every(({ id }) => chosen.has(id))}
        indeterminate={chosen.size > 0 && loaded.some(({ id }) => !chosen.has(id))}
        onChange={(event) =>
          setChosen(new Map(event.currentTarget.checked ? loaded.map((row) => [row.id, row]) : []))
        }
      />
    ) : (
      <span className="unseen">{t('bulk.choose')}</span>
    ),
    width: '20px',
    cell: (row) => (
      <Checkbox
        aria-label={t('bulk.choose_one', { number: row.number })}
        checked={chosen.has(row.id)}
        onChange={() => toggle(row)}
      />
    ),
  };
  const subject = (row: Case) => (
    <Link
      to="/cases/$caseId"
      params={{ caseId: row.id }}
      search={search as never}
      className={`plain ${classes.subject ?? ''}`}
    >
      {row.subject}
    </Link>
  );
  const columns: VirtualColumn<Case>[] = [
    { key: 'number', title: t('column.number'), width: '56px', cell: ({ number }) => number },
    {
      key: 'channel',
      title: t('column.channel'),
      width: '66px',
      cell: ({ channel }) => channels.labelOf(channel),
    },
    {
      key: 'subject',
      title: t('column.subject'),
      width: 'minmax(180px, 3fr)',
      cell: (row) => (
        <>
          {subject(row)} <Tags of={row} />
        </>
      ),
    },
    {
      key: 'customer',
      title: t('column.customer'),
      width: 'minmax(100px, 1fr)',
      cell: ({ customer }) => customer.name ?? '–',
    },
    { key: 'type', title: t('column.type'), width: '96px', cell: ({ type }) => types.labelOf(type) ?? '–' },
    {
      key: 'status',
      title: t('column.status'),
      width: '72px',
      cell: ({ status }) => <CaseStatusChip status={status} />,
    },
    {
      key: 'priority',
      title: t('column.priority'),
      width: '68px',
      cell: ({ priority }) => <PriorityChip priority={priority} />,
    },
    { key: 'target', title: t('column.target'), width: '150px', cell: (row) => <TargetChip of={row} /> },
    {
      key: 'modified',
      title: t('column.modified'),
      width: '162px',
      cell: ({ modifiedAt }) => <Moment at={modifiedAt} />,
    },
    {
      key: 'assigned',
      title: t('column.assigned'),
      width: '84px',
      cell: ({ responsible }) => responsible?.username ?? <i className={classes.nobody}>{t('nobody')}</i>,
    },
  ];
  const card: VirtualColumn<Case> = {
    key: 'card',
    title: t('column.subject'),
    width: 'minmax(0, 1fr)',
    cell: (row) => (
      <div className={classes.card}>
        <p className={classes.line}>
          <span className={classes.name}>{row.customer.name ?? row.number}</span>
          <time dateTime={row.modifiedAt}>{formatAge(row.modifiedAt, new Date())}</time>
        </p>
        <p>{subject(row)}</p>
        <p className={classes.line}>
          <span className={classes.chips}>
            <CaseStatusChip status={row.status} />
            <PriorityChip priority={row.priority} />
            <TargetChip of={row} />
          </span>
          <span>{row.responsible?.username ?? <i>{t('nobody')}</i>}</span>
        </p>
      </div>
    ),
  };
  const work = may('cases.work');
  return (
    <>
      {chosen.size > 0 && <BulkBar chosen={[...chosen.values()]} onDone={() => setChosen(new Map())} />}
      <VirtualTable
        label={t('title')}
        pages={pages}
        onWindow={(first, last) => setWindow({ first, last })}
        columns={[...(work ? [select] : []), ...(table ? columns : [card])]}
        rowHeight={table ? 38 : 84}
        headless={!table}
        current={at === -1 ? undefined : at}
        onOpen={(row) => open(row.id)}
        empty={<NoCases />}
      />
    </>
  );
}

function Tags({ of }: { of: Case }) {
  return of.tags.map((tag) => (
    <span key={tag} className={classes.tag}>
      {tag}
    </span>
  ));
}

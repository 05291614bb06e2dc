import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { RECORDS_AT_ONCE, SERVICE_RECORDS, serviceRecordsQuery } from '../../../api/record-queries';
import { useCursorPages } from '../../../api/use-cursor-pages';
import { useLiveRefresh } from '../../../api/use-live-refresh';
import { useOptions } from '../../../api/use-options';
import { useMay } from '../../../api/use-session';
import { useCommands } from '../../../commands/use-commands';
import { Chip } from '../../../components/chip';
import { Empty } from '../../../components/empty';
import { Moment } from '../../../components/moment';
import { VirtualTable, type VirtualColumn } from '../../../components/tables/virtual-table';
import { onDemand } from '../../../components/on-demand';
import { valueOf } from '../../../lib/search-parameters';
import { NARROWING, useRecordSearch } from '../record-search';
import { RecordFilters } from './record-filters';
import classes from '../../../components/lists/filtered-list.module.css';

const StartRecordDialog = onDemand(() => import('../start-record-dialog').then((it) => it.StartRecordDialog));

type Row = View<'ServiceRecordView'>;

const EVERY_MS = 3_000;

/** Service records: every time that somebody served a customer, newest first. */
export function RecordsPage() {
  const { t } = useTranslation('records');
  const may = useMay();
  const { search, filter, change } = useRecordSearch();
  const [starting, setStarting] = useState(valueOf(search, 'start') !== undefined);
  const wide = useMediaQuery('(min-width: 768px)', true, { getInitialValueInEffect: false });
  useLiveRefresh(SERVICE_RECORDS, EVERY_MS);
  useCommands(
    may('cases.work')
      ? [
          {
            id: 'records.start',
            title: t('start.title'),
            group: t('title'),
            keys: 'n',
            run: () => setStarting(true),
          },
        ]
      : [],
  );
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{t('title')}</h1>
        {may('cases.work') && (
          <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => setStarting(true)}>
            {t(wide ? 'start.title' : 'start.button')}
          </Button>
        )}
      </header>
      <RecordFilters folded={!wide} />
      <RecordRows key={JSON.stringify(filter)} onStart={() => setStarting(true)} />
      {starting && (
        <StartRecordDialog
          customerId={valueOf(search, 'start')}
          caseId={valueOf(search, 'case')}
          onClose={() => {
            setStarting(false);
            if (valueOf(search, 'start') !== undefined) change({ start: undefined, case: undefined });
          }}
        />
      )}
    </div>
  );
}

function RecordRows({ onStart }: { onStart: () => void }) {
  const { t } = useTranslation('records');
  const may = useMay();
  const navigate = useNavigate();
  const { filter, narrowed, change } = useRecordSearch();
  const wide = useMediaQuery('(min-width: 1000px)', true, { getInitialValueInEffect: false });
  const results = useOptions('service-results');
  const reasons = useOptions('service-reasons');
  const channels = useOptions('channels');
  const categories = useOptions('channel-categories');
  const [window, setWindow] = useState({ first: 0, last: 0 });
  const pages = useCursorPages(
    (cursor) => serviceRecordsQuery(filter, cursor),
    RECORDS_AT_ONCE,
    window.first,
    window.last,
  );
  const view = (row: Row) => (
    <Link
      to="/service-records/$recordId"
      params={{ recordId: row.id }}
      className={classes.view}
      aria-label={t('view_of', { name: row.customer?.name ?? t('no_customer') })}
    >
      {t('view')}
    </Link>
  );
  const outcome = ({ result, status }: Row) =>
    result ? (
      <Chip tone="good">{results.labelOf(result)}</Chip>
    ) : (
      <Chip tone="accent">{t(`status.${status}`)}</Chip>
    );
  const columns: VirtualColumn<Row>[] = [
    {
      key: 'started',
      title: t('column.started'),
      width: '172px',
      cell: ({ startedAt }) => <Moment at={startedAt} />,
    },
    {
      key: 'customer',
      title: t('column.customer'),
      width: 'minmax(120px, 2fr)',
      cell: ({ customer }) => customer?.name ?? <i className={classes.none}>{t('no_customer')}</i>,
    },
    {
      key: 'channel',
      title: t('column.channel'),
      width: 'minmax(70px, 1fr)',
      cell: ({ channel, channelCategory }) =>
        [channels.labelOf(channel), categories.labelOf(channelCategory)].filter(Boolean).join(' · '),
    },
    {
      key: 'reason',
      title: t('column.reason'),
      width: 'minmax(90px, 1.4fr)',
      cell: ({ reason }) => reasons.labelOf(reason) ?? '–',
    },
    { key: 'result', title: t('column.result'), width: 'minmax(96px, 1.2fr)', cell: outcome },
    {
      key: 'handler',
      title: t('column.handler'),
      width: 'minmax(70px, 1fr)',
      cell: ({ handler }) => handler.username,
    },
    {
      key: 'owner',
      title: t('column.owner'),
      width: 'minmax(70px, 1fr)',
      cell: ({ owner }) => owner?.username ?? '–',
    },
    { key: 'view', title: <span className="unseen">{t('view')}</span>, width: '54px', cell: view },
  ];
  const cards: VirtualColumn<Row>[] = [
    {
      key: 'card',
      title: t('column.customer'),
      width: 'minmax(0, 1fr)',
      cell: (row) => (
        <div className={classes.card}>
          <p>
            <b>{row.customer?.name ?? t('no_customer')}</b> {outcome(row)}
          </p>
          <p className={classes.none}>
            {[channels.labelOf(row.channel), reasons.labelOf(row.reason), row.handler.username]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <p className={classes.none}>
            <Moment at={row.startedAt} />
          </p>
        </div>
      ),
    },
    { key: 'view', title: t('view'), width: '54px', cell: view },
  ];
  return (
    <VirtualTable
      label={t('title')}
      pages={pages}
      onWindow={(first, last) => setWindow({ first, last })}
      columns={wide ? columns : cards}
      rowHeight={wide ? 38 : 80}
      headless={!wide}
      onOpen={({ id }) => void navigate({ to: '/service-records/$recordId', params: { recordId: id } })}
      empty={
        narrowed.length > 0 ? (
          <Empty
            title={t('empty.narrowed')}
            action={
              <Button
                variant="default"
                onClick={() => change(Object.fromEntries(NARROWING.map((name) => [name, undefined])))}
              >
                {t('list.clear_filters', { ns: 'app' })}
              </Button>
            }
          >
            {t('empty.narrowed_why')}
          </Empty>
        ) : (
          <Empty
            title={t('empty.title')}
            action={may('cases.work') && <Button onClick={onStart}>{t('start.title')}</Button>}
          >
            {t('empty.first')}
          </Empty>
        )
      }
    />
  );
}

import { useState } from 'react';
import { ActionIcon, Button, Indicator, Skeleton, Tooltip } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { historyQuery, type HistoryFilter } from '../../api/customer-queries';
import { useMay, useMe } from '../../api/use-session';
import { currentLanguage } from '../../i18n/i18n';
import { ErrorPanel } from '../error-panel';
import { onDemand } from '../on-demand';
import { NoteBox } from './note-box';
import { Timeline } from './timeline';
import classes from './timeline.module.css';

const HistoryFilters = onDemand(() => import('./history-filters').then((it) => it.HistoryFilters));

interface HistoryPanelProps {
  customerId: string;
  filter: HistoryFilter;
  onFilter: (filter: HistoryFilter) => void;
  /** Only what is about one order, and the notes. */
  orderId?: string;
  /** Only a part of that: what is about one purchase or fulfillment of it. */
  about?: (entry: View<'TimelineItemView'>) => boolean;
}

/** A customer's history, newest first, and the box for a note that never scrolls away. */
export function HistoryPanel({ customerId, filter, onFilter, orderId, about }: HistoryPanelProps) {
  const { t } = useTranslation('actions');
  const may = useMay();
  const { user } = useMe();
  const query = useInfiniteQuery(
    historyQuery(customerId, {
      ...filter,
      ...(orderId === undefined ? {} : { orderId }),
      language: currentLanguage(),
    }),
  );
  const [added, setAdded] = useState<View<'CustomerNoteView'>[]>([]);
  const [filtering, setFiltering] = useState(false);
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const arrived = new Set(entries.map((entry) => entry.about.noteId));
  // One's own note stands there before its event has come round.
  const own = added
    .filter((note) => note.customerId === customerId && !arrived.has(note.id))
    .map((note): View<'TimelineItemView'> => ({
      id: note.id,
      type: 'customers.note.added',
      title: t('note.title'),
      actor: user.username,
      actorId: user.id,
      time: note.createdAt,
      message: note.text,
      isNote: true,
      attributes: {},
      about: { noteId: note.id },
      links: [],
    }));
  const narrowed = Object.values(filter).filter((value) => value !== undefined && value !== false).length;
  const shown = [...(narrowed === 0 ? own : []), ...entries].filter(about ?? (() => true));
  return (
    <section className={classes.panel} aria-label={t('history.title')}>
      <header className={classes.head}>
        <h2>{t('history.title')}</h2>
        <Tooltip label={t('history.filter')}>
          <Indicator disabled={narrowed === 0} label={narrowed} size={14}>
            <ActionIcon
              aria-label={t('history.filter')}
              aria-expanded={filtering}
              onClick={() => setFiltering(!filtering)}
            >
              <ListFilter size={16} aria-hidden />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </header>
      {filtering && <HistoryFilters filter={filter} onFilter={onFilter} />}
      {/* What scrolls must be reached by the keyboard. */}
      <div className={classes.entries} tabIndex={0} role="region" aria-label={t('history.entries')}>
        {query.error !== null && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && [1, 2, 3, 4].map((row) => <Skeleton key={row} height={58} m={12} />)}
        {query.data !== undefined && !query.hasNextPage && shown.length === 0 && (
          <p className={classes.quiet}>{t(narrowed > 0 ? 'history.none_so_narrow' : 'history.none')}</p>
        )}
        <Timeline entries={shown} />
        {query.hasNextPage && (
          <Button
            variant="subtle"
            fullWidth
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('history.older')}
          </Button>
        )}
      </div>
      {may('customers.note') && (
        <NoteBox
          key={customerId}
          customerId={customerId}
          onAdded={(note) => setAdded((others) => [note, ...others])}
        />
      )}
    </section>
  );
}

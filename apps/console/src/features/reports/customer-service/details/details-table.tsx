import { useRef, useState } from 'react';
import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../../components/error-panel';
import { onDemand } from '../../../../components/on-demand';
import { NothingFound } from '../nothing-found';
import type { DetailRow } from '../report-queries';
import type { ReportFilter } from '../report-search';
import { COLUMNS, useColumns } from './columns';
import { DetailCells } from './detail-cells';
import classes from './details.module.css';
import { useDetailPages } from './use-detail-pages';

const DetailDrawer = onDemand(() => import('./detail-drawer').then((it) => it.DetailDrawer));

const ROW = 34;
const CARD = 96;
/** Rows kept ready above and below what is seen. */
const OVERSCAN = 6;

/** Every action behind the totals, newest first; as cards on a phone. */
export function DetailsTable({ filter, timeZone }: { filter: ReportFilter; timeZone: string }) {
  const { t } = useTranslation('reports');
  const frame = useRef<HTMLDivElement>(null);
  const narrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const { columns } = useColumns();
  const [window, setWindow] = useState({ first: 0, last: 0 });
  const [opened, setOpened] = useState<DetailRow>();
  const { total, reachable, rowAt, error, retry } = useDetailPages(filter, window.first, window.last);
  const height = narrow ? CARD : ROW;
  // eslint-disable-next-line react-hooks/incompatible-library -- what it answers is used in this render only
  const rows = useVirtualizer({
    count: reachable,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    onChange: ({ range }) => {
      if (range !== null) setWindow({ first: range.startIndex, last: range.endIndex + OVERSCAN });
    },
  });
  if (error !== null && total === undefined) return <ErrorPanel error={error} onRetry={retry} />;
  if (total === 0) return <NothingFound />;
  const template = { gridTemplateColumns: columns.map((column) => COLUMNS[column]).join(' ') };
  return (
    <>
      {error !== null && <ErrorPanel error={error} onRetry={retry} />}
      <div
        ref={frame}
        className={classes.frame}
        role="table"
        aria-label={t('tabs.details')}
        aria-rowcount={(total ?? 0) + 1}
        tabIndex={0}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" aria-rowindex={1} className={classes.row} style={template}>
            {columns.map((column) => (
              <div key={column} role="columnheader">
                {t(`details.${column}`)}
              </div>
            ))}
          </div>
        </div>
        {total === undefined ? (
          Array.from({ length: 12 }, (_, index) => (
            <div key={index} className={classes.waiting} style={{ height }}>
              <Skeleton h={11} w={`${String(40 + ((index * 17) % 50))}%`} />
            </div>
          ))
        ) : (
          <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start, size }) => {
              const row = rowAt(index);
              const place = { height: size, transform: `translateY(${String(start)}px)` };
              return row === undefined ? (
                <div key={index} role="row" aria-rowindex={index + 2} className={classes.row} style={place}>
                  <div role="cell" className={classes.waiting}>
                    <Skeleton h={11} w="60%" />
                  </div>
                </div>
              ) : (
                <div
                  key={index}
                  role="row"
                  aria-rowindex={index + 2}
                  className={classes.row}
                  data-note={row.isNote || undefined}
                  style={{ ...place, ...template }}
                >
                  <DetailCells
                    row={row}
                    columns={columns}
                    timeZone={timeZone}
                    onOpen={() => setOpened(row)}
                  />
                </div>
              );
            })}
          </div>
        )}
      </div>
      {opened !== undefined && (
        <DetailDrawer row={opened} timeZone={timeZone} onClose={() => setOpened(undefined)} />
      )}
    </>
  );
}

import { useEffect, useRef, type ReactNode } from 'react';
import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { CursorPages } from '../../api/use-cursor-pages';
import { ErrorPanel } from '../error-panel';
import classes from './virtual-table.module.css';

/** Rows kept ready above and below what is seen. */
const OVERSCAN = 8;

export interface VirtualColumn<Row> {
  key: string;
  title: ReactNode;
  /** Its share of the width, as a grid has it. */
  width: string;
  numeric?: boolean;
  cell: (row: Row) => ReactNode;
}

interface VirtualTableProps<Row> {
  label: string;
  pages: CursorPages<Row>;
  /** How many rows there are in all, where that is known before they are. */
  total?: number | undefined;
  onWindow: (first: number, last: number) => void;
  columns: readonly VirtualColumn<Row>[];
  rowHeight: number;
  /** Without the line of titles, where each row is a card. */
  headless?: boolean;
  /** The row that is looked at: marked, and brought into sight. */
  current?: number | undefined;
  onOpen: (row: Row) => void;
  empty: ReactNode;
  /** Of its frame. */
  className?: string | undefined;
}

/** A list of any length: only the rows that are seen stand in the page. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, pages, total, onWindow, columns, rowHeight, headless, current } = props;
  const { onOpen, empty, className = '' } = props;
  const frame = useRef<HTMLDivElement>(null);
  const count = pages.reachable ?? 0;
  // eslint-disable-next-line react-hooks/incompatible-library -- what it answers is used in this render only
  const rows = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    onChange: ({ range }) => {
      if (range !== null) onWindow(range.startIndex, range.endIndex + OVERSCAN);
    },
  });
  useEffect(() => rows.measure(), [rows, rowHeight]);
  useEffect(() => {
    if (current !== undefined) rows.scrollToIndex(current);
  }, [rows, current]);
  if (pages.error !== null && pages.reachable === undefined)
    return <ErrorPanel error={pages.error} onRetry={pages.retry} />;
  if (pages.reachable === 0) return empty;
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  return (
    <>
      {pages.error !== null && <ErrorPanel error={pages.error} onRetry={pages.retry} />}
      <div
        ref={frame}
        className={`${classes.frame ?? ''} ${className}`}
        role="table"
        aria-label={label}
        aria-rowcount={pages.more ? -1 : (total ?? count) + 1}
        tabIndex={0}
      >
        <div role="rowgroup" className={headless === true ? 'unseen' : classes.head}>
          <div role="row" aria-rowindex={1} className={classes.row} style={template}>
            {columns.map(({ key, title, numeric }) => (
              <div key={key} role="columnheader" className={numeric === true ? 'numeric' : undefined}>
                {title}
              </div>
            ))}
          </div>
        </div>
        {pages.reachable === undefined ? (
          Array.from({ length: 12 }, (_, index) => (
            <div key={index} className={classes.waiting} style={{ height: rowHeight }}>
              <Skeleton h={11} w={`${String(40 + ((index * 17) % 50))}%`} />
            </div>
          ))
        ) : (
          <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start, size }) => {
              const row = pages.rowAt(index);
              const place = { height: size, transform: `translateY(${String(start)}px)` };
              return row === undefined ? (
                <div key={index} role="row" aria-rowindex={index + 2} className={classes.row} style={place}>
                  <div role="cell" className={classes.waiting}>
                    <Skeleton h={11} w="60%" />
                  </div>
                </div>
              ) : (
                // The row's link is what keys and readers use; a click anywhere else in it only saves the aim.
                // eslint-disable-next-line jsx-a11y/click-events-have-key-events
                <div
                  key={index}
                  role="row"
                  tabIndex={-1}
                  aria-rowindex={index + 2}
                  aria-current={index === current || undefined}
                  className={`${classes.row ?? ''} ${classes.open ?? ''}`}
                  style={{ ...place, ...template }}
                  onClick={({ target }) => {
                    if (target instanceof Element && target.closest('a, button, input, label') === null)
                      onOpen(row);
                  }}
                >
                  {columns.map(({ key, cell, numeric }) => (
                    <div
                      key={key}
                      role="cell"
                      data-column={key}
                      className={numeric === true ? 'numeric' : undefined}
                    >
                      {cell(row)}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        )}
      </div>
    </>
  );
}

import { useRef, useState, type ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { GripVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../../api/api-error';
import { queryClient } from '../../../api/query-client';
import { useCommand } from '../../../api/use-command';
import type { AdminList, AdminRow } from '../lists/admin-list';
import classes from './page.module.css';

interface Reorder<Row> {
  /** The rows as they are wanted. */
  rows: readonly Row[];
  /** The handle by which a row is dragged to another place, or moved with the arrow keys. */
  handle: (row: Row, index: number) => ReactNode;
  /** Why the last move was refused. */
  error: ApiError | null;
}

/** Puts the rows of a list in another order. */
export function useReorder<Row extends AdminRow, Input extends object>(
  list: AdminList<Row, Input>,
  read: readonly Row[],
  editable: boolean,
): Reorder<Row> {
  const { t } = useTranslation('admin');
  const [dragged, setDragged] = useState<Row>();
  const [over, setOver] = useState<number>();
  // Until the last move is done and read back, whatever is read may be older than what was pressed.
  const [wanted, setWanted] = useState<readonly string[]>();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const rows = wanted === undefined ? read : inOrder(read, wanted, list.idOf);
  const moving = useCommand(
    ({ row, to }: { row: Row; to: number }, idempotencyKey) => {
      // One after the other, however quickly the keys are pressed.
      const sent = last.current.then(() => list.move?.(row, to, idempotencyKey));
      const settled: Promise<unknown> = sent
        .catch(() => undefined)
        .then(() => (last.current === settled ? readAgain(list.name) : undefined))
        .then(() => {
          if (last.current === settled) setWanted(undefined);
        });
      last.current = settled;
      return sent;
    },
    {
      onSuccess: (_done, { row, to }) => {
        notifications.show({
          id: 'moved',
          message: t('form.moved', { what: list.nameOf(row), place: to + 1 }),
        });
      },
    },
  );
  const move = (row: Row, to: number) => {
    if (!editable || to < 0 || to >= rows.length) return;
    const others = rows.map(list.idOf).filter((id) => id !== list.idOf(row));
    setWanted(others.toSpliced(to, 0, list.idOf(row)));
    moving.mutate({ row, to });
  };
  const handle = (row: Row, index: number) => (
    <ActionIcon
      size="sm"
      className={classes.handle ?? ''}
      data-over={over === index || undefined}
      aria-label={t('form.move', { what: list.nameOf(row), place: index + 1, of: rows.length })}
      title={t('form.move_how')}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        setDragged(row);
      }}
      onDragEnd={() => {
        setDragged(undefined);
        setOver(undefined);
      }}
      onDragOver={(event) => {
        if (dragged === undefined) return;
        event.preventDefault();
        setOver(index);
      }}
      onDragLeave={() => setOver(undefined)}
      onDrop={(event) => {
        event.preventDefault();
        if (dragged !== undefined && dragged !== row) move(dragged, index);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        move(row, index + (event.key === 'ArrowUp' ? -1 : 1));
      }}
    >
      <GripVertical size={14} aria-hidden />
    </ActionIcon>
  );
  return { rows, handle, error: moving.error };
}

/** The rows in the order of their ids; one that has come meanwhile stands at the end. */
function inOrder<Row>(
  rows: readonly Row[],
  ids: readonly string[],
  idOf: (row: Row) => string,
): readonly Row[] {
  const place = (row: Row) => (ids.includes(idOf(row)) ? ids.indexOf(idOf(row)) : ids.length);
  return rows.toSorted((one, other) => place(one) - place(other));
}

function readAgain(list: string): Promise<unknown> {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: ['admin', list] }),
    queryClient.invalidateQueries({ queryKey: ['admin', 'changes'] }),
  ]);
}

import { useState, type ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { GripVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../../api/query-client';
import { useCommand } from '../../../api/use-command';
import type { AdminList, AdminRow } from '../lists/admin-list';
import classes from './page.module.css';

/** The handle by which a row is dragged to another place, or moved with the arrow keys. */
export function useReorder<Row extends AdminRow, Input extends object>(
  list: AdminList<Row, Input>,
  rows: readonly Row[],
  editable: boolean,
): { handle: (row: Row, index: number) => ReactNode } {
  const { t } = useTranslation('admin');
  const [dragged, setDragged] = useState<Row>();
  const [over, setOver] = useState<number>();
  const moving = useCommand(
    ({ row, to }: { row: Row; to: number }, key) => list.move?.(row, to, key) ?? Promise.resolve(),
    {
      onSuccess: (_done, { row, to }) => {
        notifications.show({ message: t('form.moved', { what: list.nameOf(row), place: to + 1 }) });
        return queryClient.invalidateQueries({ queryKey: ['admin', list.name] });
      },
    },
  );
  const move = (row: Row, to: number) => {
    if (!editable || moving.isPending || to < 0 || to >= rows.length) return;
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
  return { handle };
}

import { useRef, useState, type ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { InfiniteData } from '@tanstack/react-query';
import { GripVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../../api/query-client';
import { useCommand } from '../../../api/use-command';
import type { PageOf } from '../../../components/lists/use-rows';
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
  const before = useRef<Promise<unknown>>(Promise.resolve());
  const key = ['admin', list.name];
  const moving = useCommand(
    ({ row, to }: { row: Row; to: number }, idempotencyKey) => {
      // One after the other, however quickly the keys are pressed.
      const sent = before.current.then(() => list.move?.(row, to, idempotencyKey));
      before.current = sent.catch(() => undefined);
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
    // It stands there at once; where the server sees it otherwise, that is shown.
    queryClient.setQueriesData<InfiniteData<PageOf<Row>>>(
      { queryKey: key },
      (data) => data && moved(data, row, to, list.idOf),
    );
    moving.mutate(
      { row, to },
      {
        onSettled: () => {
          void queryClient.invalidateQueries({ queryKey: key });
          void queryClient.invalidateQueries({ queryKey: ['admin', 'changes'] });
        },
      },
    );
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

/** The list with a row at another place; lists that can be put in order are one page. */
function moved<Row>(
  data: InfiniteData<PageOf<Row>>,
  row: Row,
  to: number,
  idOf: (row: Row) => string,
): InfiniteData<PageOf<Row>> {
  const items = data.pages.flatMap((page) => page.items).filter((one) => idOf(one) !== idOf(row));
  items.splice(to, 0, row);
  return { ...data, pages: [{ items, nextCursor: null }], pageParams: data.pageParams.slice(0, 1) };
}

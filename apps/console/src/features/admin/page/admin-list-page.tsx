import type { ReactNode } from 'react';
import { Button, Switch, TextInput } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Plus, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/use-session';
import { useCommands } from '../../../commands/use-commands';
import { Chip } from '../../../components/chip';
import { Empty } from '../../../components/empty';
import { ErrorPanel } from '../../../components/error-panel';
import { ListPage } from '../../../components/lists/list-page';
import { useRows } from '../../../components/lists/use-rows';
import { valueOf } from '../../../lib/search-parameters';
import type { AdminList, AdminRow, AnyAdminList } from '../lists/admin-list';
import { useReorder } from './use-reorder';
import { RowPanel } from './row-panel';

const NEW = 'new';

/** Makes the page of a list from what describes it. */
export function adminList<Row extends AdminRow, Input extends object>(
  list: AdminList<Row, Input>,
): AnyAdminList {
  const { name, group, see } = list;
  return { name, group, see, Page: () => <AdminListPage list={list} /> };
}

function AdminListPage<Row extends AdminRow, Input extends object>({
  list,
}: {
  list: AdminList<Row, Input>;
}): ReactNode {
  const { t } = useTranslation('admin');
  const router = useRouter();
  const may = useMay();
  const search = useSearch({ strict: false });
  const chosen = valueOf(search, 'row');
  const text = valueOf(search, 'query');
  const all = valueOf(search, 'retired') === 'all';
  const go = (changes: Record<string, string | undefined>) =>
    void router.navigate({ to: '.', search: { ...search, ...changes }, replace: chosen !== undefined });
  const filters = {
    ...(text === undefined ? {} : { query: text }),
    ...(list.searched === true && !all ? { retired: 'false' } : {}),
  };
  const key = ['admin', list.name];
  const query = useRows(key, list.rows, filters);
  const retired = (row: Row) => list.isRetired?.(row) ?? row.retired === true;
  const read = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const row = read.find((one) => list.idOf(one) === chosen);
  const title = t(`list.${list.name}.title`);
  const editable = may(list.change);
  const { rows, handle, error } = useReorder(list, read, editable);
  const begin = () => go({ row: NEW });
  useCommands(
    list.add === undefined || !editable
      ? []
      : [{ id: 'admin.new', title: t(`list.${list.name}.new`), group: title, keys: 'n', run: begin }],
  );
  const button = list.add !== undefined && (
    <Button leftSection={<Plus size={14} aria-hidden />} disabled={!editable} onClick={begin}>
      {t(`list.${list.name}.new`)}
    </Button>
  );
  return (
    <ListPage
      title={title}
      about={t(`list.${list.name}.about`) + (editable ? '' : ` ${t('form.read_only')}`)}
      buttons={button}
      {...(list.searched === true
        ? {
            filters: (
              <>
                <TextInput
                  aria-label={t('form.search')}
                  placeholder={t('form.search')}
                  leftSection={<Search size={13} aria-hidden />}
                  defaultValue={text}
                  onChange={({ currentTarget: { value } }) =>
                    go({ query: value.trim() === '' ? undefined : value.trim() })
                  }
                />
                <Switch
                  label={t('form.show_retired')}
                  checked={all}
                  onChange={({ currentTarget: { checked } }) => go({ retired: checked ? 'all' : undefined })}
                />
              </>
            ),
          }
        : {})}
      query={query}
      rows={rows}
      nameTitle={t('form.name')}
      idOf={list.idOf}
      nameOf={list.nameOf}
      isQuiet={retired}
      {...(list.move === undefined || !editable ? {} : { before: handle })}
      columns={[
        ...list.columns.map(({ name, ...column }) => ({ key: name, title: t(`field.${name}`), ...column })),
        {
          key: 'state',
          title: t('form.state'),
          cell: (one: Row) => retired(one) && <Chip>{t('form.retired')}</Chip>,
        },
      ]}
      chosen={chosen}
      onChoose={(id) => go({ row: id })}
      empty={
        text === undefined ? (
          <Empty title={t('form.empty')} action={button}>
            {t(`list.${list.name}.first`)}
          </Empty>
        ) : (
          <Empty title={t('form.none_found', { text })} />
        )
      }
      panel={
        chosen === NEW || row !== undefined
          ? {
              title: row === undefined ? t(`list.${list.name}.new`) : list.nameOf(row),
              content: (
                <RowPanel
                  key={row === undefined ? NEW : `${list.idOf(row)} ${String(row.version ?? '')}`}
                  list={list}
                  row={row}
                  onAdded={(added) => go({ row: list.idOf(added) })}
                  onRemoved={() => go({ row: undefined })}
                />
              ),
            }
          : undefined
      }
    >
      {error !== null && <ErrorPanel error={error} />}
    </ListPage>
  );
}

import { Switch } from '@mantine/core';
import { getRouteApi, useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { ListPage } from '../../components/lists/list-page';
import { useRows } from '../../components/lists/use-rows';
import { valueOf } from '../../lib/search-parameters';
import { partyLists } from './lists/party-lists';
import { moneyLists } from './lists/money-lists';
import type { WorkList } from './lists/work-list';
import type { WorkPage } from './lists/work-page';
import { pathOf } from './sections';

const route = getRouteApi('/operations/$list');

/** Everything that is called by a name of its own; each knows its rows alone. */
const PAGES = [...partyLists(workList), ...moneyLists(workList)];

/** The page of the list that the address names. */
export function WorkListPage() {
  const { t } = useTranslation();
  const { list: path } = route.useParams();
  const page = PAGES.find(({ name }) => pathOf(name) === `/operations/${path}`);
  if (page === undefined) return <Empty title={t('page.missing')}>{t('page.missing_why')}</Empty>;
  return <page.Page key={page.name} />;
}

function workList<Row>(list: WorkList<Row>): WorkPage {
  return { name: list.name, Page: () => <Work list={list} /> };
}

function Work<Row>({ list }: { list: WorkList<Row> }) {
  const { t } = useTranslation('operations');
  const router = useRouter();
  const search = useSearch({ strict: false });
  const chosen = valueOf(search, 'row');
  const all = valueOf(search, 'all') === 'true';
  const go = (changes: Record<string, string | undefined>) =>
    void router.navigate({ to: '.', search: { ...search, ...changes }, replace: chosen !== undefined });
  const narrowed = Object.fromEntries(
    (list.filters ?? []).flatMap((name) => {
      const value = valueOf(search, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const waiting = list.waiting === undefined || all ? {} : { [list.waiting[0]]: list.waiting[1] };
  const query = useRows(['operations', list.name], list.rows, { ...waiting, ...narrowed });
  const row = query.data?.pages.flatMap(({ items }) => items).find((one) => list.idOf(one) === chosen);
  return (
    <ListPage
      title={t(`list.${list.name}.title`)}
      about={t(`list.${list.name}.about`)}
      {...(list.waiting === undefined
        ? {}
        : {
            filters: (
              <Switch
                label={t('all')}
                checked={all}
                onChange={({ currentTarget: { checked } }) => go({ all: checked ? 'true' : undefined })}
              />
            ),
          })}
      query={query}
      idOf={list.idOf}
      nameOf={list.nameOf}
      nameTitle={t('column.what')}
      {...(list.isDone === undefined ? {} : { isQuiet: list.isDone })}
      columns={list.columns.map(({ name, ...column }) => ({
        key: name,
        title: t(`column.${name}`),
        ...column,
      }))}
      chosen={chosen}
      onChoose={(id) => go({ row: id })}
      empty={
        <Empty title={t('nothing')}>
          {Object.keys(narrowed).length === 0
            ? t('nothing_what')
            : t('nothing_filtered', { filter: Object.values(narrowed).join(', ') })}
        </Empty>
      }
      panel={row && { title: list.nameOf(row), content: <list.Panel row={row} /> }}
    />
  );
}

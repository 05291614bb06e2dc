import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { queryOptions } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RECORDS } from '../../../api/customer-queries';
import { useCursorPages } from '../../../api/use-cursor-pages';
import { Empty } from '../../../components/empty';
import classes from '../../../components/lists/filtered-list.module.css';
import { VirtualTable, type VirtualColumn } from '../../../components/tables/virtual-table';
import { ListFilters } from './list-filters';
import type { OrderList } from './order-list';
import { useListSearch, type ListSearch } from './use-list-search';

/** Rows that are fetched at once. */
const AT_ONCE = 50;

interface ListOfAllProps<Row> {
  list: OrderList<Row>;
}

/** A list over all customers, narrowed by what stands in the address. */
export function ListOfAll<Row extends { id: string }>({ list }: ListOfAllProps<Row>) {
  const { t } = useTranslation('orders');
  const search = useListSearch(list.path, list.filters);
  const wide = useMediaQuery('(min-width: 768px)', true, { getInitialValueInEffect: false });
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{t(`lists.title.${list.name}`)}</h1>
      </header>
      <ListFilters filters={list.filters} list={search} folded={!wide} />
      <Rows key={JSON.stringify(search.ask)} list={list} search={search} />
    </div>
  );
}

function Rows<Row extends { id: string }>({ list, search }: ListOfAllProps<Row> & { search: ListSearch }) {
  const { t } = useTranslation('orders');
  const router = useRouter();
  const wide = useMediaQuery('(min-width: 1000px)', true, { getInitialValueInEffect: false });
  const [window, setWindow] = useState({ first: 0, last: 0 });
  const { ask, narrowed, clear } = search;
  const pages = useCursorPages(
    (cursor) =>
      queryOptions({
        queryKey: [RECORDS, 'list', list.name, ask, cursor ?? null],
        queryFn: ({ signal }) =>
          list.page({ ...ask, limit: AT_ONCE, ...(cursor === undefined ? {} : { cursor }) }, signal),
      }),
    AT_ONCE,
    window.first,
    window.last,
  );
  const columns: VirtualColumn<Row>[] = list.columns.map((column) => ({
    ...column,
    title: t(`lists.column.${column.title}`),
  }));
  const cards: VirtualColumn<Row>[] = [
    {
      key: 'card',
      title: t(`lists.title.${list.name}`),
      width: 'minmax(0, 1fr)',
      cell: (row) => {
        const { head, lines } = list.card(row);
        return (
          <div className={classes.card}>
            <p>{head}</p>
            {lines.map((line, index) => (
              <p key={index} className={classes.none}>
                {line}
              </p>
            ))}
          </div>
        );
      },
    },
  ];
  return (
    <VirtualTable
      label={t(`lists.title.${list.name}`)}
      pages={pages}
      onWindow={(first, last) => setWindow({ first, last })}
      columns={wide ? columns : cards}
      rowHeight={wide ? 38 : 80}
      headless={!wide}
      onOpen={(row) => router.history.push(list.to(row))}
      empty={
        narrowed > 0 ? (
          <Empty
            title={t('lists.narrowed')}
            action={
              <Button variant="default" onClick={clear}>
                {t('list.clear_filters', { ns: 'app' })}
              </Button>
            }
          >
            {t('lists.narrowed_why')}
          </Empty>
        ) : (
          <Empty title={t('lists.none')}>{t('lists.none_why')}</Empty>
        )
      }
    />
  );
}

import { useState } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { onDemand } from '../../../../components/on-demand';
import { VirtualTable } from '../../../../components/tables/virtual-table';
import { NothingFound } from '../nothing-found';
import type { DetailRow } from '../report-queries';
import type { ReportFilter } from '../report-search';
import { COLUMNS, useColumns } from './columns';
import { DetailCell } from './detail-cell';
import classes from './details.module.css';
import { useDetailPages } from './use-detail-pages';

const DetailDrawer = onDemand(() => import('./detail-drawer').then((it) => it.DetailDrawer));

const ROW = 34;
const CARD = 96;

/** Every action behind the totals, newest first; as cards on a phone. */
export function DetailsTable({ filter, timeZone }: { filter: ReportFilter; timeZone: string }) {
  const { t } = useTranslation('reports');
  const narrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const { columns } = useColumns();
  const [window, setWindow] = useState({ first: 0, last: 0 });
  const [opened, setOpened] = useState<DetailRow>();
  const { total, ...pages } = useDetailPages(filter, window.first, window.last);
  return (
    <>
      <VirtualTable<DetailRow>
        label={t('tabs.details')}
        className={classes.table}
        pages={pages}
        total={total}
        onWindow={(first, last) => setWindow({ first, last })}
        rowHeight={narrow ? CARD : ROW}
        headless={narrow}
        columns={columns.map((column) => ({
          key: column,
          title: t(`details.${column}`),
          width: COLUMNS[column],
          cell: (row) => (
            <DetailCell row={row} column={column} timeZone={timeZone} onOpen={() => setOpened(row)} />
          ),
        }))}
        onOpen={setOpened}
        empty={<NothingFound />}
      />
      {opened !== undefined && (
        <DetailDrawer row={opened} timeZone={timeZone} onClose={() => setOpened(undefined)} />
      )}
    </>
  );
}

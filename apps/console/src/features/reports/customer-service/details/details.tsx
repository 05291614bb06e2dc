import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Columns3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../../i18n/formats';
import { valueOf } from '../../../../lib/search-parameters';
import { localTime, momentOf } from '../../../../lib/time-zone';
import { actionsQuery, detailsQuery } from '../report-queries';
import { filterOf, timeZoneOf, type ReportFilter } from '../report-search';
import { useReport } from '../use-report';
import { allColumns, useColumns } from './columns';
import { DetailsTable } from './details-table';
import classes from './details.module.css';

const DAY_MS = 86_400_000;

/** The rows behind the totals, with a jump to a date and the choice of columns. */
export function Details() {
  const { t } = useTranslation('reports');
  const { search, change } = useReport();
  const { columns, turn } = useColumns();
  const zone = timeZoneOf(search);
  const until = valueOf(search, 'until');
  const period = useQuery(actionsQuery(search)).data?.period;
  const filter = filterOf(search);
  if (until !== undefined) {
    // Back from a day: the period keeps its beginning and ends there.
    delete filter.preset;
    if (typeof period?.from === 'string') filter.from = period.from;
    filter.to = until;
  }
  const day =
    until === undefined ? '' : localTime(new Date(Date.parse(until) - 1).toISOString(), zone).slice(0, 10);
  return (
    <section className={classes.details} aria-label={t('tabs.details')}>
      <div className={classes.tools}>
        <RowCount filter={filter} />
        <TextInput
          type="date"
          aria-label={t('details.jump')}
          leftSection={<span className={classes.jump}>{t('details.back_from')}</span>}
          leftSectionWidth={92}
          value={day}
          onChange={(event) => {
            const date = event.currentTarget.value;
            if (date === '') return change({ until: undefined });
            const next = new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
            change({ until: momentOf(`${next}T00:00`, zone) });
          }}
        />
        {until !== undefined && (
          <Button variant="subtle" onClick={() => change({ until: undefined })}>
            {t('details.newest')}
          </Button>
        )}
        <Popover position="bottom-end" trapFocus>
          <Popover.Target>
            <Button
              variant="default"
              ml="auto"
              className={classes.columns}
              leftSection={<Columns3 size={13} aria-hidden />}
            >
              {t('details.columns')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={t('details.columns')}>
            {allColumns.map((column) => (
              <Checkbox
                key={column}
                my={6}
                label={t(`details.${column}`)}
                checked={columns.includes(column)}
                disabled={columns.length === 1 && columns.includes(column)}
                onChange={(event) => turn(column, event.currentTarget.checked)}
              />
            ))}
          </Popover.Dropdown>
        </Popover>
      </div>
      <DetailsTable key={JSON.stringify(filter)} filter={filter} timeZone={zone} />
    </section>
  );
}

function RowCount({ filter }: { filter: ReportFilter }) {
  const { t } = useTranslation('reports');
  const total = useQuery(detailsQuery(filter, undefined)).data?.total;
  return (
    <span className={classes.count} role="status">
      {total === undefined ? '' : t('details.rows', { count: total, total: formatNumber(total) })}
    </span>
  );
}

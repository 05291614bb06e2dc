import { Button, MultiSelect, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client';
import type { HistoryFilter } from '../../api/customer-queries';
import { useMay } from '../../api/use-session';
import { dayIn, ownTimeZone } from '../../i18n/formats';
import { useLabel } from '../../i18n/use-label';
import classes from './timeline.module.css';

interface HistoryFiltersProps {
  filter: HistoryFilter;
  onFilter: (filter: HistoryFilter) => void;
}

const startOf = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

/** The day after, as what is asked for ends before it. */
function endOf(day: string): string {
  const after = new Date(`${day}T00:00:00`);
  after.setDate(after.getDate() + 1);
  return after.toISOString();
}

const dayOf = (moment: string | undefined): string =>
  moment === undefined ? '' : dayIn(moment, ownTimeZone());

const dayBefore = (moment: string | undefined): string =>
  moment === undefined ? '' : dayOf(new Date(new Date(moment).getTime() - 1).toISOString());

/** What a history is narrowed by: days, kinds of activity, or what came before there was one. */
export function HistoryFilters({ filter, onFilter }: HistoryFiltersProps) {
  const { t } = useTranslation('actions');
  const label = useLabel();
  const may = useMay();
  const filters = useQuery({
    queryKey: ['report-filters'],
    enabled: may('report.view'),
    staleTime: 300_000,
    queryFn: ({ signal }) => answerOf(api.GET('/reports/customer-service/filters', { signal })),
  }).data;
  const actions = filters?.items.find(({ parameter }) => parameter === 'action')?.values ?? [];
  const put = (change: { [Name in keyof HistoryFilter]: HistoryFilter[Name] | undefined }) => {
    const next = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined);
    onFilter(Object.fromEntries(next));
  };
  return (
    <div className={classes.filters}>
      <TextInput
        className={classes.half ?? ''}
        type="date"
        label={t('history.from')}
        value={dayOf(filter.from)}
        onChange={({ currentTarget: { value } }) => put({ from: value === '' ? undefined : startOf(value) })}
      />
      <TextInput
        className={classes.half ?? ''}
        type="date"
        label={t('history.to')}
        value={dayBefore(filter.to)}
        onChange={({ currentTarget: { value } }) => put({ to: value === '' ? undefined : endOf(value) })}
      />
      {actions.length > 0 && (
        <MultiSelect
          label={t('history.types')}
          data={actions.map(({ value, label: words }) => ({
            value,
            label: label('action', value, words ?? value),
          }))}
          value={filter.type ?? []}
          onChange={(type) => put({ type: type.length === 0 ? undefined : type })}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('history.all_types') }}
        />
      )}
      <Switch
        label={t('history.legacy')}
        description={t('history.legacy_what')}
        checked={filter.legacy === true}
        onChange={({ currentTarget: { checked } }) => put({ legacy: checked ? true : undefined })}
      />
      <Button variant="default" onClick={() => onFilter({})}>
        {t('history.clear')}
      </Button>
    </div>
  );
}

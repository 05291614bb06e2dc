import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../../../commands/use-commands';
import { valuesOf } from '../../../../lib/search-parameters';
import { onDemand } from '../../../../components/on-demand';
import { narrowingOf } from '../report-search';
import { useReport } from '../use-report';
import { ChoiceFilter } from './choice-filter';
import classes from './filters.module.css';
import { IN_ROW } from './in-row';
import { PeriodPicker } from './period-picker';
import { TimeZoneSelect } from './time-zone-select';
import { useFilterValues } from './use-filter-values';

const FilterDrawer = onDemand(() => import('./filter-drawer').then((it) => it.FilterDrawer));

/** Dates, time zone, campaign, user and actions; everything else behind one button. */
export function FilterRow() {
  const { t } = useTranslation('reports');
  const { search, change } = useReport();
  const { labelOf, groupsOf } = useFilterValues();
  const [open, drawer] = useDisclosure(false);
  const narrowing = narrowingOf(search);
  const inDrawer = narrowing.filter((name) => !IN_ROW.includes(name)).length;
  useCommands([
    {
      id: 'report.filters',
      title: t('filters.all'),
      group: t('title'),
      keys: 'f',
      run: drawer.open,
    },
    {
      id: 'report.clear',
      title: t('filters.clear_all'),
      group: t('title'),
      ...(narrowing.length === 0 ? { disabled: t('filters.none_set') } : {}),
      run: () => change(Object.fromEntries(narrowing.map((name) => [name, undefined]))),
    },
  ]);
  return (
    <div className={classes.row} role="group" aria-label={t('filters.row')}>
      <PeriodPicker />
      <div className={classes.wide}>
        <TimeZoneSelect />
      </div>
      {IN_ROW.map((name) => (
        <div key={name} className={classes.wide}>
          <ChoiceFilter
            label={labelOf(name)}
            groups={groupsOf(name)}
            chosen={valuesOf(search, name)}
            onChange={(chosen) => change({ [name]: chosen })}
          />
        </div>
      ))}
      <Button
        variant="default"
        className={classes.filter}
        data-set={narrowing.length > 0 || undefined}
        leftSection={<SlidersHorizontal size={13} aria-hidden />}
        aria-keyshortcuts="F"
        onClick={drawer.open}
      >
        <span className={classes.wide}>
          {inDrawer === 0 ? t('filters.more') : t('filters.more_count', { count: inDrawer })}
        </span>
        <span className={classes.narrow}>
          {narrowing.length === 0 ? t('filters.more') : t('filters.more_count', { count: narrowing.length })}
        </span>
      </Button>
      {open && <FilterDrawer onClose={drawer.close} />}
    </div>
  );
}

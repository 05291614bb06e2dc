import { useState } from 'react';
import { Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { CalendarDays, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../../i18n/formats';
import { valueOf } from '../../../../lib/search-parameters';
import { localTime, momentOf } from '../../../../lib/time-zone';
import { PRESETS, timeZoneOf, type ReportSearch } from '../report-search';
import { useReport } from '../use-report';
import { useFilterValues } from './use-filter-values';
import classes from './filters.module.css';

/** Which days and hours: one of the periods that move with today, or from one moment to another. */
export function PeriodPicker() {
  const { labelOf } = useFilterValues();
  const [open, popover] = useDisclosure(false);
  const { search } = useReport();
  const words = usePeriodWords(search);
  return (
    <Popover
      opened={open}
      onChange={(next) => (next ? popover.open() : popover.close())}
      position="bottom-start"
      trapFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          className={classes.filter}
          leftSection={<CalendarDays size={13} aria-hidden />}
          rightSection={<ChevronDown size={13} aria-hidden />}
          aria-label={`${labelOf('preset')}: ${words}`}
          onClick={popover.toggle}
        >
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={labelOf('preset')}>
        <Period onDone={popover.close} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Period({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('reports');
  const { search, change } = useReport();
  const { labelOf, valueLabel } = useFilterValues();
  const timeZone = timeZoneOf(search);
  const shown = (name: string) => {
    const moment = valueOf(search, name);
    return moment === undefined ? '' : localTime(moment, timeZone);
  };
  const [from, setFrom] = useState(shown('from'));
  const [to, setTo] = useState(shown('to'));
  const chosen = valueOf(search, 'preset');
  const backwards = from !== '' && to !== '' && from >= to;
  return (
    <div className={classes.period}>
      <div className={classes.presets}>
        {PRESETS.map((preset) => (
          <UnstyledButton
            key={preset}
            className={classes.preset}
            aria-pressed={chosen === preset}
            fz="sm"
            onClick={() => {
              change({ preset, from: undefined, to: undefined });
              onDone();
            }}
          >
            {valueLabel('preset', preset)}
          </UnstyledButton>
        ))}
      </div>
      <form
        className={classes.own}
        onSubmit={(event) => {
          event.preventDefault();
          change({
            preset: undefined,
            from: from === '' ? undefined : momentOf(from, timeZone),
            to: to === '' ? undefined : momentOf(to, timeZone),
          });
          onDone();
        }}
      >
        <TextInput
          type="datetime-local"
          label={labelOf('from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={labelOf('to')}
          description={t('period.before')}
          value={to}
          error={backwards ? t('period.backwards') : undefined}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" disabled={backwards || (from === '' && to === '')}>
          {t('period.show')}
        </Button>
      </form>
    </div>
  );
}

/** The period in words: the preset's name, or its two ends. */
export function usePeriodWords(search: ReportSearch): string {
  const { t } = useTranslation('reports');
  const { valueLabel } = useFilterValues();
  const preset = valueOf(search, 'preset');
  if (preset !== undefined) return valueLabel('preset', preset);
  const timeZone = timeZoneOf(search);
  const end = (name: string) => {
    const moment = valueOf(search, name);
    return moment === undefined ? undefined : formatMoment(moment, 'moment', timeZone);
  };
  const [from, to] = [end('from'), end('to')];
  if (from === undefined) return t('period.until', { to: to ?? '' });
  return to === undefined ? t('period.since', { from }) : `${from} – ${to}`;
}

import { Select } from '@mantine/core';
import { Globe } from 'lucide-react';
import { ownTimeZone } from '../../../../i18n/formats';
import { timeZoneOf } from '../report-search';
import { useReport } from '../use-report';
import { useFilterValues } from './use-filter-values';

interface TimeZoneSelectProps {
  label?: string;
  value?: string | string[] | undefined;
  onChange?: (timeZone: string) => void;
}

/** In which time zone days begin and times are shown. */
export function TimeZoneSelect({ label, value, onChange }: TimeZoneSelectProps) {
  const { search, change } = useReport();
  const { labelOf } = useFilterValues();
  const chosen = typeof value === 'string' ? value : timeZoneOf(search);
  const zones = [...new Set([chosen, ownTimeZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  return (
    <Select
      {...(label === undefined ? { 'aria-label': labelOf('timeZone') } : { label })}
      leftSection={<Globe size={13} aria-hidden />}
      data={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      value={chosen}
      onChange={(zone) => {
        if (zone !== null) (onChange ?? ((timeZone: string) => change({ timeZone })))(zone);
      }}
      searchable
      limit={60}
      allowDeselect={false}
      w={label === undefined ? 190 : undefined}
    />
  );
}

import { useState, type ReactNode } from 'react';
import { Button, TextInput } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ownTimeZone } from '../../i18n/formats';
import { localTime, momentOf } from '../../lib/time-zone';
import classes from './filtered-list.module.css';

interface FilterFieldsProps {
  /** Whether they stand behind a button, on a phone. */
  folded: boolean;
  /** How many of them narrow the list. */
  narrowed: number;
  onClear: () => void;
  children: ReactNode;
}

/** The filters of a list; each takes effect at once. */
export function FilterFields({ folded, narrowed, onClear, children }: FilterFieldsProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  if (folded && !opened)
    return (
      <div className={classes.folded}>
        <Button
          variant="default"
          fullWidth
          leftSection={<ListFilter size={14} aria-hidden />}
          onClick={() => setOpened(true)}
        >
          {narrowed === 0 ? t('list.filters') : t('list.filters_count', { count: narrowed })}
        </Button>
      </div>
    );
  return (
    <search className={classes.filters} aria-label={t('list.filters')}>
      {children}
      {narrowed > 0 && (
        <Button variant="subtle" className={classes.clear} onClick={onClear}>
          {t('list.clear_filters')}
        </Button>
      )}
    </search>
  );
}

interface MomentFilterProps {
  label: string;
  value: string | undefined;
  put: (moment: string | undefined) => void;
}

/** A moment in one's own time zone. */
export function MomentFilter({ label, value, put }: MomentFilterProps) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={value === undefined ? '' : localTime(value, ownTimeZone())}
      onChange={({ currentTarget: { value: typed } }) =>
        put(typed === '' ? undefined : momentOf(typed, ownTimeZone()))
      }
    />
  );
}

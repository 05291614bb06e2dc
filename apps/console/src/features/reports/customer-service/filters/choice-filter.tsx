import { Button, Popover } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ChoiceList, type ChoiceGroup } from './choice-list';
import classes from './filters.module.css';

interface ChoiceFilterProps {
  label: string;
  groups: readonly ChoiceGroup[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** A filter of the first row: a button that says what is chosen and opens the values. */
export function ChoiceFilter({ label, groups, chosen, onChange }: ChoiceFilterProps) {
  const { t } = useTranslation('reports');
  const [first] = chosen;
  const all = groups.flatMap(({ choices }) => choices);
  const firstLabel = all.find(({ value }) => value === first)?.label ?? first;
  return (
    <Popover width={280} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.filter}
          data-set={chosen.length > 0 || undefined}
          rightSection={<ChevronDown size={13} aria-hidden />}
        >
          {label}
          {first !== undefined && (
            <span className={classes.value}>
              {firstLabel}
              {chosen.length > 1 && ` +${String(chosen.length - 1)}`}
            </span>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={label}>
        <ChoiceList label={label} groups={groups} chosen={chosen} onChange={onChange} />
        {chosen.length > 0 && (
          <Button variant="subtle" fullWidth mt={6} onClick={() => onChange([])}>
            {t('filters.clear')}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

import { useState } from 'react';
import { Checkbox, ScrollArea, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { matching } from '../../../../lib/matching';
import classes from './filters.module.css';

export interface Choice {
  value: string;
  label: string;
  /** Why it stands apart, e.g. that it is kept only for what it was used in. */
  note?: string | undefined;
}

export interface ChoiceGroup {
  /** Undefined where there is only one. */
  title?: string;
  choices: readonly Choice[];
}

interface ChoiceListProps {
  label: string;
  groups: readonly ChoiceGroup[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Values to choose from: searched by words, ticked one by one or whole groups at once. */
export function ChoiceList({ label, groups, chosen, onChange }: ChoiceListProps) {
  const { t } = useTranslation('reports');
  const [typed, setTyped] = useState('');
  const shown = groups
    .map((group) => ({
      ...group,
      choices: group.choices.filter((choice) => matching(`${choice.label} ${group.title ?? ''}`, typed)),
    }))
    .filter(({ choices }) => choices.length > 0);
  const turn = (values: readonly string[], on: boolean) =>
    onChange(on ? [...new Set([...chosen, ...values])] : chosen.filter((value) => !values.includes(value)));
  return (
    <div role="group" aria-label={label}>
      <TextInput
        aria-label={t('filters.search_in', { label })}
        placeholder={t('filters.search')}
        leftSection={<Search size={13} aria-hidden />}
        value={typed}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ScrollArea.Autosize mah={320} mt={6} type="auto">
        {shown.map(({ title, choices }) => {
          const values = choices.map(({ value }) => value);
          const ticked = values.filter((value) => chosen.includes(value)).length;
          return (
            <div key={title ?? ''} role="group" aria-label={title ?? label}>
              {title !== undefined && (
                <Checkbox
                  className={classes.groupTitle}
                  label={title}
                  checked={ticked === values.length}
                  indeterminate={ticked > 0 && ticked < values.length}
                  onChange={(event) => turn(values, event.currentTarget.checked)}
                />
              )}
              {choices.map((choice) => (
                <Checkbox
                  key={choice.value}
                  className={classes.choice}
                  data-inset={title !== undefined || undefined}
                  label={
                    <>
                      {choice.label}
                      {choice.note !== undefined && <span className={classes.note}> {choice.note}</span>}
                    </>
                  }
                  checked={chosen.includes(choice.value)}
                  onChange={(event) => turn([choice.value], event.currentTarget.checked)}
                />
              ))}
            </div>
          );
        })}
        {shown.length === 0 && <p className={classes.nothing}>{t('filters.nothing')}</p>}
      </ScrollArea.Autosize>
    </div>
  );
}

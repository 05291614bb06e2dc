import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLabel } from '../../../../i18n/use-label';
import { filtersQuery, type FilterView } from '../report-queries';
import { ACTION_GROUPS, groupOf } from './action-groups';
import type { Choice, ChoiceGroup } from './choice-list';

interface FilterValues {
  /** What the API calls a filter. */
  labelOf: (parameter: string) => string;
  /** What it calls a value. */
  valueLabel: (parameter: string, value: string) => string;
  groupsOf: (parameter: string) => readonly ChoiceGroup[];
  /** The order custom fields and their values. */
  fields: readonly { name: string; values: readonly string[] }[];
  actionLabel: (action: string, label: string) => string;
}

/** The filters with their values, from the API's own table, in the person's language. */
export function useFilterValues(): FilterValues {
  const { t } = useTranslation('reports');
  const label = useLabel();
  const { data } = useQuery(filtersQuery);
  const views = new Map<string, FilterView>(data?.items.map((one) => [one.parameter, one]));
  const words = (parameter: string, value: string, fallback: string): string =>
    label(value === 'none' ? `none` : parameter, value === 'none' ? parameter : value, fallback);
  const choicesOf = (parameter: string): Choice[] =>
    (views.get(parameter)?.values ?? []).map((one) => ({
      value: one.value,
      label: words(parameter, one.value, one.label),
      note: one.retired ? t('filters.retired') : undefined,
    }));
  return {
    labelOf: (parameter) => label('filter', parameter, views.get(parameter)?.label ?? parameter),
    valueLabel: (parameter, value) =>
      choicesOf(parameter).find((one) => one.value === value)?.label ??
      (value === 'none' ? t('filters.none') : value),
    groupsOf: (parameter) => {
      const choices = choicesOf(parameter);
      if (parameter !== 'action') return [{ choices }];
      return ACTION_GROUPS.map((group) => ({
        title: t(`groups.${group}`),
        choices: choices.filter(({ value }) => groupOf(value) === group),
      })).filter((group) => group.choices.length > 0);
    },
    fields: views.get('customField')?.fields ?? [],
    actionLabel: (action, fallback) => label('action', action, fallback),
  };
}

import { useState } from 'react';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client';
import { customerQuery } from '../../api/customer-queries';
import { useShownFailure } from '../../api/failed-queries';

interface CustomerPickerProps {
  label: string;
  value: string | null;
  onChange: (customerId: string | null) => void;
  required?: boolean;
  /** Whether a dialog that opens puts the cursor there. */
  focused?: boolean;
}

/** Chooses a customer, found by anything of theirs: name, e-mail, phone, order. */
export function CustomerPicker({ label, value, onChange, required, focused }: CustomerPickerProps) {
  const { t } = useTranslation('customers');
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), 250);
  const chosen = useQuery({ ...customerQuery(value ?? ''), enabled: value !== null }).data;
  const { data, isFetching, error } = useQuery({
    queryKey: ['customers', 'picker', query],
    enabled: query !== '',
    queryFn: ({ signal }) =>
      answerOf(api.GET('/customers', { params: { query: { query, limit: 8 } }, signal })),
  });
  useShownFailure(error);
  const found = [
    ...(chosen === undefined ? [] : [chosen]),
    ...(query === '' ? [] : (data?.items ?? []).filter(({ id }) => id !== value)),
  ];
  return (
    <Select
      label={label}
      searchable
      clearable={required !== true}
      required={required === true}
      withAsterisk={false}
      placeholder={t('picker.placeholder')}
      comboboxProps={{ withinPortal: false }}
      clearButtonProps={{ 'aria-label': t('picker.clear') }}
      data-autofocus={focused === true || undefined}
      data={found.map(({ id, name, emails, phones }) => ({
        value: id,
        label: [name, emails[0]?.address ?? phones[0]?.entered].filter(Boolean).join(' · '),
      }))}
      // The API finds by more than the label says.
      filter={({ options }) => options}
      nothingFoundMessage={
        query === ''
          ? t('picker.type')
          : isFetching
            ? t('picker.searching')
            : (error?.message ?? t('picker.nobody'))
      }
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
    />
  );
}

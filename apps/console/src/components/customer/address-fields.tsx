import { Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';

type Address = View<'CustomerAddress'>;

const PURPOSES: readonly Address['purpose'][] = ['shipping', 'billing', 'home', 'work', 'other'];

export const newAddress = (country: string | null | undefined): Address => ({
  purpose: 'shipping',
  line1: '',
  city: '',
  country: country ?? 'US',
});

/** An address as it stands on a letter. */
export function addressText(address: Address): string | null {
  const { recipient, line1, line2, city, state, postalCode, country } = address;
  if (line1 === '') return null;
  const place = [city, [state, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [recipient, line1, line2, place, country].filter(Boolean).join('\n');
}

interface AddressFieldsProps {
  address: Address;
  onChange: (address: Address) => void;
}

export function AddressFields({ address, onChange }: AddressFieldsProps) {
  const { t } = useTranslation('customers');
  const line = (
    field: 'recipient' | 'line1' | 'line2' | 'city' | 'state' | 'postalCode',
    required = false,
  ) => (
    <TextInput
      label={t(`address.${field}`)}
      required={required}
      withAsterisk={false}
      value={address[field] ?? ''}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...address, [field]: required || value !== '' ? value : null })
      }
    />
  );
  return (
    <Stack gap={6}>
      <Select
        label={t('address.purpose')}
        data={PURPOSES.map((value) => ({ value, label: t(`facts.purpose.${value}`) }))}
        value={address.purpose}
        allowDeselect={false}
        onChange={(value) => {
          const purpose = PURPOSES.find((one) => one === value);
          if (purpose !== undefined) onChange({ ...address, purpose });
        }}
      />
      {line('recipient')}
      {line('line1', true)}
      {line('line2')}
      {line('city', true)}
      {line('state')}
      {line('postalCode')}
      <TextInput
        label={t('address.country')}
        required
        withAsterisk={false}
        maxLength={2}
        value={address.country}
        onChange={({ currentTarget: { value } }) => onChange({ ...address, country: value.toUpperCase() })}
      />
    </Stack>
  );
}

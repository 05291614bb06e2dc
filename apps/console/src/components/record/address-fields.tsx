import { Group, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';

export type ShippingAddress = View<'ShippingAddress'>;

/** An address as it stands on a letter; null where there is none. */
export function addressText(address: ShippingAddress | null | undefined): string | null {
  if (!address?.line1) return null;
  const { recipient, line1, line2, city, state, postalCode, country } = address;
  const place = [city, [state, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [recipient, line1, line2, place, country].filter(Boolean).join('\n');
}

/** Where nothing is known yet. */
export const emptyAddress = (country: string | null | undefined): ShippingAddress => ({
  line1: '',
  city: '',
  country: country ?? 'US',
});

/** Whether it has what every address has. */
export const isWhole = ({ line1, city, country }: ShippingAddress): boolean =>
  line1.trim() !== '' && city.trim() !== '' && country.length === 2;

interface AddressFieldsProps<Address extends ShippingAddress> {
  address: Address;
  onChange: (address: Address) => void;
}

/** Where something is sent, or somebody lives. */
export function AddressFields<Address extends ShippingAddress>({
  address,
  onChange,
}: AddressFieldsProps<Address>) {
  const { t } = useTranslation('record');
  const line = (
    field: 'recipient' | 'line1' | 'line2' | 'city' | 'state' | 'postalCode',
    required = false,
  ) => (
    <TextInput
      label={t(`address.${field}`)}
      autoComplete="off"
      required={required}
      withAsterisk={false}
      flex={1}
      value={address[field] ?? ''}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...address, [field]: required || value !== '' ? value : null })
      }
    />
  );
  return (
    <Stack gap={6}>
      {line('recipient')}
      {line('line1', true)}
      {line('line2')}
      {line('city', true)}
      <Group gap={6} grow>
        {line('state')}
        {line('postalCode')}
      </Group>
      <TextInput
        label={t('address.country')}
        autoComplete="off"
        required
        withAsterisk={false}
        maxLength={2}
        minLength={2}
        value={address.country}
        onChange={({ currentTarget: { value } }) => onChange({ ...address, country: value.toUpperCase() })}
      />
    </Stack>
  );
}

import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { AddressFields, emptyAddress } from '../record/address-fields';

type Address = View<'CustomerAddress'>;

const PURPOSES: readonly Address['purpose'][] = ['shipping', 'billing', 'home', 'work', 'other'];

export const newAddress = (country: string | null | undefined): Address => ({
  ...emptyAddress(country),
  purpose: 'shipping',
});

interface CustomerAddressFieldsProps {
  address: Address;
  onChange: (address: Address) => void;
}

/** An address of a customer, and what it is used for. */
export function CustomerAddressFields({ address, onChange }: CustomerAddressFieldsProps) {
  const { t } = useTranslation('customers');
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
      <AddressFields address={address} onChange={onChange} />
    </Stack>
  );
}

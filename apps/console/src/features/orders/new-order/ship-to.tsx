import { useState } from 'react';
import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import {
  AddressFields,
  addressText,
  emptyAddress,
  type ShippingAddress,
} from '../../../components/record/address-fields';
import classes from './new-order.module.css';

type Customer = View<'CustomerView'>;

/** An address of the customer as an order has it: without what the customer uses it for. */
const plain = ({
  recipient,
  line1,
  line2,
  city,
  state,
  postalCode,
  country,
}: View<'CustomerAddress'>): ShippingAddress => ({
  ...(recipient ? { recipient } : {}),
  line1,
  ...(line2 ? { line2 } : {}),
  city,
  ...(state ? { state } : {}),
  ...(postalCode ? { postalCode } : {}),
  country,
});

/** The customer's own: the one for shipping, else their first. */
export function ownAddress({ addresses, country }: Customer): ShippingAddress {
  const own = addresses.find(({ purpose }) => purpose === 'shipping') ?? addresses[0];
  return own === undefined ? emptyAddress(country) : plain(own);
}

interface ShipToProps {
  customer: Customer;
  address: ShippingAddress;
  onChange: (address: ShippingAddress) => void;
}

/** Where the order is sent: one of the customer's addresses, or another one. */
export function ShipTo({ customer, address, onChange }: ShipToProps) {
  const { t } = useTranslation('orders');
  const own = customer.addresses.map(plain);
  const first = own.findIndex((one) => addressText(one) === addressText(address));
  const [chosen, setChosen] = useState(first === -1 ? 'other' : String(first));
  return (
    <Stack gap="sm">
      {own.length > 0 && (
        <Radio.Group
          label={t('new.address_of')}
          value={chosen}
          onChange={(value) => {
            setChosen(value);
            onChange(own[Number(value)] ?? emptyAddress(customer.country));
          }}
        >
          <Stack gap={8} mt={6}>
            {own.map((one, index) => (
              <Radio
                key={addressText(one)}
                size="xs"
                value={String(index)}
                label={addressText(one)?.replaceAll('\n', ', ') ?? '–'}
              />
            ))}
            <Radio size="xs" value="other" label={t('new.other_address')} />
          </Stack>
        </Radio.Group>
      )}
      {(chosen === 'other' || own.length === 0) && (
        <div className={classes.address}>
          <AddressFields address={address} onChange={onChange} />
        </div>
      )}
    </Stack>
  );
}

import { useState } from 'react';
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { ActionDialog } from '../../../components/actions/action-dialog';

type Address = View<'CustomerAddress'> | View<'PluginAddress'>;

const oneLine = ({ line1, line2, city, state, postalCode, country }: Address): string =>
  [line1, line2, [postalCode, city].filter(Boolean).join(' '), state, country].filter(Boolean).join(', ');

interface AddressCheckDialogProps {
  customer: View<'CustomerView'>;
  onClose: () => void;
}

/** Asks whether mail reaches one of the customer's addresses, and how it is written properly. */
export function AddressCheckDialog({ customer, onClose }: AddressCheckDialogProps) {
  const { t } = useTranslation('customers');
  const { addresses } = customer;
  const usual = addresses.find(({ purpose }) => purpose === 'shipping') ?? addresses[0];
  const [addressId, setAddressId] = useState(usual?.id ?? null);
  return (
    <ActionDialog
      title={t('check_address.title')}
      facts={[[t('kind'), customer.name]]}
      reason="none"
      consequence={t('check_address.consequence')}
      button={t('check_address.button')}
      input={addressId}
      customerId={customer.id}
      send={(_reason, key) =>
        answerOf(
          api.POST('/customers/{id}/address-check', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: addressId === null ? {} : { addressId },
          }),
        )
      }
      done={({ outcome, reasonCode, suggestion }) => ({
        message: [
          t(`check_address.${outcome}`, { reason: reasonCode ?? '' }),
          suggestion ? t('check_address.suggestion', { address: oneLine(suggestion) }) : '',
        ]
          .join(' ')
          .trim(),
        bad: outcome !== 'verified' || Boolean(suggestion),
      })}
      onClose={onClose}
    >
      <Select
        label={t('facts.address')}
        data={addresses.flatMap((address) =>
          address.id
            ? [{ value: address.id, label: `${t(`facts.purpose.${address.purpose}`)}: ${oneLine(address)}` }]
            : [],
        )}
        allowDeselect={false}
        value={addressId}
        onChange={setAddressId}
      />
    </ActionDialog>
  );
}

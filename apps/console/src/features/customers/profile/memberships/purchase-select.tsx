import { Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customerRows } from '../../../../api/customer-queries';

interface PurchaseSelectProps {
  customerId: string;
  label: string;
  /** What it says while none is chosen. */
  none: string;
  value: string | null;
  onChange: (purchaseId: string | null) => void;
}

/** Chooses one of the customer's purchases, or none. */
export function PurchaseSelect({ customerId, label, none, value, onChange }: PurchaseSelectProps) {
  const { t } = useTranslation('customers');
  const rows = useInfiniteQuery(customerRows(customerId, 'purchases')).data;
  return (
    <Select
      label={label}
      placeholder={none}
      clearable
      clearButtonProps={{ 'aria-label': t('facts.remove') }}
      data={(rows?.pages ?? [])
        .flatMap(({ items }) => items)
        .map(({ id, productName, orderNumber }) => ({ value: id, label: `${productName} · ${orderNumber}` }))}
      value={value}
      onChange={onChange}
    />
  );
}

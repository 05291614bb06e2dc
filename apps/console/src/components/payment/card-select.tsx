import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { paymentMethodsQuery } from '../../api/customer-queries';
import { cardText } from '../actions/charge';

interface CardSelectProps {
  customerId: string;
  /** The payment method that it is charged to now: offered whatever state it is in. */
  current: string | null;
  value: string | null;
  onChange: (id: string | null) => void;
}

/** Which of the customer's cards is charged from now on; nothing where none is on record. */
export function CardSelect({ customerId, current, value, onChange }: CardSelectProps) {
  const { t } = useTranslation('actions');
  const methods = useQuery(paymentMethodsQuery(customerId)).data?.items ?? [];
  if (methods.length === 0) return null;
  return (
    <Select
      label={t('billing.card')}
      data={methods
        .filter(({ id, status }) => status === 'active' || id === current)
        .map(({ id, cardLast4, brand }) => ({
          value: id,
          label: [brand, cardText(cardLast4, t('fact.no_card'))].filter(Boolean).join(' '),
        }))}
      value={value}
      onChange={onChange}
    />
  );
}

import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { useCommands } from '../../../commands/use-commands';

/** Begins an order with the customer's data. */
export function NewOrderButton({ customer }: { customer: View<'CustomerView'> }) {
  const { t } = useTranslation('customers');
  const router = useRouter();
  const missing = customer.blacklisted ? t('new_order.blacklisted') : undefined;
  const open = () =>
    void router.navigate({ to: '/customers/$customerId/new-order', params: { customerId: customer.id } });
  useCommands([
    {
      id: 'orders.create',
      title: t('new_order.create'),
      group: t('title'),
      keys: 'alt+o',
      ...(missing === undefined ? {} : { disabled: missing }),
      run: open,
    },
  ]);
  return (
    <Button disabled={missing !== undefined} title={missing} onClick={open}>
      {t('new_order.create')}
    </Button>
  );
}

import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ChevronDown, Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { customerChanged } from '../../../api/customer-queries';
import { useCommand } from '../../../api/use-command';
import { useCommands } from '../../../commands/use-commands';

/** Calls a number on record by the phone switch. */
export function CallButton({ customer }: { customer: View<'CustomerView'> }) {
  const { t } = useTranslation('customers');
  const numbers = customer.phones.flatMap(({ number }) => (number ? [number] : []));
  const calling = useCommand(
    ({ number }: { number: string; at: number }, key) =>
      answerOf(
        api.POST('/customers/{id}/calls', {
          params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
          body: { number },
        }),
      ),
    {
      onSuccess: ({ outcome, number, reasonCode }) => {
        const started = outcome === 'started';
        notifications.show({
          message: t(`call.${outcome}`, { number, reason: reasonCode ?? '' }),
          ...(started ? {} : { color: 'red' }),
        });
        customerChanged(customer.id);
      },
    },
  );
  // Each press is a call of its own.
  const call = (number: string) =>
    calling.mutate(
      { number, at: Date.now() },
      { onError: (error) => notifications.show({ color: 'red', message: error.message }) },
    );
  const [first] = numbers;
  const missing = first === undefined ? t('call.no_number') : undefined;
  useCommands([
    {
      id: 'customers.call',
      title: t('call.start'),
      group: t('title'),
      keys: 'alt+c',
      ...(missing === undefined ? {} : { disabled: missing }),
      run: () => {
        if (first !== undefined) call(first);
      },
    },
  ]);
  const button = (
    <Button
      leftSection={<Phone size={14} aria-hidden />}
      rightSection={numbers.length > 1 ? <ChevronDown size={12} aria-hidden /> : undefined}
      variant="default"
      disabled={missing !== undefined}
      title={missing}
      loading={calling.isPending}
      onClick={() => {
        if (numbers.length === 1 && first !== undefined) call(first);
      }}
    >
      {t('call.start')}
    </Button>
  );
  if (numbers.length < 2) return button;
  return (
    <Menu position="bottom-end">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {customer.phones.map(({ number, label }) =>
          number ? (
            <Menu.Item key={number} onClick={() => call(number)}>
              {number} {label && `· ${label}`}
            </Menu.Item>
          ) : null,
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

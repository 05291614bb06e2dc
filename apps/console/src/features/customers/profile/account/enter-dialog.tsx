import { useState } from 'react';
import { Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { campaignsQuery } from '../../../../api/catalog-queries';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';
import { moneyText } from '../../../../components/money';
import { digitsOfCurrency } from '../../../../i18n/formats';
import { compare, readAmount } from '../../../../lib/decimal';

const PATHS = {
  credit: '/customers/{id}/account/credits',
  charge: '/customers/{id}/account/charges',
} as const;

interface EnterDialogProps {
  kind: keyof typeof PATHS;
  customer: View<'CustomerView'>;
  balances: readonly View<'AccountBalance'>[];
  onClose: () => void;
}

/** Credits a customer's account or charges it, with the reason; no money moves. */
export function EnterDialog({ kind, customer, balances, onClose }: EnterDialogProps) {
  const { t } = useTranslation('customers');
  const campaigns = useQuery(campaignsQuery).data ?? [];
  const currencies = [
    ...new Set([
      ...balances.map(({ balance }) => balance.currency),
      ...customer.lifetimeValue.map(({ value }) => value.currency),
      ...campaigns.map(({ baseCurrency }) => baseCurrency),
    ]),
  ];
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const currency = chosen ?? currencies[0] ?? 'USD';
  const amount = readAmount(typed, digitsOfCurrency(currency));
  const right = amount !== undefined && compare(amount, '0') > 0;
  const sum = right ? moneyText({ amount, currency }) : '';
  return (
    <ActionDialog
      title={t(`account.${kind}.title`)}
      facts={[[t('kind'), customer.name]]}
      consequence={t(`account.${kind}.consequence`)}
      button={t(`account.${kind}.button`, { sum }).trim()}
      danger={kind === 'charge'}
      ready={right}
      input={{ amount, currency }}
      customerId={customer.id}
      send={(reason, key) =>
        answerOf(
          api.POST(PATHS[kind], {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: { amount: { amount: amount ?? '', currency }, reason },
          }),
        )
      }
      done={({ amount: entered }) => t(`account.${kind}.done`, { sum: moneyText(entered) })}
      onClose={onClose}
    >
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('account.amount')}
          inputMode="decimal"
          data-autofocus
          value={typed}
          error={typed !== '' && !right ? t('account.amount_wrong') : undefined}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
        <Select
          w={110}
          label={t('account.currency')}
          data={currencies}
          allowDeselect={false}
          value={currency}
          onChange={setChosen}
        />
      </Group>
    </ActionDialog>
  );
}

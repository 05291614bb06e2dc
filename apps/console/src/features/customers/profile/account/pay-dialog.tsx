import { useState } from 'react';
import { Select, Stack, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { customerRows } from '../../../../api/customer-queries';
import { ActionDialog } from '../../../../components/actions/action-dialog';
import { moneyText } from '../../../../components/money';
import { CardSelect } from '../../../../components/payment/card-select';
import { digitsOfCurrency } from '../../../../i18n/formats';
import { compare, readAmount } from '../../../../lib/decimal';

/** Charges an additional payment to a card of the customer; it belongs to one of the orders. */
export function PayDialog({ customer, onClose }: { customer: View<'CustomerView'>; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const rows = useInfiniteQuery(customerRows(customer.id, 'orders')).data;
  const orders = rows?.pages.flatMap(({ items }) => items);
  const [orderId, setOrderId] = useState<string | null>(null);
  const [method, setMethod] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const order = orders?.find(({ id }) => id === orderId) ?? orders?.[0];
  const currency = order?.total.currency;
  const amount = currency === undefined ? undefined : readAmount(typed, digitsOfCurrency(currency));
  const right = amount !== undefined && compare(amount, '0') > 0;
  const sum = right && currency !== undefined ? moneyText({ amount, currency }) : '';
  return (
    <ActionDialog
      title={t('account.pay.title')}
      facts={[[t('kind'), customer.name]]}
      reason="none"
      consequence={orders?.length === 0 ? t('account.pay.nothing_sold') : t('account.pay.consequence')}
      button={t('account.pay.button', { sum }).trim()}
      danger
      ready={right && method !== null}
      input={{ amount, currency, method, orderId: order?.id }}
      customerId={customer.id}
      send={(_reason, key) =>
        answerOf(
          api.POST('/customers/{id}/account/payments', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: {
              amount: { amount: amount ?? '', currency: currency ?? '' },
              paymentMethodId: method ?? '',
              ...(order === undefined ? {} : { orderId: order.id }),
            },
          }),
        )
      }
      done={({ outcome, amount: paid }) => ({
        message: t(outcome === 'success' ? 'account.pay.done' : 'account.pay.declined', {
          sum: moneyText(paid),
        }),
        bad: outcome !== 'success',
      })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Select
          label={t('account.pay.order')}
          data={(orders ?? []).map(({ id, orderNumber, total }) => ({
            value: id,
            label: `${orderNumber} · ${moneyText(total)}`,
          }))}
          allowDeselect={false}
          value={order?.id ?? null}
          onChange={setOrderId}
        />
        <CardSelect customerId={customer.id} current={null} value={method} onChange={setMethod} />
        <TextInput
          label={currency === undefined ? t('account.amount') : t('amount', { ns: 'actions', currency })}
          inputMode="decimal"
          value={typed}
          error={typed !== '' && !right ? t('account.amount_wrong') : undefined}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
      </Stack>
    </ActionDialog>
  );
}

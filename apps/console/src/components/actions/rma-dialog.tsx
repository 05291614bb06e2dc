import { useState } from 'react';
import { Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { orderQuery } from '../../api/order-queries';
import { useMay } from '../../api/use-session';
import { compare, readAmount } from '../../lib/decimal';
import { moneyText } from '../money';
import { ActionDialog } from './action-dialog';

interface RmaDialogProps {
  row: View<'FulfillmentSummaryView'>;
  close: () => void;
}

/** A parcel that is expected back, and what is refunded once it is there. */
export function RmaDialog({ row, close }: RmaDialogProps) {
  const { t } = useTranslation('actions');
  const may = useMay();
  const order = useQuery(orderQuery(row.orderId)).data;
  const [typed, setTyped] = useState('');
  const [day, setDay] = useState('');
  const [number, setNumber] = useState('');
  const [purchases, setPurchases] = useState<'cancel' | 'keep'>('cancel');
  const refundable = order?.refundable;
  const amount = readAmount(typed, refundable?.amount.split('.')[1]?.length ?? 0);
  const refunds = typed.trim() !== '';
  const right =
    !refunds ||
    (amount !== undefined &&
      refundable !== undefined &&
      compare(amount, '0') > 0 &&
      compare(amount, refundable.amount) <= 0);
  const money =
    refunds && amount !== undefined && refundable !== undefined
      ? { amount, currency: refundable.currency }
      : undefined;
  const whole =
    money !== undefined && refundable !== undefined && compare(money.amount, refundable.amount) >= 0;
  const recurring = order?.items.some(({ purchaseId }) => purchaseId) === true;
  return (
    <ActionDialog
      title={t('fulfillment.rma.title')}
      facts={[
        [t('fact.order'), row.orderNumber ?? '–'],
        [
          t('fact.items'),
          row.items.map(({ productName, quantity }) => `${String(quantity)} × ${productName}`).join(', '),
        ],
        ...(refundable === undefined ? [] : [[t('fact.refundable'), moneyText(refundable)] as const]),
      ]}
      consequence={t(money === undefined ? 'fulfillment.rma.consequence' : 'rma.refunds', {
        sum: money === undefined ? '' : moneyText(money),
      })}
      button={t('fulfillment.rma.button')}
      ready={right}
      input={{ money, day, number, purchases }}
      customerId={row.customerId}
      send={(reason, key) =>
        answerOf(
          api.POST('/fulfillments/{id}/rma', {
            params: {
              path: { id: row.id },
              header: { 'Idempotency-Key': key, 'If-Match': `"${String(row.version)}"` },
            },
            body: {
              reason,
              purchases,
              ...(money === undefined ? {} : { refundAmount: money }),
              ...(day === '' ? {} : { expectedOn: day }),
              ...(number.trim() === '' ? {} : { rmaNumber: number.trim() }),
            },
          }),
        )
      }
      done={({ rmaNumber }) => t('rma.done', { number: rmaNumber ?? '' })}
      onClose={close}
    >
      <Stack gap="sm">
        {may('transactions.refund') && refundable !== undefined && (
          <TextInput
            label={t('rma.amount', { currency: refundable.currency })}
            description={t('rma.amount_what')}
            inputMode="decimal"
            data-autofocus
            value={typed}
            error={right ? undefined : t('amount_wrong', { sum: moneyText(refundable) })}
            onChange={({ currentTarget: { value } }) => setTyped(value)}
          />
        )}
        {whole && recurring && (
          <Radio.Group
            label={t('purchases_then')}
            value={purchases}
            onChange={(value) => setPurchases(value === 'keep' ? 'keep' : 'cancel')}
          >
            <Stack gap={6} mt={6}>
              <Radio size="xs" value="cancel" label={t('purchases_cancel')} />
              <Radio size="xs" value="keep" label={t('purchases_keep')} />
            </Stack>
          </Radio.Group>
        )}
        <TextInput
          type="date"
          label={t('rma.expected')}
          value={day}
          onChange={({ currentTarget: { value } }) => setDay(value)}
        />
        <TextInput
          label={t('rma.number')}
          description={t('rma.number_what')}
          value={number}
          onChange={({ currentTarget: { value } }) => setNumber(value)}
        />
      </Stack>
    </ActionDialog>
  );
}

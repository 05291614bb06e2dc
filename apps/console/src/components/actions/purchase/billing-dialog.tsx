import { useState } from 'react';
import { Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { productQuery } from '../../../api/customer-queries';
import { dayIn, formatMoment } from '../../../i18n/formats';
import { readAmount, times } from '../../../lib/decimal';
import { moneyText } from '../../money';
import { NumberField } from '../../number-field';
import { CardSelect } from '../../payment/card-select';
import { ActionDialog } from '../action-dialog';

type Purchase = View<'PurchaseView'>;

/** Another option, price point, quantity, price, day or card: what is billed next, and when, is shown before it is saved. */
export function BillingDialog({ row, close }: { row: Purchase; close: () => void }) {
  const { t } = useTranslation('actions');
  const product = useQuery(productQuery(row.productId)).data;
  const billed =
    row.nextBillAt === null || row.nextBillAt === undefined ? '' : dayIn(row.nextBillAt, row.timeZone);
  const [option, setOption] = useState(row.optionId ?? null);
  const [pricePoint, setPricePoint] = useState(row.pricePointId);
  const [quantity, setQuantity] = useState<number | string>(row.quantity);
  const [typed, setTyped] = useState(row.unitPrice.amount);
  const [day, setDay] = useState(billed);
  const [method, setMethod] = useState(row.paymentMethodId ?? null);

  const { currency } = row.unitPrice;
  const unitPrice = readAmount(typed, row.unitPrice.amount.split('.')[1]?.length ?? 0);
  const points = (product?.pricePoints ?? []).filter(
    ({ id, cycle, retired }) =>
      id === row.pricePointId || (cycle !== null && cycle !== undefined && !retired),
  );
  const options = (product?.options ?? []).filter(({ id, retired }) => id === row.optionId || !retired);
  const change = {
    ...(option === (row.optionId ?? null) || option === null ? {} : { productOption: option }),
    ...(pricePoint === row.pricePointId ? {} : { pricePoint }),
    ...(quantity === row.quantity ? {} : { quantity: Number(quantity) }),
    ...(unitPrice === undefined || unitPrice === row.unitPrice.amount
      ? {}
      : { unitPrice: { amount: unitPrice, currency } }),
    ...(day === billed || day === '' ? {} : { nextBillDate: day }),
    ...(method === (row.paymentMethodId ?? null) || method === null ? {} : { paymentMethod: method }),
  };
  const right = unitPrice !== undefined && typeof quantity === 'number' && quantity >= 1;
  const price = right ? moneyText({ amount: times(unitPrice, quantity), currency }) : '–';
  const when = day === '' ? t('fact.no_next_charge') : formatMoment(`${day}T12:00:00Z`, 'date', 'UTC');
  return (
    <ActionDialog
      title={t('billing.title')}
      facts={[
        [t('fact.product'), row.productName],
        [
          t('billing.now'),
          `${moneyText(row.price)} · ${row.nextBillAt ? formatMoment(row.nextBillAt, 'date', row.timeZone) : '–'}`,
        ],
        [t('billing.then'), <b key="then">{`${price} · ${when}`}</b>],
      ]}
      reason={unitPrice !== undefined && Number(unitPrice) === 0 ? 'needed' : 'optional'}
      consequence={t('billing.consequence', { zone: row.timeZone })}
      button={t('billing.button')}
      ready={right && Object.keys(change).length > 0}
      input={change}
      customerId={row.customerId}
      send={(reason, key) =>
        answerOf(
          api.PATCH('/purchases/{id}', {
            params: {
              path: { id: row.id },
              header: { 'Idempotency-Key': key, 'If-Match': `"${row.version}"` },
            },
            body: { ...change, ...(reason === '' ? {} : { reason }) },
          }),
        )
      }
      done={() => t('billing.done')}
      onClose={close}
    >
      <Stack gap="sm">
        {options.length > 0 && (
          <Select
            label={t('billing.option')}
            data={options.map(({ id, name }) => ({ value: id, label: name }))}
            value={option}
            onChange={setOption}
          />
        )}
        {points.length > 1 && (
          <Select
            label={t('billing.price_point')}
            data={points.map(({ id, name, unitPrice: sum }) => ({
              value: id,
              label: `${name} · ${moneyText(sum)}`,
            }))}
            value={pricePoint}
            allowDeselect={false}
            onChange={(id) => {
              const point = points.find((one) => one.id === id);
              if (point === undefined) return;
              setPricePoint(point.id);
              setTyped(point.unitPrice.amount);
            }}
          />
        )}
        <NumberField
          label={t('billing.quantity')}
          required
          min={1}
          max={100_000}
          value={quantity}
          onChange={setQuantity}
        />
        <TextInput
          label={t('billing.unit_price', { currency })}
          description={
            right
              ? t('billing.sum', { quantity, unit: moneyText({ amount: unitPrice, currency }), price })
              : undefined
          }
          inputMode="decimal"
          value={typed}
          error={unitPrice === undefined ? t('billing.unit_price_wrong') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {billed !== '' && (
          <TextInput
            type="date"
            label={t('billing.day')}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        )}
        <CardSelect
          customerId={row.customerId}
          current={row.paymentMethodId ?? null}
          value={method}
          onChange={setMethod}
        />
      </Stack>
    </ActionDialog>
  );
}

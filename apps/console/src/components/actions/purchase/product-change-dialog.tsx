import { useState } from 'react';
import { Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { productsQuery } from '../../../api/catalog-queries';
import { answerOf, api, type View } from '../../../api/client';
import { formatMoment } from '../../../i18n/formats';
import { times } from '../../../lib/decimal';
import { moneyText } from '../../money';
import { NumberField } from '../../number-field';
import { ActionDialog } from '../action-dialog';

interface ProductChangeDialogProps {
  row: View<'PurchaseView'>;
  /** `change` puts the other product in its place now, `downgrade` at the next billing date. */
  act: 'change' | 'downgrade';
  close: () => void;
}

const PATHS = { change: '/purchases/{id}/change', downgrade: '/purchases/{id}/downgrade' } as const;

/** Another product in the place of the one that is billed; what is charged next, and when, is shown before it is done. */
export function ProductChangeDialog({ row, act, close }: ProductChangeDialogProps) {
  const { t } = useTranslation('actions');
  const products = useQuery(productsQuery).data ?? [];
  const [productId, setProductId] = useState<string | null>(null);
  const [pointId, setPointId] = useState<string | null>(null);
  const [optionId, setOptionId] = useState<string | null>(null);
  const [quantity, setQuantity] = useState<number | string>(row.quantity);
  const { currency } = row.unitPrice;
  const pointsOf = (product: View<'ProductView'> | undefined) =>
    (product?.pricePoints ?? []).filter(
      ({ retired, cycle, unitPrice }) => !retired && cycle && unitPrice.currency === currency,
    );
  const product = products.find(({ id }) => id === productId);
  const points = pointsOf(product);
  const point = points.find(({ id }) => id === pointId);
  const options = (product?.options ?? []).filter(({ retired }) => !retired);
  const right =
    point !== undefined &&
    typeof quantity === 'number' &&
    quantity >= 1 &&
    (options.length === 0 || optionId !== null);
  const when = row.nextBillAt ? formatMoment(row.nextBillAt, 'date', row.timeZone) : t('fact.no_next_charge');
  const price = right ? moneyText({ amount: times(point.unitPrice.amount, quantity), currency }) : '–';
  return (
    <ActionDialog
      title={t(`purchase.${act}.title`)}
      facts={[
        [t('fact.product'), row.productName],
        [t('billing.now'), `${moneyText(row.price)} · ${when}`],
        [t('billing.then'), <b key="then">{`${price} · ${when}`}</b>],
      ]}
      reason="optional"
      consequence={t(`purchase.${act}.consequence`)}
      button={t(`purchase.${act}.button`)}
      ready={right}
      input={{ productId, pointId, optionId, quantity }}
      customerId={row.customerId}
      send={(reason, key) =>
        answerOf(
          api.POST(PATHS[act], {
            params: {
              path: { id: row.id },
              header: { 'Idempotency-Key': key, 'If-Match': `"${String(row.version)}"` },
            },
            body: {
              productId: productId ?? '',
              pricePointId: pointId ?? '',
              quantity: Number(quantity),
              ...(optionId === null ? {} : { optionId }),
              ...(reason === '' ? {} : { reason }),
            },
          }),
        )
      }
      done={() => t(`purchase.${act}.done`)}
      onClose={close}
    >
      <Stack gap="sm">
        <Select
          label={t('purchase.change.product')}
          searchable
          data-autofocus
          data={products
            .filter((one) => !one.retired && pointsOf(one).length > 0)
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={productId}
          onChange={(id) => {
            const [first] = pointsOf(products.find((one) => one.id === id));
            setProductId(id);
            setPointId(first?.id ?? null);
            setOptionId(null);
          }}
        />
        {options.length > 0 && (
          <Select
            label={t('billing.option')}
            data={options.map(({ id, name }) => ({ value: id, label: name }))}
            value={optionId}
            onChange={setOptionId}
          />
        )}
        <Select
          label={t('billing.price_point')}
          disabled={product === undefined}
          data={points.map(({ id, name, unitPrice }) => ({
            value: id,
            label: `${name} · ${moneyText(unitPrice)}`,
          }))}
          value={pointId}
          allowDeselect={false}
          onChange={setPointId}
        />
        <NumberField
          label={t('billing.quantity')}
          required
          min={1}
          max={100_000}
          value={quantity}
          onChange={setQuantity}
        />
      </Stack>
    </ActionDialog>
  );
}

import { ActionIcon, Button, Select } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Money, moneyText } from '../../../components/money';
import { NumberField } from '../../../components/number-field';
import {
  discountsIn,
  emptyItem,
  optionsOf,
  pointsOf,
  priceAtSale,
  priceOf,
  type DraftItem,
  type PricePoint,
  type Wares,
} from './order-draft';
import classes from './new-order.module.css';

interface OrderLinesProps {
  items: readonly DraftItem[];
  wares: Wares;
  onChange: (items: DraftItem[]) => void;
}

/** What is ordered, line by line. */
export function OrderLines({ items, wares, onChange }: OrderLinesProps) {
  const { t } = useTranslation('orders');
  const put = (changed: DraftItem) =>
    onChange(items.map((item) => (item.key === changed.key ? changed : item)));
  return (
    <>
      {items.map((item, index) => (
        <OrderLine
          key={item.key}
          item={item}
          number={index + 1}
          wares={wares}
          onChange={put}
          {...(items.length > 1
            ? { onRemove: () => onChange(items.filter(({ key }) => key !== item.key)) }
            : {})}
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...items, emptyItem(Math.max(0, ...items.map(({ key }) => key)) + 1)])}
        >
          {t('new.add_product')}
        </Button>
      </div>
    </>
  );
}

interface OrderLineProps {
  item: DraftItem;
  number: number;
  wares: Wares;
  onChange: (item: DraftItem) => void;
  onRemove?: () => void;
}

function OrderLine({ item, number, wares, onChange, onRemove }: OrderLineProps) {
  const { t } = useTranslation('orders');
  const { products, discounts, currency } = wares;
  const product = products.find(({ id }) => id === item.productId);
  const points = pointsOf(product, currency);
  const options = optionsOf(product);
  const off = discountsIn(discounts, currency);
  const price = priceOf(item, wares);
  const words = (point: PricePoint): string => {
    const { name, trial, cycle } = point;
    const parts = [name, moneyText(priceAtSale(point))];
    if (trial) parts.push(t('new.then', { count: trial.days, price: moneyText(point.unitPrice) }));
    if (cycle) parts.push(t(`schedule.every_${cycle.unit}`, { count: cycle.count }));
    return parts.join(' · ');
  };
  const chooseProduct = (productId: string | null) => {
    const chosen = products.find(({ id }) => id === productId);
    const [only, ...others] = pointsOf(chosen, currency);
    onChange({
      ...item,
      productId,
      optionId: null,
      pricePointId: others.length === 0 && only !== undefined ? only.id : null,
    });
  };
  return (
    <fieldset className={classes.line}>
      <legend className="unseen">{t('new.line', { number })}</legend>
      <Select
        className={classes.product ?? ''}
        label={t('order.product')}
        placeholder={t('new.choose')}
        searchable
        nothingFoundMessage={t('new.no_product')}
        data={products
          .filter((one) => !one.retired && pointsOf(one, currency).length > 0)
          .map(({ id, name, sku }) => ({ value: id, label: `${name} · ${sku}` }))}
        value={item.productId}
        onChange={chooseProduct}
      />
      {options.length > 0 && (
        <Select
          className={classes.option ?? ''}
          label={t('new.option')}
          placeholder={t('new.choose')}
          data={options.map(({ id, name }) => ({ value: id, label: name }))}
          value={item.optionId}
          onChange={(optionId) => onChange({ ...item, optionId })}
        />
      )}
      <Select
        className={classes.point ?? ''}
        label={t('new.price_point')}
        placeholder={t('new.choose')}
        disabled={product === undefined}
        data={points.map((point) => ({ value: point.id, label: words(point) }))}
        value={item.pricePointId}
        allowDeselect={false}
        onChange={(pricePointId) => onChange({ ...item, pricePointId })}
      />
      <NumberField
        className={classes.quantity ?? ''}
        label={t('order.quantity')}
        min={1}
        max={9999}
        value={item.quantity}
        onChange={(quantity) =>
          onChange({ ...item, quantity: typeof quantity === 'number' ? quantity : String(quantity) })
        }
      />
      {off.length > 0 && (
        <Select
          className={classes.discount ?? ''}
          label={t('new.discount')}
          placeholder={t('new.no_discount')}
          clearable
          clearButtonProps={{ 'aria-label': t('new.no_discount') }}
          data={off.map(({ id, name }) => ({ value: id, label: name }))}
          value={item.discountId}
          onChange={(discountId) => onChange({ ...item, discountId })}
        />
      )}
      <div className={classes.price}>
        <span className={classes.quiet}>{t('order.price')}</span>
        <b>{price === undefined ? '–' : <Money of={price} />}</b>
      </div>
      {onRemove !== undefined && (
        <ActionIcon
          className={classes.remove ?? ''}
          aria-label={t('new.remove', { number })}
          onClick={onRemove}
        >
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      )}
    </fieldset>
  );
}

import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { ErrorPanel } from '../../../components/error-panel';
import { Money, moneyText } from '../../../components/money';
import { priceOf, type DraftItem, type Wares } from './order-draft';
import classes from './new-order.module.css';

interface OrderTotalsProps {
  items: readonly DraftItem[];
  wares: Wares;
  total: View<'Money'> | undefined;
  /** What is still needed before it can be placed. */
  missing: string | undefined;
  busy: boolean;
  error: Error | null;
  onPartial: () => void;
}

/** What the order comes to, and the button that says it. */
export function OrderTotals({ items, wares, total, missing, busy, error, onPartial }: OrderTotalsProps) {
  const { t } = useTranslation('orders');
  return (
    <aside className={classes.totals} aria-label={t('new.totals')}>
      <h2>{t('new.totals')}</h2>
      <dl className={classes.sums}>
        {items.map((item) => {
          const price = priceOf(item, wares);
          const product = wares.products.find(({ id }) => id === item.productId);
          if (product === undefined) return null;
          return (
            <div key={item.key}>
              <dt>
                {item.quantity} × {product.name}
              </dt>
              <dd>{price === undefined ? '–' : <Money of={price} />}</dd>
            </div>
          );
        })}
        <div className={classes.sum}>
          <dt>{t('order.total')}</dt>
          <dd>{total === undefined ? '–' : <Money of={total} />}</dd>
        </div>
      </dl>
      <Text size="xs" c="dimmed">
        {t('new.taxes')}
      </Text>
      {error !== null && <ErrorPanel error={error} command="once" />}
      <Button type="submit" fullWidth size="sm" disabled={missing !== undefined} loading={busy}>
        {total === undefined ? t('new.place') : t('new.place_for', { sum: moneyText(total) })}
      </Button>
      {missing !== undefined && (
        <Text size="xs" c="dimmed" role="status">
          {missing}
        </Text>
      )}
      <Button variant="subtle" fullWidth disabled={total === undefined || busy} onClick={onPartial}>
        {t('new.save_partial')}
      </Button>
    </aside>
  );
}

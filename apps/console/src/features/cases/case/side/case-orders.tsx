import type { ReactNode } from 'react';
import { Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../../api/client';
import { customerRows } from '../../../../api/customer-queries';
import { useOrderActions } from '../../../../components/actions/order-actions';
import { RowActions } from '../../../../components/actions/row-actions';
import { useDialog } from '../../../../components/actions/use-dialog';
import { ErrorPanel } from '../../../../components/error-panel';
import { MoreButton } from '../../../../components/more-button';
import { Moment } from '../../../../components/moment';
import { Money } from '../../../../components/money';
import { PlaceLink } from '../../../../components/place-link';
import { StatusChip } from '../../../../components/tables/status-chip';
import classes from '../case.module.css';

/** The customer's orders, newest first: what was bought, how it stands, and what can be done with it. */
export function CaseOrders({ customerId }: { customerId: string }) {
  const { t } = useTranslation('actions');
  const { dialog, open } = useDialog();
  const actionsOf = useOrderActions(open);
  const query = useInfiniteQuery(customerRows(customerId, 'orders'));
  const orders = query.data?.pages.flatMap(({ items }) => items);
  if (query.error !== null) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (orders === undefined) return <Skeleton height={96} />;
  if (orders.length === 0) return <p className={classes.quiet}>{t('table.no_orders')}</p>;
  return (
    <>
      {orders.map((order) => (
        <OrderCard key={order.id} order={order}>
          <RowActions of={order.orderNumber} actions={actionsOf(order)} />
        </OrderCard>
      ))}
      <MoreButton query={query} />
      {dialog}
    </>
  );
}

function OrderCard({ order, children }: { order: View<'OrderView'>; children: ReactNode }) {
  return (
    <section className={classes.order} aria-label={order.orderNumber}>
      <header className={classes.orderLine}>
        <b>
          <PlaceLink to={`/orders/${order.id}`}>{order.orderNumber}</PlaceLink>
        </b>
        <StatusChip status={order.status} />
        <span className={classes.acts}>
          <Money of={order.total} />
        </span>
      </header>
      <ul className={classes.items}>
        {order.items.map(({ id, quantity, productName, purchaseId, price }) => (
          <li key={id} className={classes.orderLine}>
            <span>
              {quantity > 1 && `${String(quantity)} × `}
              {purchaseId ? (
                <PlaceLink to={`/purchases/${purchaseId}`}>{productName}</PlaceLink>
              ) : (
                productName
              )}
            </span>
            <span className={classes.acts}>
              <Money of={price} />
            </span>
          </li>
        ))}
      </ul>
      <footer className={classes.orderLine}>
        <span className={classes.quiet}>
          <Moment at={order.orderedAt} />
        </span>
        <span className={classes.acts}>{children}</span>
      </footer>
    </section>
  );
}

import { Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { orderFulfillments, orderPurchases, orderQuery, orderTransactions } from '../../../api/order-queries';
import { useMay } from '../../../api/use-session';
import { Empty } from '../../../components/empty';
import { RecordPage } from '../../../components/record/record-page';
import { StateView } from '../../../components/state-view';
import { FulfillmentsTable } from '../../../components/tables/fulfillments-table';
import { PurchasesTable } from '../../../components/tables/purchases-table';
import { TransactionsTable } from '../../../components/tables/transactions-table';
import { RecordHistory } from '../../../components/timeline/record-history';
import { useRecentPlace } from '../../../commands/use-recent-place';
import { OrderFacts } from './order-facts';
import { OrderItems } from './order-items';
import { OrderStrip } from './order-strip';

const route = getRouteApi('/orders/$orderId');

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Order Summary, by the order's id or the number that people know. */
export function OrderPage() {
  const { orderId } = route.useParams();
  return ID.test(orderId) ? <OrderOfId id={orderId} /> : <OrderOfNumber orderNumber={orderId} />;
}

function OrderOfNumber({ orderNumber }: { orderNumber: string }) {
  const { t } = useTranslation('orders');
  const query = useQuery({
    queryKey: ['order-number', orderNumber],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/orders', { params: { query: { orderNumber, limit: 1 } }, signal })),
  });
  return (
    <StateView
      query={query}
      skeleton={<Skeleton height={56} radius={0} />}
      empty={{
        when: ({ items }) => items.length === 0,
        show: <Empty title={t('order.unknown', { number: orderNumber })}>{t('order.unknown_why')}</Empty>,
      }}
    >
      {({ items: [order] }) =>
        order && <Navigate to="/orders/$orderId" params={{ orderId: order.id }} replace />
      }
    </StateView>
  );
}

function OrderOfId({ id }: { id: string }) {
  const query = useQuery(orderQuery(id));
  return (
    <StateView query={query} skeleton={<Skeleton height={56} radius={0} />}>
      {(order) => <OrderSummary key={order.id} order={order} />}
    </StateView>
  );
}

function OrderSummary({ order }: { order: View<'OrderView'> }) {
  const { t } = useTranslation('orders');
  const may = useMay();
  useRecentPlace(`/orders/${order.id}`, order.orderNumber, t('order.kind'));
  const purchases = useInfiniteQuery(orderPurchases(order));
  const transactions = useInfiniteQuery(orderTransactions(order.id));
  const fulfillments = useInfiniteQuery({
    ...orderFulfillments(order.id),
    enabled: may('fulfillments.view'),
  });
  const recurring = order.items.some(({ purchaseId }) => purchaseId);
  return (
    <RecordPage
      strip={<OrderStrip order={order} />}
      facts={<OrderFacts order={order} />}
      {...(may('activity.view')
        ? {
            history: <RecordHistory customerId={order.customerId} orderId={order.id} />,
          }
        : {})}
    >
      <OrderItems order={order} />
      {recurring && <PurchasesTable query={purchases} />}
      <TransactionsTable query={transactions} />
      {may('fulfillments.view') && <FulfillmentsTable query={fulfillments} />}
    </RecordPage>
  );
}

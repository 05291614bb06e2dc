import { Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { orderFulfillments, orderTransactions, purchaseQuery } from '../../../api/order-queries';
import { useMay } from '../../../api/use-session';
import { ActionButtons } from '../../../components/actions/action-buttons';
import { usePurchaseActions } from '../../../components/actions/purchase-actions';
import { useDialog } from '../../../components/actions/use-dialog';
import { Moment } from '../../../components/moment';
import { PlaceLink } from '../../../components/place-link';
import { RecordPage, StripActions, StripFigure } from '../../../components/record/record-page';
import { StateView } from '../../../components/state-view';
import { FulfillmentsTable } from '../../../components/tables/fulfillments-table';
import { onlyRows } from '../../../components/tables/only-rows';
import { StatusChip } from '../../../components/tables/status-chip';
import { TransactionsTable } from '../../../components/tables/transactions-table';
import { RecordHistory } from '../../../components/timeline/record-history';
import { useRecentPlace } from '../../../commands/use-recent-place';
import { BillingSchedule } from './billing-schedule';
import { PurchaseFacts } from './purchase-facts';

const route = getRouteApi('/purchases/$purchaseId');

type Purchase = View<'PurchaseView'>;

/** Purchase Details: what is billed again and again, when next, and all that was billed. */
export function PurchasePage() {
  const { purchaseId } = route.useParams();
  const query = useQuery(purchaseQuery(purchaseId));
  return (
    <StateView query={query} skeleton={<Skeleton height={56} radius={0} />}>
      {(purchase) => <PurchaseDetails key={purchase.id} purchase={purchase} />}
    </StateView>
  );
}

function PurchaseDetails({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('orders');
  const may = useMay();
  const { id, orderId, orderNumber, customerId, productName } = purchase;
  useRecentPlace(`/purchases/${id}`, `${productName} · ${orderNumber}`, t('purchase.kind'));
  const transactions = useInfiniteQuery({
    ...orderTransactions(orderId),
    // The sale paid for its trial or first cycle, together with the order's other lines.
    select: onlyRows<View<'TransactionView'>>((row) => row.purchaseId === id || row.purpose === 'order'),
  });
  const fulfillments = useInfiniteQuery({
    ...orderFulfillments(orderId),
    enabled: may('fulfillments.view'),
    select: onlyRows<View<'FulfillmentSummaryView'>>((row) => row.purchaseId === id),
  });
  return (
    <RecordPage
      strip={<PurchaseStrip purchase={purchase} />}
      facts={<PurchaseFacts purchase={purchase} />}
      {...(may('activity.view')
        ? {
            history: (
              <RecordHistory
                customerId={customerId}
                orderId={orderId}
                about={({ purchaseId }) => purchaseId === id}
              />
            ),
          }
        : {})}
    >
      <BillingSchedule purchase={purchase} />
      <TransactionsTable query={transactions} />
      {may('fulfillments.view') && <FulfillmentsTable query={fulfillments} />}
    </RecordPage>
  );
}

function PurchaseStrip({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('orders');
  const { dialog, open } = useDialog();
  const actions = usePurchaseActions(open)(purchase);
  return (
    <>
      <h1>{purchase.productName}</h1>
      <StatusChip status={purchase.status} />
      <StripFigure name={t('purchase.order')}>
        <PlaceLink to={`/orders/${purchase.orderId}`}>{purchase.orderNumber}</PlaceLink>
      </StripFigure>
      {purchase.nextBillAt && (
        <StripFigure name={t('purchase.next')}>
          <Moment at={purchase.nextBillAt} as="date" timeZone={purchase.timeZone} />
        </StripFigure>
      )}
      <StripActions>
        <ActionButtons
          of={purchase.productName}
          actions={actions}
          first={['billing', 'trial_skip', 'resume', 'restart', 'cancel']}
        />
      </StripActions>
      {dialog}
    </>
  );
}

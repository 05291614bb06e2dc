import { Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerQuery, customerRows } from '../../../api/customer-queries';
import { useMay } from '../../../api/use-session';
import { useRecentPlace } from '../../../commands/use-recent-place';
import { FactsPanel } from '../../../components/customer/facts-panel';
import { StateView } from '../../../components/state-view';
import { FulfillmentsTable } from '../../../components/tables/fulfillments-table';
import { OrdersTable } from '../../../components/tables/orders-table';
import { PurchasesTable } from '../../../components/tables/purchases-table';
import { TransactionsTable } from '../../../components/tables/transactions-table';
import { RecordHistory } from '../../../components/timeline/record-history';
import { AccountTable } from './account/account-table';
import { AnonymisationLine } from './anonymisation-line';
import { PaymentMethodsTable } from './cards/payment-methods-table';
import { IdentityStrip } from './identity-strip';
import { MembershipsTable } from './memberships/memberships-table';
import { MessagesTable } from './messages/messages-table';
import classes from './profile.module.css';

const route = getRouteApi('/customers/$customerId');

/** One customer: who it is, what was sold, billed and sent, and all that happened. */
export function ProfilePage() {
  const { t } = useTranslation('customers');
  const { customerId } = route.useParams();
  const may = useMay();
  const query = useQuery(customerQuery(customerId));
  const sells = { enabled: may('orders.view') };
  const orders = useInfiniteQuery({ ...customerRows(customerId, 'orders'), ...sells });
  const purchases = useInfiniteQuery({ ...customerRows(customerId, 'purchases'), ...sells });
  const transactions = useInfiniteQuery({ ...customerRows(customerId, 'transactions'), ...sells });
  const fulfillments = useInfiniteQuery({
    ...customerRows(customerId, 'fulfillments'),
    enabled: may('fulfillments.view'),
  });
  useRecentPlace(`/customers/${customerId}`, query.data?.name, t('kind'));
  return (
    <StateView query={query} skeleton={<Skeleton height={56} radius={0} />}>
      {(customer) => (
        <div className={classes.profile}>
          <IdentityStrip customer={customer} />
          {customer.anonymisedAt && may('customers.anonymise') && (
            <AnonymisationLine customerId={customer.id} />
          )}
          <div className={classes.columns}>
            <div className={classes.facts}>
              <FactsPanel key={customer.id} customer={customer} />
            </div>
            <div className={classes.middle}>
              {may('orders.view') && (
                <>
                  <OrdersTable query={orders} />
                  <PurchasesTable query={purchases} />
                  <TransactionsTable query={transactions} />
                </>
              )}
              {may('fulfillments.view') && <FulfillmentsTable query={fulfillments} />}
              {may('orders.view') && (
                <>
                  <PaymentMethodsTable customer={customer} />
                  <AccountTable customer={customer} />
                  <MembershipsTable customer={customer} />
                </>
              )}
              <MessagesTable customerId={customer.id} />
            </div>
            {may('activity.view') && (
              <div className={classes.history}>
                <RecordHistory customerId={customerId} />
              </div>
            )}
          </div>
        </div>
      )}
    </StateView>
  );
}

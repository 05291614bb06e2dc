import { useEffect } from 'react';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerQuery, type HistoryFilter } from '../../../api/customer-queries';
import { useMay } from '../../../api/use-session';
import { notePlace } from '../../../commands/recent-places';
import { StateView } from '../../../components/state-view';
import { FulfillmentsTable } from '../../../components/tables/fulfillments-table';
import { OrdersTable } from '../../../components/tables/orders-table';
import { PurchasesTable } from '../../../components/tables/purchases-table';
import { TransactionsTable } from '../../../components/tables/transactions-table';
import { HistoryPanel } from '../../../components/timeline/history-panel';
import { valueOf, valuesOf } from '../../../lib/search-parameters';
import { FactsPanel } from './facts-panel';
import { IdentityStrip } from './identity-strip';
import classes from './profile.module.css';

const route = getRouteApi('/customers/$customerId');

/** The history's filter stands in the address. */
function filterOf(search: Readonly<Record<string, unknown>>): HistoryFilter {
  const from = valueOf(search, 'from');
  const to = valueOf(search, 'to');
  const type = valuesOf(search, 'type');
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(type.length === 0 ? {} : { type }),
    ...(valueOf(search, 'legacy') === 'true' ? { legacy: true } : {}),
  };
}

/** One customer: who it is, what was sold, billed and sent, and all that happened. */
export function ProfilePage() {
  const { t } = useTranslation('customers');
  const { customerId } = route.useParams();
  const search: Readonly<Record<string, unknown>> = route.useSearch();
  const router = useRouter();
  const may = useMay();
  const query = useQuery(customerQuery(customerId));
  const name = query.data?.name;
  useEffect(() => {
    if (name === undefined) return;
    notePlace({ href: `/customers/${customerId}`, title: name, kind: t('kind') });
    document.title = `${name} · Daybook`;
    return () => {
      document.title = 'Daybook';
    };
  }, [customerId, name, t]);
  return (
    <StateView query={query} skeleton={<Skeleton height={56} radius={0} />}>
      {(customer) => (
        <div className={classes.profile}>
          <IdentityStrip customer={customer} />
          <div className={classes.columns}>
            <div className={classes.facts}>
              <FactsPanel key={customer.id} customer={customer} />
            </div>
            <div className={classes.middle}>
              {may('orders.view') && (
                <>
                  <OrdersTable customerId={customerId} />
                  <PurchasesTable customerId={customerId} />
                  <TransactionsTable customerId={customerId} />
                </>
              )}
              {may('fulfillments.view') && <FulfillmentsTable customerId={customerId} />}
            </div>
            {may('activity.view') && (
              <div className={classes.history}>
                <HistoryPanel
                  customerId={customerId}
                  filter={filterOf(search)}
                  onFilter={(filter) =>
                    void router.navigate({
                      to: '/customers/$customerId',
                      params: { customerId },
                      search: filter,
                      replace: true,
                    })
                  }
                />
              </div>
            )}
          </div>
        </div>
      )}
    </StateView>
  );
}

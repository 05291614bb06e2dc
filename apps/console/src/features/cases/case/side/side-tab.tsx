import { Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customerQuery, customerRows } from '../../../../api/customer-queries';
import { useMay } from '../../../../api/use-session';
import { FactsPanel } from '../../../../components/customer/facts-panel';
import { PlaceLink } from '../../../../components/place-link';
import { StateView } from '../../../../components/state-view';
import { FulfillmentsTable } from '../../../../components/tables/fulfillments-table';
import { NoteBox } from '../../../../components/timeline/note-box';
import { RecordHistory } from '../../../../components/timeline/record-history';
import { CaseOrders } from './case-orders';
import classes from '../case.module.css';

/** What beside the case is seen only when it is asked for. */
export function SideTab({ tab, customerId }: { tab: 'customer' | 'orders' | 'history'; customerId: string }) {
  switch (tab) {
    case 'customer':
      return <CustomerFacts id={customerId} />;
    case 'orders':
      return <Orders customerId={customerId} />;
    case 'history':
      return (
        <div className={classes.history}>
          <RecordHistory customerId={customerId} />
        </div>
      );
  }
}

function CustomerFacts({ id }: { id: string }) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const query = useQuery(customerQuery(id));
  return (
    <StateView query={query} skeleton={<Skeleton height={240} />}>
      {(customer) => (
        <>
          <p className={classes.profileLink}>
            <PlaceLink to={`/customers/${id}`}>{t('side.profile')}</PlaceLink>
          </p>
          <FactsPanel key={customer.id} customer={customer} />
          {may('customers.note') && !customer.anonymisedAt && (
            <div className={classes.customerNote}>
              <NoteBox customerId={id} onAdded={() => notifications.show({ message: t('side.noted') })} />
            </div>
          )}
        </>
      )}
    </StateView>
  );
}

function Orders({ customerId }: { customerId: string }) {
  const may = useMay();
  const fulfillments = useInfiniteQuery({
    ...customerRows(customerId, 'fulfillments'),
    enabled: may('fulfillments.view'),
  });
  return (
    <div className={classes.tables}>
      <CaseOrders customerId={customerId} />
      {may('fulfillments.view') && <FulfillmentsTable query={fulfillments} />}
    </div>
  );
}

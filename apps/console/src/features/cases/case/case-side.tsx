import { useState } from 'react';
import { Skeleton, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { customerQuery, customerRows } from '../../../api/customer-queries';
import { useMay } from '../../../api/use-session';
import { FactsPanel } from '../../../components/customer/facts-panel';
import { PlaceLink } from '../../../components/place-link';
import { StateView } from '../../../components/state-view';
import { FulfillmentsTable } from '../../../components/tables/fulfillments-table';
import { RecordHistory } from '../../../components/timeline/record-history';
import { NoteBox } from '../../../components/timeline/note-box';
import { CaseFacts } from './case-facts';
import { CaseOrders } from './case-orders';
import classes from './case.module.css';

const TABS = ['case', 'customer', 'orders', 'history'] as const;

/** Beside the thread: the case's facts, its customer's, the orders, and all that happened. */
export function CaseSide({ subject }: { subject: View<'CaseDetailView'> }) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const [tab, setTab] = useState<(typeof TABS)[number]>('case');
  const customerId = subject.customer.id;
  const shown = TABS.filter(
    (name) =>
      (name !== 'orders' || may('orders.view')) &&
      (name !== 'history' || may('activity.view')) &&
      (name !== 'customer' || may('customers.view')),
  );
  return (
    <aside className={classes.side} aria-label={t('side.title')}>
      <Tabs
        value={tab}
        onChange={(next) => setTab(TABS.find((name) => name === next) ?? 'case')}
        keepMounted={false}
        classNames={{
          root: classes.tabs ?? '',
          list: classes.tabList ?? '',
          tab: classes.tab ?? '',
          panel: classes.panel ?? '',
        }}
      >
        <Tabs.List>
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {name === 'customer' ? (subject.customer.name ?? t('side.customer')) : t(`side.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="case">
          <CaseFacts subject={subject} onCustomer={() => setTab('customer')} />
        </Tabs.Panel>
        <Tabs.Panel value="customer">
          <CustomerFacts id={customerId} />
        </Tabs.Panel>
        <Tabs.Panel value="orders">
          <Orders customerId={customerId} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <div className={classes.history}>
            <RecordHistory customerId={customerId} />
          </div>
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
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

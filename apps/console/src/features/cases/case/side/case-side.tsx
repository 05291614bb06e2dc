import { useState } from 'react';
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../../api/client';
import { useMay } from '../../../../api/use-session';
import { onDemand } from '../../../../components/on-demand';
import { CaseFacts } from './case-facts';
import classes from '../case.module.css';

const SideTab = onDemand(() => import('./side-tab').then((it) => it.SideTab));

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
        {shown.map(
          (name) =>
            name !== 'case' && (
              <Tabs.Panel key={name} value={name}>
                <SideTab tab={name} customerId={customerId} />
              </Tabs.Panel>
            ),
        )}
      </Tabs>
    </aside>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../../api/client';
import { customerRows } from '../../../../api/customer-queries';
import { useMay } from '../../../../api/use-session';
import type { RowAction } from '../../../../components/actions/row-action';
import { RowActions } from '../../../../components/actions/row-actions';
import { useDialog } from '../../../../components/actions/use-dialog';
import { Moment } from '../../../../components/moment';
import { PlaceLink } from '../../../../components/place-link';
import { RowsTable } from '../../../../components/tables/rows-table';
import { StatusChip } from '../../../../components/tables/status-chip';
import { onDemand } from '../../../../components/on-demand';

const MembershipDialog = onDemand(() => import('./membership-dialog').then((it) => it.MembershipDialog));
const RefreshEntitlementsDialog = onDemand(() =>
  import('./refresh-entitlements-dialog').then((it) => it.RefreshEntitlementsDialog),
);
const StartMembershipDialog = onDemand(() =>
  import('./start-membership-dialog').then((it) => it.StartMembershipDialog),
);

type Membership = View<'MembershipView'>;

/** The customer's memberships at the membership plugin, and what each hangs on. */
export function MembershipsTable({ customer }: { customer: View<'CustomerView'> }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const { dialog, open } = useDialog();
  const memberships = useInfiniteQuery(customerRows(customer.id, 'memberships'));
  const purchases = useInfiniteQuery(customerRows(customer.id, 'purchases')).data?.pages.flatMap(
    ({ items }) => items,
  );
  const changes = may('purchases.change') && !customer.anonymisedAt;
  const all: RowAction[] = [
    {
      id: 'start',
      label: t('memberships.start.title'),
      run: () => open((close) => <StartMembershipDialog customer={customer} onClose={close} />),
    },
    {
      id: 'refresh',
      label: t('memberships.refresh.title'),
      run: () => open((close) => <RefreshEntitlementsDialog customer={customer} onClose={close} />),
    },
  ];
  const actionsOf = (row: Membership): RowAction[] => {
    if (!changes) return [];
    const act = row.status === 'active' ? 'cancel' : 'restart';
    return [
      {
        id: act,
        label: t(`memberships.${act}.title`),
        danger: act === 'cancel',
        run: () => open((close) => <MembershipDialog row={row} act={act} onClose={close} />),
      },
    ];
  };
  const hangsOn = ({ purchaseId, orderId }: Membership) => {
    if (purchaseId)
      return (
        <PlaceLink to={`/purchases/${purchaseId}`}>
          {purchases?.find(({ id }) => id === purchaseId)?.productName ?? t('memberships.purchase')}
        </PlaceLink>
      );
    return orderId ? <PlaceLink to={`/orders/${orderId}`}>{t('memberships.order')}</PlaceLink> : '–';
  };
  return (
    <>
      <RowsTable
        title={t('memberships.title')}
        query={memberships}
        empty={t('memberships.none')}
        more={changes && <RowActions of={t('memberships.title')} actions={all} />}
        columns={[
          { key: 'name', title: t('memberships.name'), cell: ({ membershipName }) => membershipName },
          { key: 'status', title: t('cards.status'), cell: ({ status }) => <StatusChip status={status} /> },
          { key: 'on', title: t('memberships.hangs_on'), cell: hangsOn },
          {
            key: 'provider',
            title: t('memberships.provider'),
            wideOnly: true,
            cell: ({ provider, reference }) => [provider, reference].filter(Boolean).join(' · ') || '–',
          },
          {
            key: 'since',
            title: t('memberships.since'),
            cell: ({ since }) => <Moment at={since} as="date" />,
          },
        ]}
        actions={(row) => <RowActions of={row.membershipName} actions={actionsOf(row)} />}
      />
      {dialog}
    </>
  );
}

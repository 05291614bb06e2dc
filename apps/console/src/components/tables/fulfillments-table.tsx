import { useTranslation } from 'react-i18next';
import { useFulfillmentActions } from '../actions/fulfillment-actions';
import { RowActions } from '../actions/row-actions';
import { useDialog } from '../actions/use-dialog';
import { Chip } from '../chip';
import { Moment } from '../moment';
import { PlaceLink } from '../place-link';
import { RowsTable, type RowsQuery } from './rows-table';
import { StatusChip } from './status-chip';
import classes from './tables.module.css';

/** What is sent to a customer, and where it is. */
export function FulfillmentsTable({ query }: { query: RowsQuery<'FulfillmentSummaryView'> }) {
  const { t } = useTranslation('actions');
  const { dialog, open } = useDialog();
  const actionsOf = useFulfillmentActions(open);
  return (
    <>
      <RowsTable
        title={t('table.fulfillments')}
        query={query}
        empty={t('table.no_fulfillments')}
        columns={[
          {
            key: 'items',
            title: t('fact.items'),
            cell: (row) => (
              <span className={classes.words}>
                <PlaceLink to={`/fulfillments/${row.id}`}>
                  {row.items
                    .map(({ productName, quantity }) => `${String(quantity)} × ${productName}`)
                    .join(', ')}
                </PlaceLink>
              </span>
            ),
          },
          {
            key: 'status',
            title: t('table.status'),
            cell: (row) => (
              <span className={classes.chips}>
                <StatusChip status={row.status} />
                {row.cancelling && <Chip tone="caution">{t('table.cancelling')}</Chip>}
              </span>
            ),
          },
          { key: 'house', title: t('fact.house'), wideOnly: true, cell: (row) => row.houseName ?? '–' },
          {
            key: 'tracking',
            title: t('fact.tracking'),
            cell: (row) =>
              row.trackingNumber ? (
                <>
                  {row.trackingNumber}
                  <span className={classes.quiet}>{row.carrier}</span>
                </>
              ) : (
                '–'
              ),
          },
          {
            key: 'order',
            title: t('fact.order'),
            wideOnly: true,
            cell: (row) => <PlaceLink to={`/orders/${row.orderId}`}>{row.orderNumber ?? '–'}</PlaceLink>,
          },
          { key: 'at', title: t('table.at'), wideOnly: true, cell: (row) => <Moment at={row.createdAt} /> },
        ]}
        actions={(row) => (
          <RowActions of={`${t('table.fulfillment')} ${row.orderNumber ?? ''}`} actions={actionsOf(row)} />
        )}
      />
      {dialog}
    </>
  );
}

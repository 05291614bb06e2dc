import { useTranslation } from 'react-i18next';
import { useOrderActions } from '../actions/order-actions';
import { RowActions } from '../actions/row-actions';
import { useDialog } from '../actions/use-dialog';
import { Moment } from '../moment';
import { Money } from '../money';
import { PlaceLink } from '../place-link';
import { RowsTable, type RowsQuery } from './rows-table';
import { StatusChip } from './status-chip';
import classes from './tables.module.css';

/** A customer's orders: the number leads to the order's summary, a product to its purchase. */
export function OrdersTable({ query }: { query: RowsQuery<'OrderView'> }) {
  const { t } = useTranslation('actions');
  const { dialog, open } = useDialog();
  const actionsOf = useOrderActions(open);
  return (
    <>
      <RowsTable
        title={t('table.orders')}
        query={query}
        empty={t('table.no_orders')}
        columns={[
          {
            key: 'number',
            title: t('fact.order'),
            cell: (row) => <PlaceLink to={`/orders/${row.id}`}>{row.orderNumber}</PlaceLink>,
          },
          {
            key: 'products',
            title: t('fact.products'),
            cell: (row) => (
              <span className={classes.words}>
                {row.items.map(({ id, productName, purchaseId, quantity }, index) => (
                  <span key={id}>
                    {index > 0 && ', '}
                    {quantity > 1 && `${String(quantity)} × `}
                    {purchaseId ? (
                      <PlaceLink to={`/purchases/${purchaseId}`}>{productName}</PlaceLink>
                    ) : (
                      productName
                    )}
                  </span>
                ))}
              </span>
            ),
          },
          { key: 'status', title: t('table.status'), cell: (row) => <StatusChip status={row.status} /> },
          { key: 'total', title: t('fact.total'), numeric: true, cell: (row) => <Money of={row.total} /> },
          {
            key: 'at',
            title: t('table.ordered'),
            wideOnly: true,
            cell: (row) => <Moment at={row.orderedAt} />,
          },
        ]}
        actions={(row) => <RowActions of={row.orderNumber} actions={actionsOf(row)} />}
      />
      {dialog}
    </>
  );
}

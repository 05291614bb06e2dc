import { useTranslation } from 'react-i18next';
import { usePurchaseActions } from '../actions/purchase-actions';
import { RowActions } from '../actions/row-actions';
import { useDialog } from '../actions/use-dialog';
import { Moment } from '../moment';
import { Money } from '../money';
import { PlaceLink } from '../place-link';
import { RowsTable, type RowsQuery } from './rows-table';
import { StatusChip } from './status-chip';
import classes from './tables.module.css';

/** What is billed to a customer again and again, and when next. */
export function PurchasesTable({ query }: { query: RowsQuery<'PurchaseView'> }) {
  const { t } = useTranslation('actions');
  const { dialog, open } = useDialog();
  const actionsOf = usePurchaseActions(open);
  return (
    <>
      <RowsTable
        title={t('table.purchases')}
        query={query}
        empty={t('table.no_purchases')}
        columns={[
          {
            key: 'product',
            title: t('fact.product'),
            cell: (row) => (
              <>
                <PlaceLink to={`/purchases/${row.id}`}>{row.productName}</PlaceLink>
                {row.optionName && <span className={classes.quiet}>{row.optionName}</span>}
              </>
            ),
          },
          {
            key: 'status',
            title: t('table.status'),
            cell: (row) => (
              <>
                <StatusChip status={row.status} />
                {row.scheduled.cancellation && (
                  <span className={classes.quiet}>{t('table.cancel_scheduled')}</span>
                )}
                {row.scheduled.pause && <span className={classes.quiet}>{t('table.pause_scheduled')}</span>}
              </>
            ),
          },
          {
            key: 'price',
            title: t('fact.price'),
            numeric: true,
            cell: (row) => (
              <>
                <Money of={row.price} />
                {row.quantity > 1 && (
                  <span className={classes.quiet}>
                    {row.quantity} × <Money of={row.unitPrice} />
                  </span>
                )}
              </>
            ),
          },
          {
            key: 'terms',
            title: t('table.every'),
            wideOnly: true,
            cell: (row) => t(`table.every_${row.terms.unit}`, { count: row.terms.count }),
          },
          {
            key: 'next',
            title: t('fact.next_charge'),
            cell: (row) =>
              row.nextBillAt ? (
                <>
                  <Moment at={row.nextBillAt} as="date" timeZone={row.timeZone} />
                  {row.status === 'trial' && <span className={classes.quiet}>{t('table.trial_until')}</span>}
                </>
              ) : (
                '–'
              ),
          },
        ]}
        actions={(row) => <RowActions of={row.productName} actions={actionsOf(row)} />}
      />
      {dialog}
    </>
  );
}

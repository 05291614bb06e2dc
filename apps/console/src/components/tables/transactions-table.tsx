import { useTranslation } from 'react-i18next';
import { RowActions } from '../actions/row-actions';
import { cardText } from '../actions/charge';
import { useTransactionActions } from '../actions/transaction-actions';
import { useDialog } from '../actions/use-dialog';
import { Chip } from '../chip';
import { Moment } from '../moment';
import { Money } from '../money';
import { PlaceLink } from '../place-link';
import { RowsTable, type RowsQuery } from './rows-table';
import { StatusChip } from './status-chip';
import classes from './tables.module.css';

/** What was charged to a customer and what went back. */
export function TransactionsTable({ query }: { query: RowsQuery<'TransactionView'> }) {
  const { t } = useTranslation('actions');
  const { dialog, open } = useDialog();
  const actionsOf = useTransactionActions(open);
  return (
    <>
      <RowsTable
        title={t('table.transactions')}
        query={query}
        empty={t('table.no_transactions')}
        columns={[
          { key: 'type', title: t('table.type'), cell: (row) => t(`transaction_type.${row.type}`) },
          {
            key: 'outcome',
            title: t('table.status'),
            cell: (row) => (
              <span className={classes.chips}>
                <StatusChip status={row.outcome} />
                {row.voided && <Chip>{t('table.voided')}</Chip>}
                {row.chargedBack && <Chip tone="bad">{t('table.charged_back')}</Chip>}
                {row.outcome === 'success' && row.settled && !row.voided && <Chip>{t('table.settled')}</Chip>}
              </span>
            ),
          },
          {
            key: 'amount',
            title: t('fact.amount'),
            numeric: true,
            cell: (row) => (
              <>
                <Money of={row.amount} />
                {Number(row.refunded.amount) > 0 && (
                  <span className={classes.quiet}>
                    −<Money of={row.refunded} />
                  </span>
                )}
              </>
            ),
          },
          { key: 'card', title: t('fact.card'), wideOnly: true, cell: (row) => cardText(row.cardLast4, '–') },
          {
            key: 'order',
            title: t('fact.order'),
            wideOnly: true,
            cell: (row) => <PlaceLink to={`/orders/${row.orderId}`}>{row.orderNumber}</PlaceLink>,
          },
          { key: 'at', title: t('table.at'), cell: (row) => <Moment at={row.occurredAt} /> },
        ]}
        actions={(row) => (
          <RowActions
            of={`${t(`transaction_type.${row.type}`)} ${row.orderNumber}`}
            actions={actionsOf(row)}
          />
        )}
      />
      {dialog}
    </>
  );
}

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../../api/client';
import { customerRows } from '../../../../api/customer-queries';
import { useMay } from '../../../../api/use-session';
import type { RowAction } from '../../../../components/actions/row-action';
import { RowActions } from '../../../../components/actions/row-actions';
import { cardText } from '../../../../components/actions/charge';
import { useDialog } from '../../../../components/actions/use-dialog';
import { Moment } from '../../../../components/moment';
import { PlaceLink } from '../../../../components/place-link';
import { RowsTable } from '../../../../components/tables/rows-table';
import { StatusChip } from '../../../../components/tables/status-chip';
import { onDemand } from '../../../../components/on-demand';

const AddCardDialog = onDemand(() => import('./add-card-dialog').then((it) => it.AddCardDialog));
const RemoveCardDialog = onDemand(() => import('./remove-card-dialog').then((it) => it.RemoveCardDialog));
const UpdateCardDialog = onDemand(() => import('./update-card-dialog').then((it) => it.UpdateCardDialog));

type Card = View<'PaymentMethodView'>;

const LIVE: readonly View<'PurchaseView'>['status'][] = ['trial', 'active', 'recycle_billing', 'paused'];

/** `Visa •••• 4242`. */
const nameOf = ({ brand, cardLast4 }: Card, without: string): string =>
  [brand && `${brand.slice(0, 1).toUpperCase()}${brand.slice(1)}`, cardText(cardLast4, without)]
    .filter(Boolean)
    .join(' ');

/** The cards that are kept for a customer, and what is billed to each. */
export function PaymentMethodsTable({ customer }: { customer: View<'CustomerView'> }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const { dialog, open } = useDialog();
  const cards = useInfiniteQuery(customerRows(customer.id, 'payment-methods'));
  const purchases = useInfiniteQuery(customerRows(customer.id, 'purchases')).data;
  const billed = purchases?.pages.flatMap(({ items }) => items).filter(({ status }) => LIVE.includes(status));
  const changes = may('accounts.change') && !customer.anonymisedAt;
  const actionsOf = (row: Card): RowAction[] =>
    changes
      ? [
          {
            id: 'update',
            label: t('cards.update.title'),
            run: () =>
              open((close) => (
                <UpdateCardDialog row={row} name={nameOf(row, t('cards.on_record'))} onClose={close} />
              )),
          },
          {
            id: 'remove',
            label: t('cards.remove.title'),
            danger: true,
            run: () =>
              open((close) => (
                <RemoveCardDialog row={row} name={nameOf(row, t('cards.on_record'))} onClose={close} />
              )),
          },
        ]
      : [];
  return (
    <>
      <RowsTable
        title={t('cards.title')}
        query={cards}
        empty={t('cards.none')}
        more={
          changes && (
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<Plus size={12} aria-hidden />}
              onClick={() => open((close) => <AddCardDialog customer={customer} onClose={close} />)}
            >
              {t('cards.add.title')}
            </Button>
          )
        }
        columns={[
          {
            key: 'card',
            title: t('cards.card'),
            cell: (row) => nameOf(row, t('cards.on_record')),
          },
          {
            key: 'expiry',
            title: t('cards.expires'),
            cell: ({ expMonth, expYear }) =>
              expMonth && expYear ? `${String(expMonth).padStart(2, '0')}/${String(expYear)}` : '–',
          },
          { key: 'status', title: t('cards.status'), cell: ({ status }) => <StatusChip status={status} /> },
          {
            key: 'used',
            title: t('cards.used'),
            cell: ({ id }) => {
              const uses = billed?.filter(({ paymentMethodId }) => paymentMethodId === id) ?? [];
              return uses.length === 0
                ? '–'
                : uses.map((purchase, index) => (
                    <span key={purchase.id}>
                      {index > 0 && ', '}
                      <PlaceLink to={`/purchases/${purchase.id}`}>{purchase.productName}</PlaceLink>
                    </span>
                  ));
            },
          },
          {
            key: 'added',
            title: t('cards.added'),
            wideOnly: true,
            cell: ({ addedAt }) => <Moment at={addedAt} as="date" />,
          },
        ]}
        actions={(row) => <RowActions of={nameOf(row, t('cards.on_record'))} actions={actionsOf(row)} />}
      />
      {dialog}
    </>
  );
}

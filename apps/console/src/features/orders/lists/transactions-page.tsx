import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { cardText } from '../../../components/actions/charge';
import { Moment } from '../../../components/moment';
import { Money } from '../../../components/money';
import { PlaceLink } from '../../../components/place-link';
import { StatusChip } from '../../../components/tables/status-chip';
import { ListOfAll } from './list-of-all';
import type { OrderList } from './order-list';

type Transaction = View<'TransactionView'>;

function Type({ of }: { of: Transaction['type'] }) {
  const { t } = useTranslation('actions');
  return t(`transaction_type.${of}`);
}

function Purpose({ of }: { of: Transaction['purpose'] }) {
  const { t } = useTranslation('orders');
  return t(`lists.purpose.${of}`);
}

const order = ({ orderId, orderNumber }: Transaction) => (
  <PlaceLink to={`/orders/${orderId}`}>{orderNumber}</PlaceLink>
);

const list: OrderList<Transaction> = {
  name: 'transactions',
  path: '/transactions',
  filters: [
    {
      name: 'type',
      kind: 'words',
      words: 'transaction_type',
      of: ['sale', 'authorize', 'capture', 'void', 'refund'],
    },
    {
      name: 'outcome',
      kind: 'statuses',
      of: ['pending', 'unknown', 'success', 'soft_decline', 'hard_decline'],
    },
    { name: 'purpose', kind: 'words', words: 'purpose', of: ['order', 'rebill', 'account'] },
    { name: 'campaignId', kind: 'campaigns' },
    { name: 'cardLast4', kind: 'last4' },
    { name: 'from', kind: 'moment' },
    { name: 'to', kind: 'moment' },
  ],
  page: (ask, signal) => answerOf(api.GET('/transactions', { params: { query: ask }, signal })),
  columns: [
    { key: 'type', title: 'type', width: '120px', cell: ({ type }) => <Type of={type} /> },
    {
      key: 'status',
      title: 'status',
      width: '120px',
      cell: ({ outcome }) => <StatusChip status={outcome} />,
    },
    { key: 'order', title: 'order', width: '110px', cell: order },
    {
      key: 'purpose',
      title: 'purpose',
      width: 'minmax(100px, 1fr)',
      cell: ({ purpose }) => <Purpose of={purpose} />,
    },
    { key: 'card', title: 'card', width: '110px', cell: ({ cardLast4 }) => cardText(cardLast4, '–') },
    {
      key: 'answer',
      title: 'answer',
      width: 'minmax(110px, 1.4fr)',
      cell: ({ processor, responseCode }) => [processor, responseCode].filter(Boolean).join(' · ') || '–',
    },
    { key: 'at', title: 'at', width: '180px', cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
    {
      key: 'amount',
      title: 'amount',
      width: '110px',
      numeric: true,
      cell: ({ amount }) => <Money of={amount} />,
    },
  ],
  card: (row) => ({
    head: (
      <>
        <b>
          <Type of={row.type} />
        </b>{' '}
        <StatusChip status={row.outcome} /> <Money of={row.amount} />
      </>
    ),
    lines: [
      <span key="order">
        {order(row)} · {cardText(row.cardLast4, '–')}
      </span>,
      <Moment key="at" at={row.occurredAt} />,
    ],
  }),
  to: ({ orderId }) => `/orders/${orderId}`,
};

/** What was charged to all customers and what went back. */
export function TransactionsPage() {
  return <ListOfAll list={list} />;
}

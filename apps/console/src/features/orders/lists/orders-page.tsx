import { answerOf, api, type View } from '../../../api/client';
import { Moment } from '../../../components/moment';
import { Money } from '../../../components/money';
import { PlaceLink } from '../../../components/place-link';
import { StatusChip } from '../../../components/tables/status-chip';
import { ListOfAll } from './list-of-all';
import type { OrderList } from './order-list';

type Order = View<'OrderView'>;

const number = ({ id, orderNumber }: Order) => <PlaceLink to={`/orders/${id}`}>{orderNumber}</PlaceLink>;
const customer = ({ customerId, customer: bought }: Order) => (
  <PlaceLink to={`/customers/${customerId}`}>{bought?.name ?? '–'}</PlaceLink>
);
const products = ({ items }: Order) =>
  items
    .map(({ quantity, productName }) => (quantity > 1 ? `${String(quantity)} × ${productName}` : productName))
    .join(', ');

const list: OrderList<Order> = {
  name: 'orders',
  path: '/orders',
  filters: [
    { name: 'query', kind: 'text' },
    {
      name: 'status',
      kind: 'statuses',
      of: ['partial', 'pending', 'complete', 'declined', 'cancelled', 'refunded', 'voided'],
    },
    { name: 'campaignId', kind: 'campaigns' },
    { name: 'productId', kind: 'products' },
    { name: 'callCenterId', kind: 'callCenters' },
    { name: 'cardLast4', kind: 'last4' },
    { name: 'from', kind: 'moment' },
    { name: 'to', kind: 'moment' },
  ],
  page: (ask, signal) => answerOf(api.GET('/orders', { params: { query: ask }, signal })),
  columns: [
    { key: 'number', title: 'order', width: '100px', cell: number },
    { key: 'customer', title: 'customer', width: 'minmax(120px, 1.4fr)', cell: customer },
    { key: 'products', title: 'products', width: 'minmax(140px, 2fr)', cell: products },
    { key: 'status', title: 'status', width: '110px', cell: ({ status }) => <StatusChip status={status} /> },
    { key: 'at', title: 'ordered', width: '180px', cell: ({ orderedAt }) => <Moment at={orderedAt} /> },
    {
      key: 'total',
      title: 'total',
      width: '110px',
      numeric: true,
      cell: ({ total }) => <Money of={total} />,
    },
  ],
  card: (row) => ({
    head: (
      <>
        <b>{number(row)}</b> <StatusChip status={row.status} /> <Money of={row.total} />
      </>
    ),
    lines: [
      [row.customer?.name, products(row)].filter(Boolean).join(' · '),
      <Moment key="at" at={row.orderedAt} />,
    ],
  }),
  to: ({ id }) => `/orders/${id}`,
};

/** The orders of all customers. */
export function OrdersPage() {
  return <ListOfAll list={list} />;
}

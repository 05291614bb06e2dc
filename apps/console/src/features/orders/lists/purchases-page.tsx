import { answerOf, api, type View } from '../../../api/client';
import { Moment } from '../../../components/moment';
import { Money } from '../../../components/money';
import { PlaceLink } from '../../../components/place-link';
import { StatusChip } from '../../../components/tables/status-chip';
import { ListOfAll } from './list-of-all';
import type { OrderList } from './order-list';

type Purchase = View<'PurchaseView'>;

const product = ({ id, productName, optionName }: Purchase) => (
  <>
    <PlaceLink to={`/purchases/${id}`}>{productName}</PlaceLink>
    {optionName && ` · ${optionName}`}
  </>
);
const order = ({ orderId, orderNumber }: Purchase) => (
  <PlaceLink to={`/orders/${orderId}`}>{orderNumber}</PlaceLink>
);
const day = (at: string | null | undefined, timeZone: string) =>
  at ? <Moment at={at} as="date" timeZone={timeZone} /> : '–';

const list: OrderList<Purchase> = {
  name: 'purchases',
  path: '/purchases',
  filters: [
    {
      name: 'status',
      kind: 'statuses',
      of: ['trial', 'active', 'recycle_billing', 'recycle_failed', 'paused', 'cancelled', 'complete'],
    },
    { name: 'dueFrom', kind: 'moment' },
    { name: 'dueTo', kind: 'moment' },
    { name: 'campaignId', kind: 'campaigns' },
    { name: 'productId', kind: 'products' },
    { name: 'cardLast4', kind: 'last4' },
  ],
  page: (ask, signal) => answerOf(api.GET('/purchases', { params: { query: ask }, signal })),
  columns: [
    { key: 'product', title: 'product', width: 'minmax(140px, 2fr)', cell: product },
    { key: 'order', title: 'order', width: '100px', cell: order },
    { key: 'status', title: 'status', width: '130px', cell: ({ status }) => <StatusChip status={status} /> },
    {
      key: 'next',
      title: 'next',
      width: '130px',
      cell: ({ nextBillAt, timeZone }) => day(nextBillAt, timeZone),
    },
    {
      key: 'retry',
      title: 'retry',
      width: '130px',
      cell: ({ retryAt, timeZone }) => day(retryAt, timeZone),
    },
    {
      key: 'started',
      title: 'started',
      width: '130px',
      cell: ({ startedAt, timeZone }) => day(startedAt, timeZone),
    },
    {
      key: 'price',
      title: 'price',
      width: '110px',
      numeric: true,
      cell: ({ price }) => <Money of={price} />,
    },
  ],
  card: (row) => ({
    head: (
      <>
        <b>{product(row)}</b> <StatusChip status={row.status} />
      </>
    ),
    lines: [
      <span key="price">
        {row.orderNumber} · <Money of={row.price} />
      </span>,
      day(row.nextBillAt ?? row.startedAt, row.timeZone),
    ],
  }),
  to: ({ id }) => `/purchases/${id}`,
};

/** What is billed again and again, of all customers: due, recycled, paused. */
export function PurchasesPage() {
  return <ListOfAll list={list} />;
}

import { answerOf, api, type View } from '../../../api/client';
import { Moment } from '../../../components/moment';
import { PlaceLink } from '../../../components/place-link';
import { StatusChip } from '../../../components/tables/status-chip';
import { ListOfAll } from './list-of-all';
import type { OrderList } from './order-list';

type Fulfillment = View<'FulfillmentSummaryView'>;

const items = ({ id, items: parts }: Fulfillment) => (
  <PlaceLink to={`/fulfillments/${id}`}>
    {parts.map(({ quantity, productName }) => `${String(quantity)} × ${productName}`).join(', ')}
  </PlaceLink>
);
const tracking = ({ carrier, trackingNumber }: Fulfillment) =>
  [carrier, trackingNumber].filter(Boolean).join(' ') || '–';

const list: OrderList<Fulfillment> = {
  name: 'fulfillments',
  path: '/fulfillments',
  filters: [
    {
      name: 'status',
      kind: 'statuses',
      of: [
        'hold',
        'pending',
        'pending_shipment',
        'shipped',
        'delivered',
        'failed',
        'address_hold',
        'frozen',
        'rma_pending',
        'returned',
        'cancelled',
      ],
    },
    { name: 'houseId', kind: 'house' },
    { name: 'campaignId', kind: 'campaigns' },
    { name: 'orderNumber', kind: 'text' },
    { name: 'from', kind: 'moment' },
    { name: 'to', kind: 'moment' },
    { name: 'unexpected', kind: 'flag' },
  ],
  page: (ask, signal) => answerOf(api.GET('/fulfillments', { params: { query: ask }, signal })),
  columns: [
    { key: 'items', title: 'items', width: 'minmax(160px, 2fr)', cell: items },
    { key: 'status', title: 'status', width: '150px', cell: ({ status }) => <StatusChip status={status} /> },
    {
      key: 'order',
      title: 'order',
      width: '110px',
      cell: ({ orderId, orderNumber }) => (
        <PlaceLink to={`/orders/${orderId}`}>{orderNumber ?? '–'}</PlaceLink>
      ),
    },
    { key: 'house', title: 'house', width: 'minmax(90px, 1fr)', cell: ({ houseName }) => houseName ?? '–' },
    { key: 'tracking', title: 'tracking', width: 'minmax(130px, 1.4fr)', cell: tracking },
    { key: 'at', title: 'made', width: '180px', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ],
  card: (row) => ({
    head: (
      <>
        <b>{items(row)}</b> <StatusChip status={row.status} />
      </>
    ),
    lines: [
      [row.orderNumber, row.houseName, row.trackingNumber].filter(Boolean).join(' · '),
      <Moment key="at" at={row.createdAt} />,
    ],
  }),
  to: ({ id }) => `/fulfillments/${id}`,
};

/** The parcels of all customers. */
export function FulfillmentsPage() {
  return <ListOfAll list={list} />;
}

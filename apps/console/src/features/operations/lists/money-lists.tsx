import { answerOf, api, type View } from '../../../api/client';
import { Moment } from '../../../components/moment';
import { moneyText } from '../../../components/money';
import { FailedCapture, QueuedRefund, UnansweredConsent } from '../panels/money';
import { QueueStatus } from '../panels/queue-status';
import type { MakePage, WorkPage } from './work-page';

/** Money that did not move, or may not yet. */
export const moneyLists = (page: MakePage): WorkPage[] => [
  page<View<'RefundQueueEntryView'>>({
    name: 'refund_queue',
    rows: (ask) => answerOf(api.GET('/refund-queue', { params: { query: ask } })),
    waiting: ['status', 'waiting'],
    idOf: ({ id }) => id,
    nameOf: ({ orderNumber }) => orderNumber,
    isDone: ({ status }) => status === 'succeeded' || status === 'removed',
    columns: [
      { name: 'amount', numeric: true, cell: ({ amount }) => moneyText(amount) },
      { name: 'status', cell: ({ status }) => <QueueStatus status={status} /> },
      { name: 'attempts', numeric: true, wideOnly: true, cell: ({ attempts }) => attempts },
      {
        name: 'next',
        wideOnly: true,
        cell: ({ nextTryAt }) => (nextTryAt ? <Moment at={nextTryAt} /> : '–'),
      },
      { name: 'received', cell: ({ queuedAt }) => <Moment at={queuedAt} /> },
    ],
    Panel: QueuedRefund,
  }),
  page<View<'TransactionView'>>({
    name: 'failed_captures',
    rows: (ask) => answerOf(api.GET('/failed-captures', { params: { query: ask } })),
    idOf: ({ id }) => id,
    nameOf: ({ amount }) => moneyText(amount),
    columns: [
      { name: 'order', cell: ({ orderNumber }) => orderNumber },
      {
        name: 'received',
        cell: ({ captureFailedAt, occurredAt }) => <Moment at={captureFailedAt ?? occurredAt} />,
      },
    ],
    Panel: FailedCapture,
  }),
  page<View<'PurchaseView'>>({
    name: 'unanswered_consents',
    rows: (ask) => answerOf(api.GET('/unanswered-consents', { params: { query: ask } })),
    idOf: ({ id }) => id,
    nameOf: ({ productName }) => productName,
    columns: [
      { name: 'order', cell: ({ orderNumber }) => orderNumber },
      { name: 'amount', numeric: true, cell: ({ price }) => moneyText(price) },
    ],
    Panel: UnansweredConsent,
  }),
];

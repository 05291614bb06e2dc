import { answerOf, api, type View } from '../../../api/client';
import { Chip } from '../../../components/chip';
import { Moment } from '../../../components/moment';
import { InboundMail, MailState } from '../panels/inbound-mail';
import { DeadLetter, Delivery, ParkedMessage, UnexpectedFact } from '../panels/messages';
import { IntakeRejection, WebhookRejection } from '../panels/rejections';
import type { MakePage, WorkPage } from './work-page';

const open = ['resolved', 'false'] as const;

/** What came from engines and houses and what was told them, where it needs a hand. */
export const partyLists = (page: MakePage): WorkPage[] => [
  page<View<'IntakeRejectionSummaryView'>>({
    name: 'intake_rejections',
    rows: (ask) => answerOf(api.GET('/intake/rejections', { params: { query: ask } })),
    filters: ['engine', 'code'],
    waiting: open,
    idOf: ({ id }) => id,
    nameOf: ({ detail }) => detail,
    isDone: ({ resolvedAt }) => resolvedAt != null,
    columns: [
      { name: 'engine', cell: ({ engine }) => engine },
      { name: 'code', wideOnly: true, cell: ({ code }) => code },
      { name: 'received', cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
    ],
    Panel: IntakeRejection,
  }),
  page<View<'ParkedMessageView'>>({
    name: 'parked',
    rows: (ask) => answerOf(api.GET('/intake/parked', { params: { query: ask } })),
    filters: ['engine'],
    idOf: ({ engine, messageId }) => `${engine} ${messageId}`,
    nameOf: ({ type }) => type,
    columns: [
      { name: 'engine', cell: ({ engine }) => engine },
      { name: 'received', wideOnly: true, cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
      { name: 'until', cell: ({ parkedUntil }) => <Moment at={parkedUntil} /> },
    ],
    Panel: ParkedMessage,
  }),
  page<View<'UnexpectedFactView'>>({
    name: 'unexpected_facts',
    rows: (ask) => answerOf(api.GET('/unexpected-facts', { params: { query: ask } })),
    filters: ['type', 'customerId', 'from', 'to'],
    idOf: ({ id }) => id,
    nameOf: ({ title }) => title,
    columns: [
      { name: 'message', wideOnly: true, cell: ({ message }) => message },
      { name: 'order', cell: ({ about }) => about.orderNumber ?? '–' },
      { name: 'received', cell: ({ recordedAt }) => <Moment at={recordedAt} /> },
    ],
    Panel: UnexpectedFact,
  }),
  page<View<'WebhookRejectionView'>>({
    name: 'webhook_rejections',
    rows: (ask) => answerOf(api.GET('/webhooks/rejections', { params: { query: ask } })),
    filters: ['houseId'],
    waiting: open,
    idOf: ({ id }) => id,
    nameOf: ({ detail }) => detail,
    isDone: ({ resolvedAt }) => resolvedAt != null,
    columns: [
      { name: 'house', cell: ({ houseName }) => houseName },
      { name: 'code', wideOnly: true, cell: ({ code }) => code },
      { name: 'received', cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
    ],
    Panel: WebhookRejection,
  }),
  page<View<'DeliveryView'>>({
    name: 'deliveries',
    rows: (ask) => answerOf(api.GET('/webhooks/deliveries', { params: { query: ask } })),
    filters: ['houseId', 'fulfillmentId'],
    waiting: ['outcome', 'failed'],
    idOf: ({ id }) => id,
    nameOf: ({ type, webhookId }) => `${type} ${webhookId.slice(-8)}`,
    isDone: ({ outcome }) => outcome === 'succeeded',
    columns: [
      { name: 'house', cell: ({ houseName }) => houseName },
      { name: 'attempts', numeric: true, cell: ({ attempt }) => attempt },
      {
        name: 'answer',
        cell: ({ outcome, status, error }) => (
          <Chip tone={outcome === 'succeeded' ? 'good' : 'bad'}>{status ?? error}</Chip>
        ),
      },
      { name: 'happened', wideOnly: true, cell: ({ attemptedAt }) => <Moment at={attemptedAt} /> },
    ],
    Panel: Delivery,
  }),
  page<View<'InboundMailView'>>({
    name: 'inbound_mails',
    rows: (ask) => answerOf(api.GET('/inbound-mails', { params: { query: ask } })),
    filters: ['from'],
    waiting: ['state', 'put_aside'],
    idOf: ({ id }) => id,
    nameOf: ({ subject, from }) => subject ?? from ?? '–',
    isDone: ({ state }) => state === 'applied',
    columns: [
      { name: 'from', cell: ({ from }) => from ?? '–' },
      { name: 'status', cell: ({ state }) => <MailState state={state} /> },
      { name: 'received', wideOnly: true, cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
    ],
    Panel: InboundMail,
  }),
  page<View<'DeadLetterView'>>({
    name: 'dead_letters',
    rows: (ask) => answerOf(api.GET('/dead-letters', { params: { query: ask } })),
    waiting: open,
    idOf: ({ id }) => id,
    nameOf: ({ eventType, reason }) => eventType ?? reason,
    isDone: ({ resolvedAt }) => resolvedAt != null,
    columns: [
      { name: 'consumer', cell: ({ consumer }) => consumer },
      { name: 'attempts', numeric: true, wideOnly: true, cell: ({ attempts }) => attempts },
      { name: 'received', cell: ({ failedAt }) => <Moment at={failedAt} /> },
    ],
    Panel: DeadLetter,
  }),
];

import { defineOperation } from '../operation';
import { page } from '../paging';
import { HOUSE_WEBHOOKS, HouseWebhookBody } from './webhooks';
import {
  ListWebhookRejectionsInput,
  ReceiveWebhookInput,
  ReplayWebhookRejectionInput,
  WebhookRejectionInput,
} from './webhooks.inputs';
import { WebhookRejectionView, WebhookReplayView } from './webhooks.views';

export const ReceiveFulfillmentWebhook = defineOperation({
  name: 'fulfillment.webhooks.receive',
  http: 'POST /webhooks/fulfillment/{house}',
  status: 202,
  summary: 'Take a webhook from a fulfillment house',
  description:
    'Standard Webhooks: the headers webhook-id, webhook-timestamp and webhook-signature (HMAC-SHA256 over `id.timestamp.body`); the body is `{ type, timestamp, data }`, 64 KiB at most. 202 means stored. The same webhook-id again is answered 202 and nothing happens. One that names a fulfillment not known yet is kept and tried again for a day. A signed one that is malformed is kept among the rejections and answered 400 with its code, 422 where it holds a card number, which is kept masked.',
  input: ReceiveWebhookInput,
  output: null,
  access: 'signed',
  // The webhook-id is its key.
  idempotency: 'none',
  transport: 'raw',
  rawBody: { body: HouseWebhookBody, types: HOUSE_WEBHOOKS },
  errors: [
    'fulfillment.house_unknown',
    'fulfillment.webhook_signature_invalid',
    'fulfillment.webhook_timestamp_stale',
    'fulfillment.webhook_too_large',
    'fulfillment.webhook_not_json',
    'fulfillment.webhook_invalid',
    'fulfillment.webhook_type_unknown',
    'fulfillment.webhook_time_out_of_range',
    'fulfillment.webhook_not_yours',
  ],
});

export const ListWebhookRejections = defineOperation({
  name: 'fulfillment.webhooks.list_rejections',
  http: 'GET /webhooks/rejections',
  summary: 'List webhooks that were not taken, newest first',
  input: ListWebhookRejectionsInput,
  output: page(WebhookRejectionView),
  access: 'operations.view',
  errors: ['request.cursor_invalid'],
});

export const GetWebhookRejection = defineOperation({
  name: 'fulfillment.webhooks.get_rejection',
  http: 'GET /webhooks/rejections/{id}',
  summary: 'Read a webhook that was not taken, with its body',
  input: WebhookRejectionInput,
  output: WebhookRejectionView,
  access: 'operations.view',
  errors: ['fulfillment.not_found'],
});

export const ReplayWebhookRejection = defineOperation({
  name: 'fulfillment.webhooks.replay_rejection',
  http: 'POST /webhooks/rejections/{id}/replay',
  summary: 'Apply a webhook that was not taken again, mended or as it came',
  description:
    'Nothing has to be signed again: it was genuine when it came. What it tells counts once, also where the house has sent it again meanwhile. The house is not told.',
  input: ReplayWebhookRejectionInput,
  output: WebhookReplayView,
  access: 'operations.change',
  errors: ['fulfillment.not_found', 'fulfillment.rejection_resolved'],
});

import { PageQuery } from '../paging';
import { AnyObject, Flag, Id, Line, OneOf, Raw } from '../fields';

/** A house's webhook as it came: the gateway hands over headers and body without reading them. */
export class ReceiveWebhookInput {
  @Line("The house's name or id", { max: 100 })
  house!: string;

  @Line('The header webhook-id', { optional: true, max: 256 })
  id?: string;

  @Line('The header webhook-timestamp: seconds since 1970', { optional: true, max: 64 })
  timestamp?: string;

  @Line('The header webhook-signature: one or several of `v1,<base64>`, parted by spaces', {
    optional: true,
    max: 4096,
  })
  signature?: string;

  @Raw('The body, byte by byte')
  body!: string;

  @OneOf(['utf8', 'base64'], 'base64 where the body is not UTF-8; utf8 when absent', { optional: true })
  bodyEncoding?: 'utf8' | 'base64';
}

/** Lists webhooks that were not taken, newest first. */
export class ListWebhookRejectionsInput extends PageQuery {
  @Id('Only those of one house', { optional: true })
  houseId?: string;

  @Flag('true: only those that a replay settled; false: only open ones', { optional: true })
  resolved?: boolean;
}

/** Names one webhook that was not taken. Errors: `fulfillment.not_found`. */
export class WebhookRejectionInput {
  @Id()
  id!: string;
}

/** Applies a rejected webhook again. Errors: `fulfillment.not_found`, `fulfillment.rejection_resolved`. */
export class ReplayWebhookRejectionInput extends WebhookRejectionInput {
  @AnyObject('The mended body: `{ type, timestamp, data }`; absent: the bytes as they came', {
    optional: true,
  })
  message?: object;
}

import { Controller } from '@nestjs/common';
import {
  GetWebhookRejection,
  ListWebhookRejections,
  type ListWebhookRejectionsInput,
  type Page,
  ReceiveFulfillmentWebhook,
  type ReceiveWebhookInput,
  type WebhookRejectionInput,
  type WebhookRejectionView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { WebhooksQueries } from './webhooks.queries';
import { WebhooksService } from './webhooks.service';

@Controller()
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly queries: WebhooksQueries,
  ) {}

  @Handles(ReceiveFulfillmentWebhook)
  receive(input: ReceiveWebhookInput): Promise<void> {
    return this.webhooks.receive(input);
  }

  @Handles(ListWebhookRejections)
  list(input: ListWebhookRejectionsInput): Promise<Page<WebhookRejectionView>> {
    return this.queries.list(input);
  }

  @Handles(GetWebhookRejection)
  get(input: WebhookRejectionInput): Promise<WebhookRejectionView> {
    return this.queries.get(input.id);
  }
}

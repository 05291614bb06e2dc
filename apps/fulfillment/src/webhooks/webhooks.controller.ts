import { Controller } from '@nestjs/common';
import {
  type Call,
  GetWebhookRejection,
  ListWebhookRejections,
  type ListWebhookRejectionsInput,
  type Page,
  ReceiveFulfillmentWebhook,
  type ReceiveWebhookInput,
  ReconcileHouse,
  type ReconcileHouseInput,
  type ReconciliationView,
  ReplayWebhookRejection,
  type ReplayWebhookRejectionInput,
  type WebhookRejectionInput,
  type WebhookRejectionView,
  type WebhookReplayView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { WebhooksQueries } from './webhooks.queries';
import { ReconciliationService } from './reconciliation.service';
import { WebhookReplaysService } from './webhook-replays.service';
import { WebhooksService } from './webhooks.service';

@Controller()
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly queries: WebhooksQueries,
    private readonly replays: WebhookReplaysService,
    private readonly reconciliation: ReconciliationService,
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

  @Handles(ReconcileHouse)
  reconcile(input: ReconcileHouseInput, call: Call): Promise<ReconciliationView> {
    return this.reconciliation.reconcile(input, call);
  }

  @Handles(ReplayWebhookRejection)
  replay(input: ReplayWebhookRejectionInput, call: Call): Promise<WebhookReplayView> {
    return this.replays.replay(input, call);
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  containsCardNumber,
  DomainError,
  isId,
  newId,
  WEBHOOK_MAX_BYTES,
  type ReceiveWebhookInput,
} from '@daybook/contracts';
import { bytesWithoutCards } from '@daybook/messaging';
import { activeTraceparent, Clock, firstRow, UnitOfWork } from '@daybook/persistence';
import { House } from '../houses/house.entity';
import { HouseSecrets } from '../houses/house-secrets';
import { verify } from '../houses/standard-webhook';
import { refusalOf } from './webhook-application';
import { eraseMentioned } from './webhook-erasure';
import { isFault, readWebhook, type WebhookFault } from './webhook-reader';
import { WebhookInboxEntry } from './webhook-inbox.entity';
import { WebhookWorker } from './webhook-worker';

/** Takes webhooks from fulfillment houses: proves them and stores them, each once. The worker applies them. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly secrets: HouseSecrets,
    private readonly worker: WebhookWorker,
  ) {}

  /**
   * Returns once the webhook is stored.
   * @throws DomainError why it is not taken; one that is genuine but malformed is kept all the same
   */
  async receive(input: ReceiveWebhookInput): Promise<void> {
    const body = Buffer.from(input.body, input.bodyEncoding ?? 'utf8');
    if (body.length > WEBHOOK_MAX_BYTES) throw new DomainError('fulfillment.webhook_too_large');
    const now = this.clock.now();
    const { house, secrets } = await this.work.read(async (em) => {
      const found = await em.findOne(House, isId(input.house) ? { id: input.house } : { name: input.house });
      if (found === null) throw new DomainError('fulfillment.house_unknown');
      return { house: found, secrets: await this.secrets.of(em, found.id, 'webhooks', now) };
    });
    const verdict = verify(secrets, input, body, now);
    if (verdict !== 'genuine') throw new DomainError(`fulfillment.webhook_${verdict}`);
    // It names the message wherever it is kept.
    if (containsCardNumber(input.id ?? '')) throw new DomainError('request.card_number');

    const fault = await this.work.transaction((em) => this.store(em, house, input.id ?? '', body, now));
    if (fault !== null) throw new DomainError(fault.code, { detail: fault.detail, errors: fault.errors });
    this.worker.wake();
  }

  private async store(
    em: EntityManager,
    house: House,
    webhookId: string,
    body: Buffer,
    now: Date,
  ): Promise<WebhookFault | null> {
    const read = readWebhook(body, now);
    const fault = isFault(read) ? read : await refusalOf(em, house.id, read.data);
    const about = isFault(read) ? null : read.data.fulfillmentId;
    const inserted = await firstRow<{ id: string }>(
      em,
      `insert into webhook_inbox (id, house_id, webhook_id, body, received_at, next_try_at, state, fulfillment_id, traceparent)
       values ($1, $2, $3, $4, $5, $5, 'waiting', $6, $7)
       on conflict (house_id, webhook_id) do nothing returning id`,
      [newId(), house.id, webhookId, bytesWithoutCards(body), now, about, activeTraceparent() ?? null],
    );
    if (inserted !== undefined && fault === null) return null;
    const entry = await em.findOneOrFail(WebhookInboxEntry, { houseId: house.id, webhookId });
    // It came before: nothing happens, and it is answered as the first time.
    if (inserted === undefined) return entry.fault;
    if (fault !== null) entry.reject(fault);
    await eraseMentioned(em, entry);
    return fault;
  }
}

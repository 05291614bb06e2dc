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
import { Clock, firstRow, recordedIn, UnitOfWork } from '@daybook/persistence';
import { House } from '../houses/house.entity';
import { HouseSecrets } from '../houses/house-secrets';
import { verify } from '../houses/standard-webhook';
import { applyWebhook } from './webhook-application';
import { eraseMentioned } from './webhook-erasure';
import { isFault, readWebhook, type WebhookFault } from './webhook-reader';
import { WebhookInboxEntry } from './webhook-inbox.entity';

/** Takes webhooks from fulfillment houses: proves them, stores them, applies them, each once. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly secrets: HouseSecrets,
  ) {}

  /**
   * Returns once the webhook is stored and applied (or parked).
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

    const fault = await this.work.transaction((em) => this.take(em, house, input.id ?? '', body, now));
    if (fault !== null) throw new DomainError(fault.code, { detail: fault.detail, errors: fault.errors });
  }

  private async take(
    em: EntityManager,
    house: House,
    webhookId: string,
    body: Buffer,
    now: Date,
  ): Promise<WebhookFault | null> {
    const inserted = await firstRow<{ id: string }>(
      em,
      `insert into webhook_inbox (id, house_id, webhook_id, body, received_at, state) values ($1, $2, $3, $4, $5, 'applied')
       on conflict (house_id, webhook_id) do nothing returning id`,
      [newId(), house.id, webhookId, bytesWithoutCards(body), now],
    );
    const entry = await em.findOneOrFail(WebhookInboxEntry, { houseId: house.id, webhookId });
    // It came before: nothing happens, and it is answered as the first time.
    if (inserted === undefined) return entry.fault;
    const read = readWebhook(body, now);
    const fault = isFault(read) ? read : await applyWebhook(em, entry, read, now);
    if (fault !== null) entry.reject(fault);
    if (entry.state !== 'parked' && recordedIn(em) === 0) await eraseMentioned(em, entry);
    return fault;
  }
}

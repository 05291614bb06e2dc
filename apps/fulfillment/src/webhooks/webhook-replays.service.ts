import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  newId,
  type Call,
  type ReplayWebhookRejectionInput,
  type WebhookReplayView,
} from '@daybook/contracts';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { applyWebhook } from './webhook-application';
import { eraseMentioned } from './webhook-erasure';
import { isFault, readWebhook } from './webhook-reader';
import { WebhookInboxEntry } from './webhook-inbox.entity';

/** Applies webhooks again that were not taken. */
@Injectable()
export class WebhookReplaysService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  replay({ id, message }: ReplayWebhookRejectionInput, call: Call): Promise<WebhookReplayView> {
    return this.work.command(call, async (em) => {
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
      const rejected = await em.findOne(WebhookInboxEntry, { id }, lock);
      if (rejected === null || (rejected.state !== 'rejected' && rejected.resolvedAt === null))
        throw new DomainError('fulfillment.not_found');
      if (rejected.resolvedAt !== null) throw new DomainError('fulfillment.rejection_resolved');
      const now = this.clock.now();
      const entry = message === undefined ? rejected : mended(rejected, message);
      // Its time was in range when it came.
      const read = readWebhook(entry.body, rejected.receivedAt);
      const fault = isFault(read) ? read : await applyWebhook(em, entry, read, now);
      if (fault !== null) {
        if (message === undefined) rejected.reject(fault);
        return { id, outcome: 'rejected', ...fault, resolved: false };
      }
      em.persist(entry);
      rejected.resolvedAt = now;
      await eraseMentioned(em, entry);
      const outcome = entry.state === 'parked' ? 'parked' : 'applied';
      return { id, outcome, errors: [], resolved: true };
    });
  }
}

/** The mended body as a webhook of its own: what came is kept as it came. */
function mended(rejected: WebhookInboxEntry, message: object): WebhookInboxEntry {
  return Object.assign(new WebhookInboxEntry(), {
    id: newId(),
    houseId: rejected.houseId,
    webhookId: `mended_${rejected.id}`,
    body: Buffer.from(JSON.stringify(message)),
    receivedAt: rejected.receivedAt,
    state: 'applied',
  });
}

import type { ObjectQuery } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  mapPage,
  type ListWebhookRejectionsInput,
  type Page,
  type WebhookRejectionView,
} from '@daybook/contracts';
import { textOf } from '@daybook/messaging';
import { conditionsOf, newestPage, UnitOfWork } from '@daybook/persistence';
import { House, houseNames } from '../houses/house.entity';
import { WebhookInboxEntry } from './webhook-inbox.entity';

/** Rejected, or so until a replay settled it. */
const NOT_TAKEN: ObjectQuery<WebhookInboxEntry> = {
  $or: [{ state: 'rejected' }, { resolvedAt: { $ne: null } }],
};

/** Reads the webhooks that were not taken. */
@Injectable()
export class WebhooksQueries {
  constructor(private readonly work: UnitOfWork) {}

  list(input: ListWebhookRejectionsInput): Promise<Page<WebhookRejectionView>> {
    return this.work.read(async (em) => {
      const conditions = conditionsOf<ListWebhookRejectionsInput, object>(input, {
        houseId: (houseId) => ({ houseId }),
        resolved: (resolved) => (resolved ? { resolvedAt: { $ne: null } } : { resolvedAt: null }),
      });
      const list = { entity: WebhookInboxEntry, list: 'webhook-rejections' };
      const page = await newestPage(em, list, [NOT_TAKEN, ...conditions], input);
      const houses = await houseNames(em);
      return mapPage(page, (entry) => toRejectionView(entry, houses.get(entry.houseId) ?? ''));
    });
  }

  get(id: string): Promise<WebhookRejectionView> {
    return this.work.read(async (em) => {
      const entry = await em.findOne(WebhookInboxEntry, { $and: [{ id }, NOT_TAKEN] });
      if (entry === null) throw new DomainError('fulfillment.not_found');
      const house = await em.findOneOrFail(House, { id: entry.houseId });
      const { text, encoding } = textOf(entry.body);
      return { ...toRejectionView(entry, house.name), body: text, bodyEncoding: encoding };
    });
  }
}

function toRejectionView(entry: WebhookInboxEntry, houseName: string): WebhookRejectionView {
  return {
    id: entry.id,
    houseId: entry.houseId,
    houseName,
    webhookId: entry.webhookId,
    code: entry.code ?? '',
    detail: entry.detail ?? '',
    errors: entry.errors,
    receivedAt: entry.receivedAt.toISOString(),
    ...(entry.resolvedAt === null ? {} : { resolvedAt: entry.resolvedAt.toISOString() }),
  };
}

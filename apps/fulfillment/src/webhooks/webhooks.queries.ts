import type { FilterQuery } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  Keyset,
  mapPage,
  type ListWebhookRejectionsInput,
  type Page,
  type WebhookRejectionView,
} from '@daybook/contracts';
import { textOf } from '@daybook/messaging';
import { conditionsOf, UnitOfWork } from '@daybook/persistence';
import { House, houseNames } from '../houses/house.entity';
import { WebhookInboxEntry } from './webhook-inbox.entity';

const newest = new Keyset('webhook-rejections', 'id');

/** Reads the webhooks that were not taken. */
@Injectable()
export class WebhooksQueries {
  constructor(private readonly work: UnitOfWork) {}

  list(input: ListWebhookRejectionsInput): Promise<Page<WebhookRejectionView>> {
    return this.work.read(async (em) => {
      const conditions = conditionsOf<ListWebhookRejectionsInput, FilterQuery<WebhookInboxEntry>>(input, {
        houseId: (houseId) => ({ houseId }),
      });
      const page = await newest.page<WebhookInboxEntry>(
        input,
        ({ id }) => [id],
        (after, limit) =>
          em.find(
            WebhookInboxEntry,
            { $and: [{ state: 'rejected' }, ...conditions, after === null ? {} : { id: { $lt: after[0] } }] },
            { orderBy: { id: 'desc' }, limit },
          ),
      );
      const houses = await houseNames(em);
      return mapPage(page, (entry) => toRejectionView(entry, houses.get(entry.houseId) ?? ''));
    });
  }

  get(id: string): Promise<WebhookRejectionView> {
    return this.work.read(async (em) => {
      const entry = await em.findOne(WebhookInboxEntry, { id, state: 'rejected' });
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
  };
}

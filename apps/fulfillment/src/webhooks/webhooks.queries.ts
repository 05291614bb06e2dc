import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  DomainError,
  encodeCursor,
  type ListWebhookRejectionsInput,
  type Page,
  type WebhookRejectionView,
} from '@daybook/contracts';
import { textOf } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { House } from '../houses/house.entity';
import { WebhookInboxEntry } from './webhook-inbox.entity';

/** Reads the webhooks that were not taken. */
@Injectable()
export class WebhooksQueries {
  constructor(private readonly work: UnitOfWork) {}

  list(input: ListWebhookRejectionsInput): Promise<Page<WebhookRejectionView>> {
    return this.work.read(async (em) => {
      const limit = input.limit ?? DEFAULT_LIMIT;
      const before =
        input.cursor === undefined ? undefined : String(decodeCursor('webhook-rejections', input.cursor)[0]);
      const found = await em.find(
        WebhookInboxEntry,
        {
          state: 'rejected',
          ...(input.houseId === undefined ? {} : { houseId: input.houseId }),
          ...(before === undefined ? {} : { id: { $lt: before } }),
        },
        { orderBy: { id: 'desc' }, limit: limit + 1 },
      );
      const houses = new Map((await em.find(House, {})).map((house) => [house.id, house.name]));
      const items = found
        .slice(0, limit)
        .map((entry) => toRejectionView(entry, houses.get(entry.houseId) ?? ''));
      const last = items.at(-1);
      return found.length > limit && last
        ? { items, nextCursor: encodeCursor('webhook-rejections', [last.id]) }
        : { items };
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

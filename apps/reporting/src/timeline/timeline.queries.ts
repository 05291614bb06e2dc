import type { EntityManager } from '@mikro-orm/postgresql';
import { firstRow } from '@daybook/persistence';
import {
  catalog as knownCatalog,
  DomainError,
  Keyset,
  linksOf,
  mapPage,
  messageOf,
  shownAttributes,
  type Actor,
  type Catalog,
  type CustomerActivityQuery,
  type DaybookEvent,
  type MessageLanguage,
  type Page,
  type TimelineItemView,
} from '@daybook/contracts';
import { rangeOf } from '../report/period';
import { fingerprintOf, rowKeyOf } from '../report/report-cursor';
import { customerRows } from '../store/postgres/detail-rows';
import { legacyEvents } from '../store/postgres/legacy-events';
import type { Transact } from '../store/postgres/report-database';
import type { DetailRow } from '../store/model/detail-row';

/** A customer's timeline. */
export class TimelineQueries {
  constructor(
    private readonly read: Transact,
    private readonly catalog: Catalog = knownCatalog,
  ) {}

  /**
   * One page, newest first.
   * @throws DomainError `reporting.not_found` for a customer in none of the viewer's campaigns
   */
  async list(query: CustomerActivityQuery, actor: Actor): Promise<Page<TimelineItemView>> {
    return this.read(async (em) => {
      if (actor.campaignIds !== null) await mustBeIn(em, query.id, actor.campaignIds);
      return query.legacy === true ? this.legacy(em, query) : this.ordinary(em, query);
    });
  }

  private async ordinary(em: EntityManager, query: CustomerActivityQuery): Promise<Page<TimelineItemView>> {
    const types = query.type?.flatMap((type) => this.keysOfType(type)) ?? null;
    const asked = {
      customerId: query.id,
      orderId: query.orderId ?? null,
      ...rangeOf(query.from ?? null, query.to ?? null),
      types,
    };
    // Numbers of rows mean something in one store only.
    const found = await firstRow<{ store: number }>(em, 'select store from report_position');
    const pages = new Keyset(listName({ ...asked, store: found?.store ?? 0 }), 'bigint', 'number');
    const page = await pages.page(
      query,
      ({ key }: DetailRow) => [key.occurredAt, key.id],
      (after, limit) => customerRows(em, asked, after === null ? null : rowKeyOf(...after), limit),
    );
    return mapPage(page, (row) => this.itemOf(row, query.language));
  }

  private keysOfType(type: string): readonly string[] {
    const keys = this.catalog.keysOfType(type);
    if (keys.length > 0) return keys;
    throw new DomainError('request.malformed', { detail: `There is no type of activity called ${type}.` });
  }

  private async legacy(em: EntityManager, query: CustomerActivityQuery): Promise<Page<TimelineItemView>> {
    const pages = new Keyset(listName({ customerId: query.id, legacy: true }), 'id');
    const page = await pages.page(
      query,
      ({ id }: DaybookEvent) => [id],
      (after, limit) => legacyEvents(em, query.id, after?.[0] ?? null, limit),
    );
    return mapPage(page, (event) => this.itemOf({ event, isNote: false, username: null }, query.language));
  }

  private itemOf(
    { event, isNote, username }: Pick<DetailRow, 'event' | 'isNote' | 'username'>,
    language?: MessageLanguage,
  ): TimelineItemView {
    const entry = this.catalog.findActivity(event.type);
    const { orderNumber } = event.data.context;
    return {
      id: event.id,
      type: event.type,
      title: entry?.title ?? event.type,
      ...(entry === undefined ? {} : { category: entry.category }),
      ...actorOf(event, username),
      time: event.time,
      message: messageOf(event, this.catalog, language),
      isNote,
      attributes: entry === undefined ? asItCame(event) : shownAttributes(event, this.catalog),
      about: { ...event.data.about, ...(orderNumber === undefined ? {} : { orderNumber }) },
      links: linksOf(event.data.about),
    };
  }
}

/** 'System' for all but users. */
function actorOf(event: DaybookEvent, username: string | null): { actor: string; actorId?: string } {
  if (event.actortype !== 'user') return { actor: 'System' };
  return {
    actor: username ?? event.actorname,
    ...(event.actorid === undefined ? {} : { actorId: event.actorid }),
  };
}

/** All of an event that nobody knows how to read: its attributes, and what is personal of it. */
function asItCame({ data }: DaybookEvent): Record<string, unknown> {
  return { ...data.attributes, ...data.personal };
}

/** Names the list that a cursor belongs to: one customer's, by one filter. */
function listName(asked: object): string {
  return `customer-activity ${fingerprintOf(asked)}`;
}

async function mustBeIn(
  em: EntityManager,
  customerId: string,
  campaignIds: readonly string[],
): Promise<void> {
  const found = await firstRow(
    em,
    `select 1 from activity
      where customer_id = $1::uuid
        and campaign_key in (select key from dimension_member where dimension = 'campaign' and value = any($2::text[]))
      limit 1`,
    [customerId, campaignIds],
  );
  if (found === undefined) throw new DomainError('reporting.not_found');
}

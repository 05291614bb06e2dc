import {
  catalog as knownCatalog,
  decodeCursor,
  DEFAULT_LIMIT,
  DomainError,
  encodeCursor,
  linksOf,
  messageOf,
  shownAttributes,
  type Actor,
  type Catalog,
  type CustomerActivityQuery,
  type DaybookEvent,
  type Page,
  type TimelineItemView,
} from '@daybook/contracts';
import { rangeOf } from '../report/period';
import { fingerprintOf } from '../report/report-cursor';
import { customerRows, type DetailRow, type RowKey } from '../store/postgres/detail-rows';
import { legacyEvents } from '../store/postgres/legacy-events';
import type { Sql, Transact } from '../store/sql';

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
    return this.read(async (sql) => {
      if (actor.campaignIds !== null) await mustBeIn(sql, query.id, actor.campaignIds);
      return query.legacy === true ? this.legacy(sql, query) : this.ordinary(sql, query);
    });
  }

  private async ordinary(sql: Sql, query: CustomerActivityQuery): Promise<Page<TimelineItemView>> {
    const { limit = DEFAULT_LIMIT } = query;
    const types = query.type?.flatMap((type) => [...this.catalog.keysOfType(type)]) ?? null;
    const asked = { customerId: query.id, ...rangeOf(query.from ?? null, query.to ?? null), types };
    // Numbers of rows mean something in one store only.
    const [{ store } = { store: 0 }] = await sql.rows<{ store: number }>('select store from report_position');
    const kind = kindOf({ ...asked, store });
    const rows = await customerRows(sql, asked, keyOf(kind, query.cursor), limit + 1);
    const shown = rows.slice(0, limit);
    const end = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => this.itemOf(row)),
      ...(end === undefined ? {} : { nextCursor: encodeCursor(kind, [end.key.occurredAt, end.key.id]) }),
    };
  }

  private async legacy(sql: Sql, query: CustomerActivityQuery): Promise<Page<TimelineItemView>> {
    const { limit = DEFAULT_LIMIT } = query;
    const kind = kindOf({ customerId: query.id, legacy: true });
    const [after = null] = query.cursor === undefined ? [] : decodeCursor(kind, query.cursor);
    const events = await legacyEvents(sql, query.id, after === null ? null : String(after), limit + 1);
    const shown = events.slice(0, limit);
    const end = events.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((event) => this.itemOf({ event, isNote: false, username: null })),
      ...(end === undefined ? {} : { nextCursor: encodeCursor(kind, [end.id]) }),
    };
  }

  private itemOf({
    event,
    isNote,
    username,
  }: Pick<DetailRow, 'event' | 'isNote' | 'username'>): TimelineItemView {
    const entry = this.catalog.findActivity(event.type);
    const { orderNumber } = event.data.context;
    return {
      id: event.id,
      type: event.type,
      title: entry?.title ?? event.type,
      ...(entry === undefined ? {} : { category: entry.category }),
      ...actorOf(event, username),
      time: event.time,
      message: messageOf(event, this.catalog),
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

/** Names the list a cursor belongs to: one customer's, by one filter. */
function kindOf(asked: object): string {
  return `customer-activity ${fingerprintOf(asked)}`;
}

function keyOf(kind: string, cursor: string | undefined): RowKey | null {
  if (cursor === undefined) return null;
  const [occurredAt, id] = decodeCursor(kind, cursor);
  if (typeof occurredAt !== 'string' || !/^-?\d{1,18}$/.test(occurredAt) || !Number.isSafeInteger(id)) {
    throw new DomainError('request.cursor_invalid');
  }
  return { occurredAt, id: id as number };
}

async function mustBeIn(sql: Sql, customerId: string, campaignIds: readonly string[]): Promise<void> {
  const [found] = await sql.rows(
    `select 1 from activity
      where customer_id = $1::uuid
        and campaign_key in (select key from dimension_member where dimension = 'campaign' and value = any($2::text[]))
      limit 1`,
    [customerId, campaignIds],
  );
  if (found === undefined) throw new DomainError('reporting.not_found');
}

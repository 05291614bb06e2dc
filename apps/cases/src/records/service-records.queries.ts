import { Injectable } from '@nestjs/common';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  DomainError,
  encodeCursor,
  type Call,
  type ListServiceRecordsInput,
  type Page,
  type ServiceRecordDetailView,
  type ServiceRecordIdInput,
  type ServiceRecordView,
} from '@daybook/contracts';
import { firstRow, rows, UnitOfWork } from '@daybook/persistence';
import type { SqlPart } from '../cases/case-scope';
import { recordsVisibleTo } from './service-record-scope';
import {
  conversationColumns,
  recordColumns,
  toConversationView,
  toRecordView,
  type ConversationState,
  type ServiceRecordState,
} from './service-record.views';

const CURSOR = 'service-records';
const FROM = 'from service_record r left join known_customer p on p.id = r.customer_id';
const AMONG = 'any (array(select jsonb_array_elements_text(?::jsonb)))';

/** Reads of service records. */
@Injectable()
export class ServiceRecordsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async get(input: ServiceRecordIdInput, call: Call): Promise<ServiceRecordDetailView> {
    const scope = recordsVisibleTo(call.actor, 'cases.view');
    return this.work.read(async (em) => {
      const found = await firstRow<ServiceRecordState>(
        em,
        `select ${recordColumns} ${FROM} where r.id = ? and ${scope.sql}`,
        [input.id, ...scope.params],
      );
      if (found === undefined) throw new DomainError('cases.not_found');
      const conversations = await rows<ConversationState>(
        em,
        `select ${conversationColumns} from conversation where record_id = ? order by at, id`,
        [input.id],
      );
      return { ...toRecordView(found), conversations: conversations.map(toConversationView) };
    });
  }

  /** Newest first. */
  async list(input: ListServiceRecordsInput, call: Call): Promise<Page<ServiceRecordView>> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const conditions = [recordsVisibleTo(call.actor, 'cases.view'), ...conditionsOf(input)];
    const found = await this.work.read((em) =>
      rows<ServiceRecordState>(
        em,
        `select ${recordColumns} ${FROM} where ${conditions.map(({ sql }) => sql).join(' and ')}
         order by r.started_at desc, r.id desc limit ?`,
        [...conditions.flatMap(({ params }) => params), limit + 1],
      ),
    );
    const items = found.slice(0, limit).map(toRecordView);
    const last = items.at(-1);
    return {
      items,
      ...(found.length > limit && last
        ? { nextCursor: encodeCursor(CURSOR, [last.startedAt, last.id]) }
        : {}),
    };
  }
}

function conditionsOf(input: ListServiceRecordsInput): SqlPart[] {
  const condition = (sql: string, value: string | string[] | undefined): SqlPart | null =>
    value === undefined || value.length === 0
      ? null
      : { sql, params: [Array.isArray(value) ? JSON.stringify(value) : value] };
  return [
    condition('r.started_at >= ?::timestamptz', input.createdFrom),
    condition('r.started_at < ?::timestamptz', input.createdTo),
    condition(`r.result = ${AMONG}`, input.result),
    condition(`r.reason = ${AMONG}`, input.reason),
    condition(`r.channel_category = ${AMONG}`, input.channelCategory),
    condition(
      `exists (select 1 from conversation v where v.record_id = r.id and v.channel = ${AMONG})`,
      input.channel,
    ),
    condition('r.customer_id = ?::uuid', input.customer),
    condition('r.owner_id = ?::uuid', input.owner),
    input.cursor === undefined
      ? null
      : {
          sql: '(r.started_at, r.id) < (?::timestamptz, ?::uuid)',
          params: decodeCursor(CURSOR, input.cursor),
        },
  ].filter((part) => part !== null);
}

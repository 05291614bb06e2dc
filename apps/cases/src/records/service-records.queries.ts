import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  mapPage,
  type Call,
  type ListServiceRecordsInput,
  type Page,
  type ServiceRecordDetailView,
  type GetServiceRecordInput,
  type ServiceRecordView,
} from '@daybook/contracts';
import {
  Bound,
  columnsOf,
  conditionsOf,
  firstRow,
  newestRows,
  rows,
  UnitOfWork,
  type StateOf,
} from '@daybook/persistence';
import { Conversation } from './conversation.entity';
import { ServiceRecord } from './service-record.entity';
import { recordsVisibleTo } from './service-record-scope';
import { detailViewOf, toRecordView, type ServiceRecordState } from './service-record.views';

/** Reads of service records. */
@Injectable()
export class ServiceRecordsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async get(input: GetServiceRecordInput, call: Call): Promise<ServiceRecordDetailView> {
    const bound = new Bound(input.id);
    const scope = recordsVisibleTo(call.actor, 'cases.view', bound);
    return this.work.read(async (em) => {
      const found = await firstRow<ServiceRecordState>(
        em,
        `${select(em)} where r.id = $1 and ${scope}`,
        bound.values,
      );
      if (found === undefined) throw new DomainError('cases.not_found');
      const conversations = await rows<StateOf<Conversation>>(
        em,
        `select ${columnsOf(em, Conversation, 'v')} from conversation v where record_id = $1 order by started_at, id`,
        [input.id],
      );
      const [first, ...further] = conversations;
      if (first === undefined) throw new Error(`service record ${input.id} has no conversation`);
      return detailViewOf(em, found, [first, ...further], input.conversationId);
    });
  }

  /** Newest first. */
  async list(input: ListServiceRecordsInput, call: Call): Promise<Page<ServiceRecordView>> {
    const bound = new Bound();
    const conditions = [recordsVisibleTo(call.actor, 'cases.view', bound), ...recordConditions(input, bound)];
    const page = await this.work.read((em) =>
      newestRows<ServiceRecordState>(
        em,
        {
          list: 'service-records',
          select: select(em),
          conditions,
          bound,
          by: ['r.started_at', 'r.id'],
          keyOf: ({ startedAt, id }) => [startedAt, id],
        },
        input,
      ),
    );
    return mapPage(page, toRecordView);
  }
}

function recordConditions(input: ListServiceRecordsInput, bound: Bound): string[] {
  const oneOf = (column: string) => (values: readonly string[]) =>
    values.length === 0 ? null : `${column} = any(${bound.add(values)}::text[])`;
  return conditionsOf<ListServiceRecordsInput, string>(input, {
    createdFrom: (from) => `r.started_at >= ${bound.add(from)}::timestamptz`,
    createdTo: (to) => `r.started_at < ${bound.add(to)}::timestamptz`,
    result: oneOf('r.result'),
    reason: oneOf('r.reason'),
    channelCategory: oneOf('r.channel_category'),
    channel: (channels) => {
      const among = oneOf('v.channel')(channels);
      return among && `exists (select 1 from conversation v where v.record_id = r.id and ${among})`;
    },
    customer: (id) => `r.customer_id = ${bound.add(id)}::uuid`,
    owner: (id) => `r.owner_id = ${bound.add(id)}::uuid`,
    handler: (id) => `r.handler_id = ${bound.add(id)}::uuid`,
    status: (status) => (status === 'ended' ? 'r.ended_at is not null' : 'r.ended_at is null'),
    caseId: (id) => `r.cases @> ${bound.add(JSON.stringify([{ id }]))}::jsonb`,
    orderId: (id) => `r.orders @> ${bound.add(JSON.stringify([{ id }]))}::jsonb`,
  });
}

/** Records `r` with the names of their customers. */
function select(em: EntityManager): string {
  return `select ${columnsOf(em, ServiceRecord, 'r')}, p.name as "customerName"
    from service_record r left join known_customer p on p.id = r.customer_id`;
}

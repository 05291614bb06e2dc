import { Injectable } from '@nestjs/common';
import {
  catalog,
  Keyset,
  mapPage,
  messageOf,
  type Call,
  type IntakeSubject,
  type ListParkedMessagesInput,
  type ListUnexpectedFactsInput,
  type Page,
  type ParkedMessageView,
  type UnexpectedFactView,
} from '@daybook/contracts';
import {
  Bound,
  conditionsOf,
  newestRows,
  rows,
  UnitOfWork,
  type UnnumberedEvent,
} from '@daybook/persistence';
import { campaignScope } from '../catalog/campaign-scope';

interface FactRow {
  id: string;
  recorded_at: Date;
  event: UnnumberedEvent;
}

interface ParkedRow {
  engine_id: string;
  engine: string;
  message_id: string;
  type: string;
  subject_kind: IntakeSubject;
  subject_id: string | null;
  subject_reference: string | null;
  received_at: Date;
  parked_until: Date;
}

const newestParked = new Keyset('intake-parked', 'moment', 'id', 'text');

/** Reads what came from outside and fits nothing: facts that no state expected, straight from the journal, and parked messages. */
@Injectable()
export class UnexpectedFactsQueries {
  constructor(private readonly work: UnitOfWork) {}

  list(input: ListUnexpectedFactsInput, call: Call): Promise<Page<UnexpectedFactView>> {
    const bound = new Bound();
    const campaigns = campaignScope(call.actor, 'operations.view');
    const conditions = conditionsOf<ListUnexpectedFactsInput, string>(input, {
      customerId: (id) => `event #>> '{data,context,customerId}' = ${bound.add(id)}`,
      type: (types) => `event ->> 'type' = any(${bound.add(types)}::text[])`,
      from: (from) => `recorded_at >= ${bound.add(new Date(from))}`,
      to: (to) => `recorded_at < ${bound.add(new Date(to))}`,
    });
    if (campaigns !== null) {
      conditions.push(`event #>> '{data,context,campaignId}' = any(${bound.add(campaigns)}::text[])`);
    }
    return this.work.read(async (em) => {
      const page = await newestRows<FactRow>(
        em,
        {
          list: 'unexpected-facts',
          select: 'select id, recorded_at, event from journal',
          conditions: [`event #>> '{data,unexpected}' = 'true'`, ...conditions],
          bound,
          by: ['recorded_at', 'id'],
          keyOf: ({ recorded_at, id }) => [recorded_at, id],
        },
        input,
      );
      return mapPage(page, factView);
    });
  }

  parked(input: ListParkedMessagesInput): Promise<Page<ParkedMessageView>> {
    const bound = new Bound();
    const conditions = conditionsOf<ListParkedMessagesInput, string>(input, {
      engine: (engine) => `e.name = ${bound.add(engine)}`,
    });
    return this.work.read(async (em) => {
      const page = await newestParked.page<ParkedRow>(
        input,
        (row) => [row.received_at, row.engine_id, row.message_id],
        (after, limit) => {
          if (after !== null) {
            const [at, engine, message] = after.map((value) => bound.add(value));
            conditions.push(
              `(m.received_at, m.engine_id, m.message_id) < (${at}::timestamptz, ${engine}::uuid, ${message}::text)`,
            );
          }
          return rows(
            em,
            `select m.engine_id, e.name engine, m.message_id, m.type, m.subject_kind, m.subject_id, m.subject_reference,
               m.received_at, m.parked_until
             from intake_message m join billing_engine e on e.id = m.engine_id
             where ${[`m.state = 'parked'`, ...conditions].join(' and ')}
             order by m.received_at desc, m.engine_id desc, m.message_id desc limit ${bound.add(limit)}`,
            bound.values,
          );
        },
      );
      return mapPage(page, parkedView);
    });
  }
}

function factView({ id, recorded_at, event }: FactRow): UnexpectedFactView {
  const { attributes, context, about } = event.data;
  return {
    id,
    type: event.type,
    title: catalog.findActivity(event.type)?.title ?? event.type,
    message: messageOf(event),
    time: event.time,
    recordedAt: new Date(recorded_at).toISOString(),
    messageId: event.correlationid,
    ...(context.customerId === undefined ? {} : { customerId: context.customerId }),
    attributes,
    about: { ...about, ...(context.orderNumber === undefined ? {} : { orderNumber: context.orderNumber }) },
  };
}

function parkedView(row: ParkedRow): ParkedMessageView {
  return {
    engine: row.engine,
    messageId: row.message_id,
    type: row.type,
    about: row.subject_kind,
    ...(row.subject_id === null ? {} : { subjectId: row.subject_id }),
    ...(row.subject_reference === null ? {} : { subjectReference: row.subject_reference }),
    receivedAt: new Date(row.received_at).toISOString(),
    parkedUntil: new Date(row.parked_until).toISOString(),
  };
}

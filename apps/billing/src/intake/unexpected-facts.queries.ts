import { Injectable } from '@nestjs/common';
import {
  catalog,
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  messageOf,
  type Call,
  type IntakeSubject,
  type ListParkedMessagesInput,
  type ListUnexpectedFactsInput,
  type Page,
  type ParkedMessageView,
  type UnexpectedFactView,
} from '@daybook/contracts';
import { rows, UnitOfWork, type UnnumberedEvent } from '@daybook/persistence';
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

/** Reads what came from outside and fits nothing: facts that no state expected, straight from the journal, and parked messages. */
@Injectable()
export class UnexpectedFactsQueries {
  constructor(private readonly work: UnitOfWork) {}

  list(input: ListUnexpectedFactsInput, call: Call): Promise<Page<UnexpectedFactView>> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const where = new Conditions(`event #>> '{data,unexpected}' = 'true'`);
    if (input.customerId !== undefined)
      where.add(`event #>> '{data,context,customerId}' = ?`, input.customerId);
    if (input.type !== undefined) where.addAny(`event ->> 'type'`, input.type);
    if (input.from !== undefined) where.add('recorded_at >= ?', new Date(input.from));
    if (input.to !== undefined) where.add('recorded_at < ?', new Date(input.to));
    const campaigns = campaignScope(call.actor, 'operations.view');
    if (campaigns !== null) where.addAny(`event #>> '{data,context,campaignId}'`, campaigns);
    if (input.cursor !== undefined) {
      const [at, id] = decodeCursor('unexpected-facts', input.cursor);
      // The bound on the time alone lets months that are newer be left out.
      where.add('recorded_at <= ? and (recorded_at, id) < (?, ?)', at, at, id);
    }
    return this.work.read(async (em) => {
      const found = await rows<FactRow>(
        em,
        `select id, recorded_at, event from journal where ${where.sql} order by recorded_at desc, id desc limit ?`,
        [...where.values, limit + 1],
      );
      return pageOf('unexpected-facts', found, limit, factView, (last) => [
        new Date(last.recorded_at).toISOString(),
        last.id,
      ]);
    });
  }

  parked(input: ListParkedMessagesInput): Promise<Page<ParkedMessageView>> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const where = new Conditions(`m.state = 'parked'`);
    if (input.engine !== undefined) where.add('e.name = ?', input.engine);
    if (input.cursor !== undefined) {
      where.add(
        '(m.received_at, m.engine_id, m.message_id) < (?, ?, ?)',
        ...decodeCursor('intake-parked', input.cursor),
      );
    }
    return this.work.read(async (em) => {
      const found = await rows<ParkedRow>(
        em,
        `select m.engine_id, e.name engine, m.message_id, m.type, m.subject_kind, m.subject_id, m.subject_reference,
           m.received_at, m.parked_until
         from intake_message m join billing_engine e on e.id = m.engine_id where ${where.sql}
         order by m.received_at desc, m.engine_id desc, m.message_id desc limit ?`,
        [...where.values, limit + 1],
      );
      return pageOf('intake-parked', found, limit, parkedView, (last) => [
        new Date(last.received_at).toISOString(),
        last.engine_id,
        last.message_id,
      ]);
    });
  }
}

/** What must hold of a row, with the values for it. */
class Conditions {
  private readonly all: string[];
  readonly values: unknown[] = [];

  constructor(first: string) {
    this.all = [first];
  }

  get sql(): string {
    return this.all.join(' and ');
  }

  add(condition: string, ...values: unknown[]): void {
    this.all.push(condition);
    this.values.push(...values);
  }

  /** None at all, where there is nothing to be one of. */
  addAny(expression: string, values: readonly string[]): void {
    this.add(
      values.length === 0 ? 'false' : `${expression} in (${values.map(() => '?').join(', ')})`,
      ...values,
    );
  }
}

function pageOf<R, V>(
  kind: string,
  found: readonly R[],
  limit: number,
  view: (row: R) => V,
  keyOf: (row: R) => string[],
): Page<V> {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(view);
  return found.length > limit && last !== undefined
    ? { items, nextCursor: encodeCursor(kind, keyOf(last)) }
    : { items };
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

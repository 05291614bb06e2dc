import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  sequenceOf,
  DomainError,
  mapPage,
  newestDeadLetters,
  newId,
  producerOf,
  type DaybookEvent,
  type DeadLetterQuery,
  type DeadLetterView,
  type Page,
} from '@daybook/contracts';
import { clock, firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { bytesWithoutCards, textOf } from '../core/bytes';
import { reasonOf } from '../core/failures';
import { printable } from '../core/field-faults';
import { claim, type EventConsumer } from './event-consumer';

interface DeadLetterRow {
  id: string;
  consumer: string;
  producer: string | null;
  epoch: number | null;
  sequence: string | null;
  event_type: string | null;
  reason: string;
  payload: Buffer;
  failed_at: Date;
  attempts: number;
  resolved_at: Date | null;
}

/** What a service's consumers could not apply: kept with reason and bytes, listed, and applied again on request. */
@Injectable()
export class DeadLetters {
  private readonly consumers = new Map<string, EventConsumer>();

  constructor(private readonly work: UnitOfWork) {}

  register(consumer: EventConsumer): void {
    this.consumers.set(consumer.name, consumer);
  }

  /**
   * Keeps an event that cannot be applied and notes its position as passed, so that others go on. Answers whether it was
   * not there before: stream and journal may bring it at the same time.
   */
  async store(consumer: string, event: DaybookEvent, reason: string): Promise<boolean> {
    return this.work.transaction(async (em) => {
      const fresh = await claim(em, consumer, [event]);
      if (fresh.length > 0) await insert(em, consumer, Buffer.from(JSON.stringify(event)), reason, event);
      return fresh.length > 0;
    });
  }

  /** Keeps bytes that are no event at all; card numbers among them masked. */
  async storeBytes(consumer: string, payload: Uint8Array, reason: string): Promise<void> {
    await this.work.transaction((em) =>
      insert(em, consumer, bytesWithoutCards(Buffer.from(payload)), reason, null),
    );
  }

  async list(query: DeadLetterQuery): Promise<Page<DeadLetterView>> {
    const page = await newestDeadLetters.page(
      query,
      (row: DeadLetterRow) => [row.id],
      (after, limit) =>
        this.work.read((em) =>
          rows<DeadLetterRow>(
            em,
            `select * from dead_letter where (resolved_at is null or $1) and ($2::uuid is null or id < $2)
             order by id desc limit $3`,
            [query.resolved === true, after?.[0] ?? null, limit],
          ),
        ),
    );
    return mapPage(page, toView);
  }

  async read(id: string): Promise<DeadLetterView> {
    const row = await this.work.read((em) =>
      firstRow<DeadLetterRow>(em, 'select * from dead_letter where id = $1', [id]),
    );
    if (row === undefined) throw new DomainError('dead_letter.not_found');
    return toView(row);
  }

  /** Applies it again; stays a dead letter, with the new reason, when that fails. */
  async replay(id: string): Promise<DeadLetterView> {
    await this.read(id);
    let reason: string | null = null;
    try {
      await this.work.transaction(async (em) => {
        const row = await firstRow<DeadLetterRow>(em, 'select * from dead_letter where id = $1 for update', [
          id,
        ]);
        if (row === undefined || row.resolved_at !== null) return;
        const consumer = this.consumers.get(row.consumer);
        if (consumer === undefined || row.producer === null)
          throw new Error('it is no event of a known producer');
        await consumer.apply(em, [JSON.parse(row.payload.toString()) as DaybookEvent]);
        await rows(em, 'update dead_letter set resolved_at = $2, attempts = attempts + 1 where id = $1', [
          id,
          clock.now(),
        ]);
      });
    } catch (error) {
      reason = reasonOf(error);
    }
    if (reason !== null) {
      const said = printable(reason);
      await this.work.transaction((em) =>
        rows(em, 'update dead_letter set reason = $2, attempts = attempts + 1 where id = $1', [id, said]),
      );
      throw new DomainError('dead_letter.still_failing', { detail: said });
    }
    return this.read(id);
  }
}

async function insert(
  em: EntityManager,
  consumer: string,
  payload: Uint8Array,
  reason: string,
  event: DaybookEvent | null,
): Promise<void> {
  await rows(
    em,
    `insert into dead_letter (id, consumer, producer, epoch, sequence, event_type, reason, payload, failed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      newId(),
      consumer,
      event === null ? null : producerOf(event),
      event?.epoch ?? null,
      event === null ? null : sequenceOf(event),
      event === null ? null : printable(event.type),
      printable(reason),
      Buffer.from(payload),
      clock.now(),
    ],
  );
}

function toView(row: DeadLetterRow): DeadLetterView {
  const { text, encoding } = textOf(row.payload);
  return {
    id: row.id,
    consumer: row.consumer,
    producer: row.producer,
    epoch: row.epoch,
    sequence: row.sequence === null ? null : Number(row.sequence),
    eventType: row.event_type,
    reason: row.reason,
    payload: text,
    encoding,
    failedAt: new Date(row.failed_at).toISOString(),
    attempts: row.attempts,
    resolvedAt: row.resolved_at === null ? null : new Date(row.resolved_at).toISOString(),
  };
}

import type { Client, Pool, PoolClient } from 'pg';
import {
  sequenceText,
  type DaybookEvent,
  type JournalHead,
  type JournalSlice,
  type ProducerName,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';

/** Anything that runs a query. */
export type Queryable = Pick<Client | Pool | PoolClient, 'query'>;

/** A row of the journal that has its number, as the driver reads it. */
export interface NumberedRow {
  epoch: number;
  sequence: string;
  event: Omit<DaybookEvent, 'epoch' | 'sequence'>;
}

/** The head of a service's journal as it stands now. */
export async function readHead(db: Queryable, producer: ProducerName): Promise<JournalHead> {
  // Taken before it is read: what was committed until then is in it.
  const time = clock.now().toISOString();
  const { rows } = await db.query<{ epochs: { epoch: number; sequence: number }[]; pending: string }>(`
    select (select json_agg(json_build_object('epoch', epoch, 'sequence', sequence) order by epoch) from journal_epoch) epochs,
           (select count(*) from (select from journal where sequence is null limit 10000) p) pending`);
  const row = rows[0];
  return {
    producer,
    epochs: row?.epochs ?? [],
    pending: Number(row?.pending ?? 0),
    time,
  };
}

/** Numbered events of an epoch after a sequence, in order. */
export async function readJournal(
  db: Queryable,
  epoch: number,
  after: number,
  limit: number,
): Promise<DaybookEvent[]> {
  const { rows } = await db.query<NumberedRow>(
    'select epoch, sequence, event from journal where epoch = $1 and sequence > $2 order by sequence limit $3',
    [epoch, after, limit],
  );
  return rows.map(eventOf);
}

/** The event that a row of the journal holds, with its number. */
export function eventOf({ epoch, sequence, event }: NumberedRow): DaybookEvent {
  return { ...event, epoch, sequence: sequenceText(epoch, sequence) };
}

/** Answers as many events as fit into one message beside the head; one that fits into none is left out. */
export function sliceOf(events: DaybookEvent[], head: JournalHead, maxBytes: number): JournalSlice {
  const fitting: DaybookEvent[] = [];
  let bytes = 1_000;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event)) + 1;
    if (1_000 + size > maxBytes) continue;
    bytes += size;
    if (bytes > maxBytes) break;
    fitting.push(event);
  }
  return { events: fitting, head };
}

/**
 * Begins a new epoch of a journal, higher than any that it, or the same journal before it was rolled back, can have had:
 * the seconds since 2026 only grow. Numbers that readers may have seen are then never used for something else.
 */
export async function startEpoch(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ epoch: number }>(`
    insert into journal_epoch (epoch)
    select greatest(max(epoch) + 1, (extract(epoch from now()) - extract(epoch from timestamptz '2026-01-01Z'))::int)
      from journal_epoch
    returning epoch`);
  return rows[0]?.epoch ?? 0;
}

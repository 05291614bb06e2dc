import {
  DomainError,
  producers,
  type CompletenessView,
  type ProducerName,
  type ServiceCompletenessView,
} from '@daybook/contracts';
import { parseRuns } from '@daybook/messaging';
import type { Statement } from '@daybook/persistence';
import type { Lookup } from '../store/postgres/report-database';
import type { StorePosition } from '../store/model/report-store';
import { assess, overall, type AppliedEpoch, type HeardHead } from './assess';

/** Where the services' announcements are read. */
export interface HeadSource {
  /** The last announcement of a service; undefined if none was ever heard. */
  of(producer: ProducerName): HeardHead | undefined;
}

/** Moments remembered at which a service was complete; older ones serve no cursor that anybody still follows. */
const REMEMBERED = 1_000;

/** An event may come this much before its announcement at most, since a head is read a moment before it is heard. */
const SKEW_MS = 5_000;

/** What an answer is made of: the rows of one store up to a position, and what is known to be missing among them. */
export interface Snapshot extends StorePosition {
  completeness: CompletenessView;
}

/** Says of each answer what it holds and what it lacks. */
export class Completeness {
  private readonly reached = new Map<ProducerName, { position: number; time: string }[]>();

  constructor(
    private readonly consumer: string,
    private readonly heads: HeadSource,
    /** Milliseconds since 1970, by this process's clock. */
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * The snapshot at a position: what was committed later counts as missing.
   * The heads are read first, so that what is applied can only be newer than they are.
   * @param at null for the newest position, which one snapshot tells together with what is in
   * @throws DomainError `reporting.position_gone` for a position of a store that was replaced; `request.cursor_invalid`
   *   for one that none has reached yet
   */
  async at(lookup: Lookup, at: number | null): Promise<Snapshot> {
    const heard = new Map(producers.map((producer) => [producer, this.heads.of(producer)]));
    const now = this.now();
    const { position, store, applied } = await this.applied(lookup, at, [...heard.values()], now);
    const services = producers.map((producer) =>
      this.dated(position, assess(producer, heard.get(producer), applied.get(producer) ?? [], now)),
    );
    const state = overall(services.map((service) => service.state));
    return { position, store, completeness: { position, state, services } };
  }

  /** Adds the moment up to which nothing is missing, and remembers it. */
  private dated(position: number, view: ServiceCompletenessView): ServiceCompletenessView {
    const reached = this.reached.get(view.service) ?? [];
    if (view.state === 'complete' && view.headTime !== undefined) {
      const last = reached.at(-1);
      if (last?.position === position) last.time = later(last.time, view.headTime);
      else if (last === undefined || last.position < position)
        reached.push({ position, time: view.headTime });
      if (reached.length > REMEMBERED) reached.shift();
      this.reached.set(view.service, reached);
    }
    const until = reached.findLast((r) => r.position <= position)?.time;
    return until === undefined ? view : { ...view, completeUntil: until };
  }

  private async applied(
    lookup: Lookup,
    at: number | null,
    heard: readonly (HeardHead | undefined)[],
    now: number,
  ): Promise<{ position: number; store: number; applied: Map<ProducerName, AppliedEpoch[]> }> {
    const heads = heard.flatMap((head) =>
      (head?.epochs ?? []).map((epoch) => ({
        ...epoch,
        producer: head?.producer,
        age: now - (head?.heardAt ?? now),
      })),
    );
    const rows = await lookup<AppliedRow>(at === null ? NEWEST : EARLIER, [
      this.consumer,
      heads.map((head) => head.producer),
      heads.map((head) => head.epoch),
      heads.map((head) => head.sequence),
      heads.map((head) => head.age + SKEW_MS),
      ...(at === null ? [] : [at]),
    ]);
    const [{ position, store, isGone, isAhead }] = rows as [AppliedRow];
    if (isGone) throw new DomainError('reporting.position_gone');
    if (isAhead) throw new DomainError('request.cursor_invalid');
    const found = new Map<ProducerName, AppliedEpoch[]>();
    for (const row of rows) {
      if (row.producer === null) continue;
      const epochs = found.get(row.producer) ?? [];
      epochs.push({
        epoch: row.epoch,
        ranges: parseRuns(row.applied),
        deadLetters: row.dead,
        rolledBack: row.rolledBack,
      });
      found.set(row.producer, epochs);
    }
    return { position: Number(position), store, applied: found };
  }
}

interface AppliedRow {
  position: string;
  store: number;
  /** Null where nothing was ever applied. */
  producer: ProducerName | null;
  epoch: number;
  applied: string;
  /** Whether the position is of a store that is there no more. */
  isGone: boolean;
  /** Whether no row was committed there yet. */
  isAhead: boolean;
  dead: number;
  rolledBack: boolean;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

// Positions, dead letters and batches in one statement: one snapshot. Batches after the answer's position
// are taken away again; after the newest there are none. If the batches since are no longer kept, nothing is known
// to be in.
const appliedAt = (position: string, later: string): string => `
  with stands as (
    select ${position} as position, position as newest, store, begins, forgotten from report_position
  ), known as (
    select producer, epoch from consumer_position where consumer = $1
    union
    select producer, epoch from dead_letter where consumer = $1 and resolved_at is null and sequence is not null
  ), later as (${later}), dead as (
    select producer, epoch, count(*)::int as number,
           range_agg(int8range(sequence, sequence + 1)) as sequences
      from dead_letter
     where consumer = $1 and resolved_at is null and sequence is not null
     group by producer, epoch
  ), announced as (
    -- What came since the announcement may well be beyond it; what came long before may not.
    select h.producer, h.epoch, h.sequence, b.since
      from unnest($2::text[], $3::bigint[], $4::bigint[], $5::float8[]) as h (producer, epoch, sequence, age)
     cross join lateral (
       select range_agg(applied) as since from report_batch
        where producer = h.producer and epoch = h.epoch
          and committed_at > statement_timestamp() - h.age * interval '1 millisecond'
     ) b
  )
  select s.position, s.store, s.position < s.begins as "isGone", s.position > s.newest as "isAhead", k.producer, k.epoch::int as epoch,
         case when s.position < s.forgotten then '{}'
              else (coalesce(p.applied, '{}') - coalesce(l.applied, '{}') - coalesce(d.sequences, '{}'))::text
         end as applied,
         coalesce(d.number, 0) as dead,
         coalesce(not isempty((p.applied - coalesce(a.since, '{}'))
                              * int8multirange(int8range(a.sequence + 1, null))), false) as "rolledBack"
    from stands s
    left join known k on true
    left join consumer_position p on p.consumer = $1 and p.producer = k.producer and p.epoch = k.epoch
    left join later l on l.producer = k.producer and l.epoch = k.epoch
    left join announced a on a.producer = k.producer and a.epoch = k.epoch
    left join dead d on d.producer = k.producer and d.epoch = k.epoch
   order by k.producer, k.epoch`;

const NEWEST: Statement = {
  name: 'report_stands',
  text: appliedAt(
    'position',
    'select null::text as producer, null::bigint as epoch, null::int8multirange as applied where false',
  ),
};

const EARLIER: Statement = {
  name: 'report_stood',
  text: appliedAt(
    '$6::bigint',
    'select producer, epoch, range_agg(applied) as applied from report_batch where position > $6 group by 1, 2',
  ),
};

import {
  DomainError,
  producers,
  type CompletenessView,
  type ProducerName,
  type ServiceCompletenessView,
} from '@daybook/contracts';
import { parseRuns } from '@daybook/messaging';
import type { Sql } from '../store/sql';
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
   * The completeness of an answer that stands at a position: what was committed later counts as missing.
   * The heads are read first, so that what is applied can only be newer than they are.
   * @throws DomainError `reporting.position_gone` for a position of a store that was replaced
   */
  async at(sql: Sql, position: number): Promise<CompletenessView> {
    const heard = new Map(producers.map((producer) => [producer, this.heads.of(producer)]));
    const now = this.now();
    const applied = await this.applied(sql, position, [...heard.values()], now);
    const services = producers.map((producer) =>
      this.dated(position, assess(producer, heard.get(producer), applied.get(producer) ?? [], now)),
    );
    return { position, state: overall(services.map((s) => s.state)), services };
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
    sql: Sql,
    position: number,
    heard: readonly (HeardHead | undefined)[],
    now: number,
  ): Promise<Map<ProducerName, AppliedEpoch[]>> {
    const heads = heard.flatMap((head) =>
      (head?.epochs ?? []).map((epoch) => ({
        ...epoch,
        producer: head?.producer,
        age: now - (head?.heardAt ?? now),
      })),
    );
    const rows = await sql.rows<AppliedRow>(APPLIED, [
      this.consumer,
      position,
      heads.map((head) => head.producer),
      heads.map((head) => head.epoch),
      heads.map((head) => head.sequence),
      heads.map((head) => head.age + SKEW_MS),
    ]);
    const found = new Map<ProducerName, AppliedEpoch[]>();
    for (const row of rows) {
      if (row.isGone) throw new DomainError('reporting.position_gone');
      const epochs = found.get(row.producer) ?? [];
      epochs.push({
        epoch: row.epoch,
        ranges: parseRuns(row.applied),
        deadLetters: row.dead,
        setBack: row.setBack,
      });
      found.set(row.producer, epochs);
    }
    return found;
  }
}

interface AppliedRow {
  producer: ProducerName;
  epoch: number;
  applied: string;
  /** Whether the position is of a store that is there no more. */
  isGone: boolean;
  dead: number;
  setBack: boolean;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

// Positions, dead letters and batches in one statement: one snapshot. Batches after the answer's position
// are taken away again. If the batches since are no longer kept, nothing is known to be in.
const APPLIED = `
  with known as (
    select producer, epoch from consumer_position where consumer = $1
    union
    select producer, epoch from dead_letter where consumer = $1 and resolved_at is null and sequence is not null
  ), later as (
    select producer, epoch, range_agg(applied) as applied
      from report_batch where position > $2 group by producer, epoch
  ), dead as (
    select producer, epoch, count(*)::int as number,
           range_agg(int8range(sequence, sequence + 1)) as sequences
      from dead_letter
     where consumer = $1 and resolved_at is null and sequence is not null
     group by producer, epoch
  ), announced as (
    -- What came since the announcement may well be beyond it; what came long before may not.
    select h.producer, h.epoch, h.sequence, range_agg(b.applied) as since
      from unnest($3::text[], $4::bigint[], $5::bigint[], $6::float8[]) as h (producer, epoch, sequence, age)
      left join report_batch b
        on b.producer = h.producer and b.epoch = h.epoch
       and b.committed_at > clock_timestamp() - h.age * interval '1 millisecond'
     group by h.producer, h.epoch, h.sequence
  ), forgotten as (
    select $2::bigint < forgotten as is_so, $2::bigint < begins as is_gone from report_position
  )
  select k.producer, k.epoch::int as epoch,
         case when f.is_so then '{}'
              else (coalesce(p.applied, '{}') - coalesce(l.applied, '{}') - coalesce(d.sequences, '{}'))::text
         end as applied,
         f.is_gone as "isGone",
         coalesce(d.number, 0) as dead,
         coalesce(not isempty((p.applied - coalesce(a.since, '{}'))
                              * int8multirange(int8range(a.sequence + 1, null))), false) as "setBack"
    from known k
    cross join forgotten f
    left join consumer_position p on p.consumer = $1 and p.producer = k.producer and p.epoch = k.epoch
    left join later l on l.producer = k.producer and l.epoch = k.epoch
    left join announced a on a.producer = k.producer and a.epoch = k.epoch
    left join dead d on d.producer = k.producer and d.epoch = k.epoch
   order by k.producer, k.epoch`;

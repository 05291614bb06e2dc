import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { houseCircuitStates, type HouseCircuitState, type HouseCircuitView } from '@daybook/contracts';
import { Metrics } from '@daybook/messaging';
import { Clock, firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { FulfillmentConfig } from '../fulfillment.config';

/** Failures in a row after which a house that is coming back counts as down again: one may be the message's own. */
const FAILURES_TO_REOPEN = 2;
/** By how much a house that stays down is tried more rarely in the end. */
const RAREST = 10;

/** A house for which something is due, and in which state its circuit is. */
export interface DueHouse {
  houseId: string;
  state: HouseCircuitState;
  /** Whether what it is sent is joined before. */
  bundles: boolean;
}

interface CircuitRow {
  state: HouseCircuitState;
  failures: number;
  probes: number;
  opened_at: string | null;
  retry_at: string | null;
  recovered_at: string | null;
  last_error: string | null;
}

/**
 * A circuit breaker for each house, in the database, so that all replicas see the same. `closed`: it gets what is due,
 * several at once. `open`, after failures in a row: one message at a time finds out whether it is back, ever more
 * rarely; the others wait without using up their tries. `recovering`: it gets what has waited one after the other, in
 * the order in which that fell due.
 */
@Injectable()
export class HouseCircuits {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: FulfillmentConfig,
    metrics: Metrics,
  ) {
    metrics.onRead(() => this.work.read((em) => readFigures(em, metrics, this.clock.now())));
  }

  /** The houses for which something is due and that may be tried now. */
  due(): Promise<DueHouse[]> {
    return this.work.read((em) => rows<DueHouse>(em, DUE, [this.clock.now()]));
  }

  /** Whether one message of a house that is not closed may be tried now; of several replicas one is told so. */
  async mayTry(em: EntityManager, houseId: string, now: Date, until: Date): Promise<boolean> {
    const circuit = await firstRow<CircuitRow>(
      em,
      'select * from house_circuit where house_id = $1 for update skip locked',
      [houseId],
    );
    if (circuit === undefined) return false;
    if (circuit.state === 'open') {
      if (circuit.retry_at !== null && new Date(circuit.retry_at) > now) return false;
      await rows(em, 'update house_circuit set retry_at = $2 where house_id = $1', [houseId, until]);
      return true;
    }
    const underWay = await firstRow(em, 'select id from sending where house_id = $1 and leased_until > $2', [
      houseId,
      now,
    ]);
    return underWay === undefined;
  }

  /** The house has answered as one that is there. */
  async answered(houseId: string): Promise<void> {
    const before = await this.work.read((em) => find(em, houseId));
    if (before === undefined || (before.state === 'closed' && before.failures === 0)) return;
    await this.work.transaction(async (em) => {
      const now = this.clock.now();
      const circuit = await find(em, houseId, 'for update');
      if (circuit?.state === 'open') {
        await rows(
          em,
          `update house_circuit set state = 'recovering', failures = 0, probes = 0, recovered_at = $2 where house_id = $1`,
          [houseId, now],
        );
        await rows(em, BRING_FORWARD, [houseId]);
        return;
      }
      const waiting =
        circuit?.state === 'recovering' &&
        (await firstRow(em, STILL_WAITING, [houseId, now, circuit.recovered_at])) !== undefined;
      await rows(
        em,
        `update house_circuit set failures = 0, state = $2, last_error = case when $2 = 'closed' then null else last_error end
         where house_id = $1`,
        [houseId, waiting ? 'recovering' : 'closed'],
      );
    });
  }

  /**
   * The house did not answer, or as one that is not itself.
   * @param since when the try began: what was under way when the circuit opened says nothing new
   */
  async failed(houseId: string, since: Date, error: string): Promise<void> {
    await this.work.transaction(async (em) => {
      const now = this.clock.now();
      await rows(
        em,
        `insert into house_circuit (house_id, state) values ($1, 'closed') on conflict do nothing`,
        [houseId],
      );
      const circuit = await find(em, houseId, 'for update');
      if (circuit === undefined) return;
      const { houseFailuresToOpen, houseProbeSeconds } = this.config;
      const failures = circuit.failures + 1;
      const most = circuit.state === 'recovering' ? FAILURES_TO_REOPEN : houseFailuresToOpen;
      if (circuit.state !== 'open' && failures < most) {
        await rows(em, 'update house_circuit set failures = $2, last_error = $3 where house_id = $1', [
          houseId,
          failures,
          error,
        ]);
        return;
      }
      if (circuit.state === 'open' && circuit.opened_at !== null && since < new Date(circuit.opened_at))
        return;
      const probes = circuit.state === 'open' ? circuit.probes + 1 : 0;
      const rest = houseProbeSeconds * Math.min(2 ** probes, RAREST);
      await rows(
        em,
        `update house_circuit set state = 'open', failures = $2, probes = $3, retry_at = $4, last_error = $5, recovered_at = null,
           opened_at = case when state = 'open' then opened_at else $6 end
         where house_id = $1`,
        [houseId, failures, probes, new Date(now.getTime() + rest * 1000), error, now],
      );
    });
  }
}

/** Has a house tried now that was found down: somebody asks for it. */
export async function tryNow(em: EntityManager, houseId: string, now: Date): Promise<void> {
  await rows(em, `update house_circuit set retry_at = $2 where house_id = $1 and state = 'open'`, [
    houseId,
    now,
  ]);
}

const DUE = `
  select h.id as "houseId", coalesce(c.state, 'closed') as state, h.bundling_minutes > 0 as bundles
  from house h left join house_circuit c on c.house_id = h.id
  where (c.state is distinct from 'open' or c.retry_at <= $1) and exists (
    select from sending s
    where s.house_id = h.id and s.status = 'waiting' and s.next_try_at <= $1
      and (s.leased_until is null or s.leased_until < $1))`;

/** What was tried in vain while the house was down is due again where it once was; what somebody is at is left alone. */
const BRING_FORWARD = `
  update sending set next_try_at = due_at where id in (
    select id from sending where house_id = $1 and status = 'waiting' and attempts > 0 and next_try_at > due_at
    for update skip locked)`;

const STILL_WAITING = `
  select id from sending
  where house_id = $1 and status = 'waiting' and next_try_at <= $2 and due_at <= $3 limit 1`;

function find(em: EntityManager, houseId: string, lock = ''): Promise<CircuitRow | undefined> {
  return firstRow<CircuitRow>(em, `select * from house_circuit where house_id = $1 ${lock}`, [houseId]);
}

/** The circuit of a house that was never sent anything. */
export const UNUSED_CIRCUIT: HouseCircuitView = { state: 'closed', failures: 0, waiting: 0 };

/** How houses' circuits are seen, by the house's id. */
export async function circuitsOf(
  em: EntityManager,
  houseIds: readonly string[],
): Promise<Map<string, HouseCircuitView>> {
  const found = await rows<Omit<CircuitRow, 'probes' | 'recovered_at'> & { id: string; waiting: number }>(
    em,
    `select h.id, coalesce(c.state, 'closed') as state, coalesce(c.failures, 0) as failures,
       c.opened_at, c.retry_at, c.last_error,
       (select count(*)::int from (
         select from sending s where s.house_id = h.id and s.status = 'waiting' limit 10000) w) as waiting
     from house h left join house_circuit c on c.house_id = h.id where h.id = any($1::uuid[])`,
    [houseIds],
  );
  return new Map(found.map(({ id, waiting, ...circuit }) => [id, { ...toCircuitView(circuit), waiting }]));
}

async function readFigures(em: EntityManager, metrics: Metrics, now: Date): Promise<void> {
  const found = await rows<{ state: HouseCircuitState; houses: number }>(
    em,
    `select coalesce(c.state, 'closed') as state, count(*)::int as houses
     from house h left join house_circuit c on c.house_id = h.id where not h.retired group by 1`,
  );
  for (const state of houseCircuitStates)
    metrics.houseCircuits.set({ state }, found.find((each) => each.state === state)?.houses ?? 0);
  const due = await firstRow<{ waiting: number }>(
    em,
    `select count(*)::int as waiting from (
       select from sending where status = 'waiting' and next_try_at <= $1 limit 10000) w`,
    [now],
  );
  metrics.houseMessagesWaiting.set(due?.waiting ?? 0);
}

function toCircuitView({
  state,
  failures,
  opened_at,
  retry_at,
  last_error,
}: Omit<CircuitRow, 'probes' | 'recovered_at'>): Omit<HouseCircuitView, 'waiting'> {
  return {
    state,
    failures,
    ...(state === 'closed' || opened_at === null ? {} : { openedAt: new Date(opened_at).toISOString() }),
    ...(state !== 'open' || retry_at === null ? {} : { retryAt: new Date(retry_at).toISOString() }),
    ...(last_error === null ? {} : { lastError: last_error }),
  };
}

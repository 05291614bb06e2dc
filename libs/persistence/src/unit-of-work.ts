import { createHash } from 'node:crypto';
import { type MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import { DomainError, isId, type Call } from '@daybook/contracts';
import { customersRecordedIn, keepAnswer, recordedIn, writeRecorded } from './record';
import { activeTraceparent, inSpan } from './spans';
import { firstRow, rows, type Statement } from './sql';
import { writtenIn } from './written-tables';

/** What a transaction has done, once it is committed. */
export interface Commit {
  /** How many events it recorded. */
  readonly events: number;
  /** The tables that it wrote. */
  readonly tables: ReadonlySet<string>;
}

/** What a begun command finds: its own progress, or the answer of the first time. */
export type Begun<P, T> = { done: false; progress: P; resumed: boolean } | { done: true; answer: T };

interface KeptRequest {
  operation: string;
  body_hash: string;
  state: 'begun' | 'done' | 'erased';
  progress: unknown;
  answer: string | null;
}

/**
 * The transactions of a service. Whatever a command changes, the events it records and the answer kept for its
 * idempotency key are committed together.
 */
export class UnitOfWork {
  private readonly listeners: ((commit: Commit) => void)[] = [];

  constructor(private readonly orm: MikroORM) {}

  /** Calls back after each commit of a transaction. */
  onCommitted(listener: (commit: Commit) => void): void {
    this.listeners.push(listener);
  }

  /** Reads with an entity manager of its own, outside a transaction. */
  async read<T>(query: (em: EntityManager) => Promise<T>): Promise<T> {
    return query(this.orm.em.fork());
  }

  /** Runs one prepared statement by itself: a round trip, committed by the server as it ends. */
  alone<T>(statement: Statement, values: readonly unknown[]): Promise<T[]> {
    return rows<T>(this.orm.em, statement, values);
  }

  /** Runs facts from outside, jobs and consumers' work in one transaction. */
  async transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    // Consumers and jobs work on many things at once: their transactions belong to no single trace.
    if (activeTraceparent() === undefined) return (await this.committed(work)).result;
    return inSpan('transaction', { attributes: { 'db.system.name': 'postgresql' } }, async (note) => {
      const { result, recorded } = await this.committed(work);
      note({ 'daybook.journal.recorded': recorded });
      return result;
    });
  }

  private async committed<T>(
    work: (em: EntityManager) => Promise<T>,
  ): Promise<{ result: T; recorded: number }> {
    const em = this.orm.em.fork();
    let commit: Commit = { events: 0, tables: new Set() };
    const result = await em.transactional(async (tx) => {
      const made = await work(tx);
      await tx.flush();
      await writeRecorded(tx);
      commit = { events: recordedIn(tx), tables: writtenIn(tx) };
      return made;
    });
    for (const listener of this.listeners) listener(commit);
    return { result, recorded: commit.events };
  }

  /**
   * Runs a command in one transaction. With an idempotency key its answer is kept in the same transaction, and the
   * same key with the same body answers it again without running.
   * @throws DomainError `request.idempotency_conflict` for the same key with another request
   */
  async command<T extends object | void>(call: Call, work: (em: EntityManager) => Promise<T>): Promise<T> {
    if (call.idempotencyKey === undefined) return this.transaction(work);
    return this.transaction(async (em) => {
      const kept = await this.keep(em, call, 'done');
      if (kept !== null) {
        if (kept.state === 'begun') throw new DomainError('request.in_progress', { retryAfter: 1 });
        expectKept(kept);
        return JSON.parse(kept.answer ?? 'null') as T;
      }
      const answer = await work(em);
      await em.flush();
      this.keepAnswer(em, call, answer);
      return answer;
    });
  }

  /**
   * First half of a command that calls somebody outside: commits `work` with the progress it returns, or finds what
   * an earlier try with the same key left: its progress (to go on from), or its answer.
   */
  async begin<P extends object, T>(
    call: Call,
    work: (em: EntityManager) => Promise<P>,
  ): Promise<Begun<P, T>> {
    return this.transaction(async (em) => {
      const kept = call.idempotencyKey === undefined ? null : await this.keep(em, call, 'begun');
      expectKept(kept);
      if (kept?.state === 'done') return { done: true, answer: JSON.parse(kept.answer ?? 'null') as T };
      if (kept?.state === 'begun') return { done: false, progress: kept.progress as P, resumed: true };
      const progress = await work(em);
      await em.flush();
      if (call.idempotencyKey !== undefined) {
        await rows(em, 'update idempotency set progress = $1::jsonb where caller = $2 and key = $3', [
          JSON.stringify(progress),
          callerOf(call),
          call.idempotencyKey,
        ]);
      }
      return { done: false, progress, resumed: false };
    });
  }

  /** Second half: runs `work` unless another try was first, and keeps the answer. */
  async finish<T extends object>(call: Call, work: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction(async (em) => {
      if (call.idempotencyKey === undefined) return work(em);
      const kept = await firstRow<KeptRequest>(
        em,
        'select * from idempotency where caller = $1 and key = $2 for update',
        [callerOf(call), call.idempotencyKey],
      );
      expectKept(kept);
      if (kept?.state === 'done') return JSON.parse(kept.answer ?? 'null') as T;
      const answer = await work(em);
      await em.flush();
      this.keepAnswer(em, call, answer);
      return answer;
    });
  }

  /** Claims the key for this call; answers null when it is ours, else what stands under it. */
  private async keep(em: EntityManager, call: Call, state: 'begun' | 'done'): Promise<KeptRequest | null> {
    const hash = hashOf(call);
    const inserted = await firstRow(em, CLAIM, [
      callerOf(call),
      call.idempotencyKey,
      call.operation,
      hash,
      state,
    ]);
    if (inserted !== undefined) return null;
    const kept = await firstRow<KeptRequest>(em, 'select * from idempotency where caller = $1 and key = $2', [
      callerOf(call),
      call.idempotencyKey,
    ]);
    if (kept === undefined) throw new DomainError('request.in_progress', { retryAfter: 1 });
    if (kept.operation !== call.operation || kept.body_hash !== hash) {
      throw new DomainError('request.idempotency_conflict');
    }
    return kept;
  }

  /** Its events are recorded with it, at the transaction's end. */
  private keepAnswer(em: EntityManager, call: Call, answer: unknown): void {
    if (call.idempotencyKey === undefined) return;
    const text = JSON.stringify(answer ?? null);
    const customerIds = customersIn(em, text, answer);
    keepAnswer(em, { text, customerIds, caller: callerOf(call), key: call.idempotencyKey });
  }
}

const CLAIM: Statement = {
  name: 'idempotency_claim',
  text: `insert into idempotency (caller, key, operation, body_hash, state) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning key`,
};

/** @throws DomainError `request.answer_erased` */
function expectKept(kept: KeptRequest | null | undefined): void {
  if (kept?.state === 'erased') throw new DomainError('request.answer_erased');
}

/** Whose data an answer may hold: a customer's own, of something that names its customer, or that was recorded with it. */
function customersIn(em: EntityManager, text: string, answer: unknown): string[] {
  const { id } = (answer ?? {}) as { id?: unknown };
  const named = [...text.matchAll(/"customerId":"([^"]+)"/g)].map(([, found = '']) => found);
  const all = [...named, ...(typeof id === 'string' ? [id] : []), ...customersRecordedIn(em)];
  return [...new Set(all)].filter(isId);
}

function callerOf(call: Call): string {
  return `${call.actor.type}:${call.actor.id ?? ''}`;
}

function hashOf(call: Call): string {
  return createHash('sha256').update(canonical(call.input)).digest('hex');
}

/** JSON with sorted keys, so that the order in which a client writes fields does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

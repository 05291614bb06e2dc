import { SpanKind } from '@opentelemetry/api';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { BackgroundWork, isTransient, Metrics, PooledLoop, ServiceLogger } from '@daybook/messaging';
import { Clock, firstRow, inSpan, recordedIn, UnitOfWork, type Statement } from '@daybook/persistence';
import { FulfillmentConfig } from '../fulfillment.config';
import { applyKept } from './webhook-application';
import { eraseMentioned } from './webhook-erasure';
import { WebhookInboxEntry } from './webhook-inbox.entity';

/** Parcels of which webhooks are applied beside each other. */
const PARCELS_AT_ONCE = 4;
/** Webhooks of one parcel that are applied in one transaction. */
const MOST_TOGETHER = 100;
/** Tries of a webhook that fails by itself. */
const MOST_ATTEMPTS = 10;
const RETRY_AFTER_MS = 2_000;
const LONGEST_RETRY_MS = 600_000;

/** The oldest webhook that waits and is due of each parcel. Whoever locks it has the parcel's. */
const FIRST_OF_PARCELS = `
  select w.id, w.fulfillment_id from webhook_inbox w
  where w.state = 'waiting' and w.next_try_at <= $1 and not exists (
    select from webhook_inbox o
    where o.state = 'waiting' and o.next_try_at <= $1 and o.fulfillment_id = w.fulfillment_id and o.id < w.id)`;

const FIND: Statement = {
  name: 'find-parcels-with-webhooks',
  text: `${FIRST_OF_PARCELS} and w.fulfillment_id <> all($2::uuid[]) order by w.id limit $3 for update skip locked`,
};

/**
 * Applies webhooks that were stored, each once: what is done and that it was done are committed together. Safe in many
 * replicas. Those of one parcel are applied in the order in which they came; one that cannot be applied is tried again
 * later, and keeps no other one waiting.
 */
@Injectable()
export class WebhookWorker extends BackgroundWork {
  protected readonly loop: PooledLoop<string>;
  /** Parcels whose webhooks this replica is at. */
  private readonly underWay = new Set<string>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    metrics: Metrics,
    config: FulfillmentConfig,
    private readonly logger: ServiceLogger,
  ) {
    super();
    this.loop = new PooledLoop(
      'applying webhooks',
      config.workEveryMs,
      {
        what: 'applying the webhooks of a parcel',
        most: PARCELS_AT_ONCE,
        claim: (most) => this.find(most),
        work: (fulfillmentId) => this.attempt(fulfillmentId),
        named: (fulfillmentId) => ({ fulfillmentId }),
        ended: () => this.loop.wake(),
      },
      logger,
      { watches: ['webhook_inbox', 'fulfillment'] },
    );
    metrics.onRead(() => this.work.read((em) => readFigures(em, metrics, this.clock.now())));
  }

  /** There is a new one. */
  wake(): void {
    this.loop.wake();
  }

  /** Parcels of which webhooks are due, those first that wait longest; what others are at is theirs. */
  private async find(most: number): Promise<string[]> {
    const found = await this.work.alone<{ fulfillment_id: string }>(FIND, [
      this.clock.now(),
      [...this.underWay],
      most,
    ]);
    const parcels = found.map(({ fulfillment_id }) => fulfillment_id);
    for (const parcel of parcels) this.underWay.add(parcel);
    return parcels;
  }

  private async attempt(fulfillmentId: string): Promise<void> {
    try {
      const applied = await this.together(fulfillmentId, MOST_TOGETHER);
      // One of them is at fault: each by itself, then.
      if (!applied) while (!(await this.together(fulfillmentId, 1)));
    } finally {
      this.underWay.delete(fulfillmentId);
    }
  }

  /** Applies what waits of a parcel in one transaction. Answers false where that failed by itself. */
  private async together(fulfillmentId: string, most: number): Promise<boolean> {
    let last: WebhookInboxEntry | undefined;
    try {
      await this.work.transaction(async (em) => {
        for (const entry of await this.take(em, fulfillmentId, most)) {
          last = entry;
          await this.apply(em, entry);
        }
      });
      return true;
    } catch (error) {
      if (isTransient(error) || last === undefined) throw error;
      const { id } = last;
      this.logger.error('a webhook could not be applied', { webhook: id, err: error as Error });
      if (most === 1) await this.work.transaction((em) => this.missed(em, id));
      return false;
    }
  }

  private async take(em: EntityManager, fulfillmentId: string, most: number): Promise<WebhookInboxEntry[]> {
    const now = this.clock.now();
    const first = await firstRow(em, `${FIRST_OF_PARCELS} and w.fulfillment_id = $2 for update skip locked`, [
      now,
      fulfillmentId,
    ]);
    if (first === undefined) return [];
    return em.find(
      WebhookInboxEntry,
      { fulfillmentId, state: 'waiting', nextTryAt: { $lte: now } },
      { orderBy: { id: 'asc' }, limit: most },
    );
  }

  private async apply(em: EntityManager, entry: WebhookInboxEntry): Promise<void> {
    const recorded = recordedIn(em);
    const parent = entry.traceparent ?? undefined;
    await inSpan('apply webhook', { kind: SpanKind.CONSUMER, parent }, () =>
      applyKept(em, entry, this.clock.now()),
    );
    if (entry.state !== 'parked' && recordedIn(em) === recorded) await eraseMentioned(em, entry);
    await em.flush();
  }

  private async missed(em: EntityManager, id: string): Promise<void> {
    const entry = await em.findOneOrFail(WebhookInboxEntry, { id });
    if (entry.state !== 'waiting') return;
    entry.attempts += 1;
    const after = Math.min(RETRY_AFTER_MS * 2 ** (entry.attempts - 1), LONGEST_RETRY_MS);
    entry.nextTryAt = new Date(this.clock.now().getTime() + after);
    if (entry.attempts < MOST_ATTEMPTS) return;
    entry.reject({
      code: 'internal.error',
      detail: 'It could not be applied; the log says why.',
      errors: [],
    });
    await eraseMentioned(em, entry);
  }
}

async function readFigures(em: EntityManager, metrics: Metrics, now: Date): Promise<void> {
  const found = await firstRow<{ waiting: number; oldest: Date | null }>(
    em,
    `select count(*)::int as waiting, min(received_at) as oldest from (
       select received_at from webhook_inbox where state = 'waiting' order by id limit 10000) w`,
  );
  const oldest = found?.oldest ?? null;
  metrics.webhooksWaiting.set(found?.waiting ?? 0);
  metrics.webhooksWaitingSeconds.set(
    oldest === null ? 0 : Math.max(0, now.getTime() - new Date(oldest).getTime()) / 1_000,
  );
}

import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  newId,
  RECONCILED_AT_ONCE,
  type Call,
  type FulfillmentStatus,
  type ReconciledDifferenceView,
  type ReconciledItemInput,
  type ReconcileHouseInput,
  type ReconciliationView,
} from '@daybook/contracts';
import { Clock, rows, UnitOfWork } from '@daybook/persistence';
import { OVERRULES, TRANSITIONS } from '../fulfillments/fulfillment-transitions';
import { House } from '../houses/house.entity';
import { houseListOf } from './house-list';
import { applyWebhook } from './webhook-application';
import { WebhookInboxEntry } from './webhook-inbox.entity';

const MISSED_MOST = 1_000;

interface KnownRow {
  id: string;
  status: FulfillmentStatus;
  numbers: string[];
}

/** Holds houses' own lists against what is known here. */
@Injectable()
export class ReconciliationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  reconcile(input: ReconcileHouseInput, call: Call): Promise<ReconciliationView> {
    return this.work.command(call, async (em) => {
      const house = await em.findOne(House, { id: input.id });
      if (house === null) throw new DomainError('fulfillment.not_found');
      const list = houseListOf(input);
      const ids = [...new Set(list.map(({ fulfillmentId }) => fulfillmentId))];
      const known = await knownOf(em, house.id, ids);
      const found = list.flatMap((item) => differenceOf(item, known.get(item.fulfillmentId)) ?? []);
      const open = found.filter(({ view }) => view.applicable);
      const taken = input.apply === true ? open.slice(0, RECONCILED_AT_ONCE) : [];
      for (const { item, view } of taken) view.applied = await this.take(em, house, item, call);
      await em.flush();
      const unknownHere = ids.filter((id) => !known.has(id));
      return {
        same: list.filter(({ fulfillmentId }) => known.has(fulfillmentId)).length - found.length,
        differences: found.map(({ view }) => view),
        unknownHere,
        missingThere: await missedOf(em, house.id, ids, input),
        more: open.length > taken.length,
      };
    });
  }

  /** Takes over what a line says, as if the house had told it by a webhook, once. */
  private async take(
    em: EntityManager,
    house: House,
    item: ReconciledItemInput,
    call: Call,
  ): Promise<boolean> {
    const { fulfillmentId, status, trackingNumber, carrier } = item;
    const now = this.clock.now();
    const happenedAt = item.happenedAt === undefined ? now : new Date(item.happenedAt);
    const data = { fulfillmentId, trackingNumber, carrier };
    const body = { type: `fulfillment.${status}`, timestamp: happenedAt.toISOString(), data };
    const entry = Object.assign(new WebhookInboxEntry(), {
      id: newId(),
      houseId: house.id,
      webhookId: `reconciled_${hashOf([fulfillmentId, status, trackingNumber, item.happenedAt ?? now])}`,
      body: Buffer.from(JSON.stringify(body)),
      receivedAt: now,
      state: 'applied',
    });
    if ((await em.count(WebhookInboxEntry, { houseId: house.id, webhookId: entry.webhookId })) > 0)
      return false;
    em.persist(entry);
    const fault = await applyWebhook(em, entry, { type: status, happenedAt, data }, now, call);
    if (fault !== null) entry.reject(fault);
    return fault === null;
  }
}

/** What is known here of what a list names. */
async function knownOf(
  em: EntityManager,
  houseId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownRow>> {
  const found = await rows<KnownRow>(
    em,
    `select f.id, f.status, coalesce((
       select array_agg(m.tracking_number) from fulfillment_message m
       where m.fulfillment_id = f.id and m.tracking_number is not null), '{}') numbers
     from fulfillment f where f.house_id = $1 and f.id = any($2::uuid[])`,
    [houseId, ids],
  );
  return new Map(found.map((row) => [row.id, row]));
}

function differenceOf(
  item: ReconciledItemInput,
  known: KnownRow | undefined,
): { item: ReconciledItemInput; view: ReconciledDifferenceView } | undefined {
  if (known === undefined) return undefined;
  const { status: houseStatus, trackingNumber } = item;
  const { status } = known;
  const next = TRANSITIONS[houseStatus][status] ?? OVERRULES[houseStatus]?.[status];
  const newParcel = trackingNumber !== undefined && !known.numbers.includes(trackingNumber);
  // What is the same already, or was so before its return was announced.
  const same = (houseStatus === 'accepted' ? 'pending_shipment' : houseStatus) === status;
  const before = status === 'rma_pending' && (houseStatus === 'shipped' || houseStatus === 'delivered');
  if ((same || before) && !newParcel) return undefined;
  const applicable = next !== undefined && (next !== status || newParcel);
  const parcel = trackingNumber === undefined ? {} : { trackingNumber };
  return {
    item,
    view: { fulfillmentId: known.id, status, houseStatus, ...parcel, applicable, applied: false },
  };
}

/** What the house was sent and has not ended, and its list does not name; a bundle has the name of its first. */
async function missedOf(
  em: EntityManager,
  houseId: string,
  ids: readonly string[],
  { from, to }: ReconcileHouseInput,
): Promise<string[]> {
  const missed = await rows<{ id: string }>(
    em,
    `select id from fulfillment
     where house_id = $1 and bundled_into is null and status in ('pending', 'pending_shipment', 'address_hold', 'shipped', 'failed')
       and created_at >= coalesce($2::timestamptz, '-infinity') and created_at < coalesce($3::timestamptz, 'infinity')
       and id <> all($4::uuid[])
     order by created_at desc, id desc limit ${MISSED_MOST}`,
    [houseId, from ?? null, to ?? null, ids],
  );
  return missed.map(({ id }) => id);
}

function hashOf(parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}

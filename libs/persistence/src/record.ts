import type { EntityManager } from '@mikro-orm/postgresql';
import {
  attributeFaults,
  catalog,
  newId,
  SYSTEM,
  type Actor,
  type AttributesOf,
  type Call,
  type CatalogKey,
  type DaybookEvent,
  type EventAbout,
  type EventContext,
  type EventPersonal,
} from '@daybook/contracts';
import { clock } from './clock';
import { JournalRow, type UnnumberedEvent } from './journal.entity';
import { activeTraceparent } from './spans';

/** What is said when an event is recorded. */
export interface Fact<K extends CatalogKey> {
  /** The call that did it: gives actor and correlation. */
  call?: Call;
  /** Who did it where there was no call; the system when absent. */
  actor?: Actor;
  /** When it happened; now when absent. */
  time?: Date;
  /** What surrounded it; empty for events about no customer. */
  context?: EventContext;
  attributes: AttributesOf<K>;
  /** Names, addresses and free text: the only place for them. */
  personal?: EventPersonal;
  about?: EventAbout;
  /** The event that this one follows from: gives correlation and causation. */
  cause?: Pick<DaybookEvent, 'id' | 'correlationid' | 'traceparent'>;
  /** Correlation where neither call nor cause is there (an engine's message id). */
  correlationId?: string;
  /** The fact came in a state whose table did not allow it. */
  unexpected?: boolean;
}

const counts = new WeakMap<EntityManager, number>();
const customers = new WeakMap<EntityManager, Set<string>>();

/** How many events a transaction has recorded so far. */
export function recordedIn(em: EntityManager): number {
  return counts.get(em) ?? 0;
}

/** The customers whom the events are about that a transaction has recorded so far. */
export function customersRecordedIn(em: EntityManager): string[] {
  return [...(customers.get(em) ?? [])];
}

/**
 * Records that something happened: one row in the journal, in the transaction of `em`.
 * @throws Error when the attributes do not fit the catalog's class: a mistake in our own code
 */
export function record<K extends CatalogKey>(em: EntityManager, key: K, fact: Fact<K>): UnnumberedEvent {
  const entry = catalog.entry(key);
  const faults = attributeFaults(key, fact.attributes);
  if (faults.length > 0) throw new Error(`${key} was recorded with wrong attributes: ${faults.join('; ')}`);
  const now = clock.now();
  const actor = fact.call?.actor ?? fact.actor ?? SYSTEM;
  const id = newId();
  const event: UnnumberedEvent = {
    specversion: '1.0',
    id,
    source: `/daybook/${entry.source}`,
    type: key,
    time: (fact.time ?? now).toISOString(),
    recordedtime: now.toISOString(),
    datacontenttype: 'application/json',
    ...(fact.context?.customerId === undefined ? {} : { subject: `customers/${fact.context.customerId}` }),
    correlationid: fact.call?.correlationId ?? fact.cause?.correlationid ?? fact.correlationId ?? id,
    ...(fact.cause === undefined ? {} : { causationid: fact.cause.id }),
    actortype: actor.type,
    ...(actor.id === null ? {} : { actorid: actor.id }),
    actorname: actor.username,
    ...(actor.accessLevel === null ? {} : { actorlevel: actor.accessLevel }),
    ...(actor.callCenterId === null ? {} : { actorcallcenter: actor.callCenterId }),
    ...traceOf(fact.cause?.traceparent ?? activeTraceparent() ?? fact.call?.traceparent),
    data: {
      attributes: { ...fact.attributes },
      context: fact.context ?? { productIds: [], customFields: {} },
      about: fact.about ?? {},
      personal: fact.personal ?? {},
      ...(fact.unexpected === true ? { unexpected: true } : {}),
    },
  };
  const row = new JournalRow();
  row.id = id;
  row.recordedAt = now;
  row.event = event;
  em.persist(row);
  counts.set(em, recordedIn(em) + 1);
  const about = fact.context?.customerId;
  if (about !== undefined) customers.set(em, new Set([...customersRecordedIn(em), about]));
  return event;
}

function traceOf(traceparent: string | undefined): { traceparent?: string } {
  return traceparent === undefined ? {} : { traceparent };
}

import type { EntityManager } from '@mikro-orm/postgresql';
import {
  attributeFaults,
  catalog,
  DomainError,
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
  type ProducerName,
} from '@daybook/contracts';
import { clock } from './clock';
import { ensureMonthsOf } from './migrations/journal-months';
import { activeTraceparent } from './spans';
import { rows, type Statement } from './sql';

/** An event as it stands in the journal before it has its number. */
export type UnnumberedEvent = Omit<DaybookEvent, 'epoch' | 'sequence'>;

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

/** Bytes that an event may have: far less than NATS takes, and than an answer out of a journal holds. */
export const EVENT_MAX_BYTES = 256 * 1024;

const recorded = new WeakMap<EntityManager, UnnumberedEvent[]>();
const customers = new WeakMap<EntityManager, Set<string>>();

/** How many events a transaction has recorded so far. */
export function recordedIn(em: EntityManager): number {
  return recorded.get(em)?.length ?? 0;
}

/** The answer kept for a command's idempotency key. */
export interface KeptAnswer {
  /** The answer, byte by byte as it is given again. */
  text: string;
  /** Whose data it may hold. */
  customerIds: string[];
  caller: string;
  key: string;
}

const answers = new WeakMap<EntityManager, KeptAnswer>();

/** Has an answer kept when the transaction ends, together with what it has recorded. */
export function keepAnswer(em: EntityManager, answer: KeptAnswer): void {
  answers.set(em, answer);
}

/**
 * Writes what a transaction has recorded into the journal, in the order in which it was recorded, a row each, and keeps
 * the command's answer: all in one statement. Asked once, at the transaction's end.
 * @throws DomainError `request.too_large` where an event is larger than one can be published
 */
export async function writeRecorded(em: EntityManager): Promise<void> {
  const events = recorded.get(em);
  const answer = answers.get(em);
  const kept = answer && [answer.text, answer.customerIds, answer.caller, answer.key];
  const journal = events && rowsOf(events);
  if (journal) await ensureMonthsOf(em, journal[1]);
  if (journal && kept) await rows(em, WRITE_AND_KEEP, [...journal, ...kept]);
  else if (journal) await rows(em, WRITE, journal);
  else if (kept) await rows(em, KEEP, kept);
}

function rowsOf(events: readonly UnnumberedEvent[]): [ids: string[], times: string[], events: string] {
  // JSON holds no line breaks; as an array's elements the texts would have to be escaped.
  const written = events.map((event) => JSON.stringify(event));
  if (written.some((event) => Buffer.byteLength(event) > EVENT_MAX_BYTES)) {
    throw new DomainError('request.too_large', { detail: 'It is more than one act can hold.' });
  }
  return [events.map(({ id }) => id), events.map(({ recordedtime }) => recordedtime), written.join('\n')];
}

/** The customers whom the events are about that a transaction has recorded so far. */
export function customersRecordedIn(em: EntityManager): string[] {
  return [...(customers.get(em) ?? [])];
}

/**
 * Records that something happened: one row in the journal, in the transaction of `em`, a unit of work's.
 * @throws Error when the attributes do not fit the catalog's class: a mistake in our own code
 */
export function record<K extends CatalogKey>(em: EntityManager, key: K, fact: Fact<K>): UnnumberedEvent {
  const { source } = catalog.entry(key);
  const faults = attributeFaults(key, fact.attributes);
  if (faults.length > 0) throw new Error(`${key} was recorded with wrong attributes: ${faults.join('; ')}`);
  return keep(em, source, key, fact);
}

/**
 * Records what somebody outside told under a type that the catalog does not know, for the legacy timeline. What is
 * personal of it nobody can tell, so all of it is taken for personal.
 * @param type two words or more with dots between, without the producer
 */
export function recordUnread(
  em: EntityManager,
  producer: ProducerName,
  type: string,
  fact: Omit<Fact<CatalogKey>, 'attributes' | 'unexpected'>,
): UnnumberedEvent {
  const event = keep(em, producer, `${producer}.${type}`, { ...fact, attributes: {} });
  event.data.unread = true;
  return event;
}

function keep(
  em: EntityManager,
  source: ProducerName,
  key: string,
  fact: Omit<Fact<CatalogKey>, 'attributes'> & { attributes: object },
): UnnumberedEvent {
  const now = clock.now();
  const actor = fact.call?.actor ?? fact.actor ?? SYSTEM;
  const id = newId();
  const event: UnnumberedEvent = {
    specversion: '1.0',
    id,
    source: `/daybook/${source}`,
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
  const before = recorded.get(em);
  if (before === undefined) recorded.set(em, [event]);
  else before.push(event);
  const about = fact.context?.customerId;
  if (about !== undefined) customers.set(em, (customers.get(em) ?? new Set()).add(about));
  return event;
}

function traceOf(traceparent: string | undefined): { traceparent?: string } {
  return traceparent === undefined ? {} : { traceparent };
}

const WRITE: Statement = {
  name: 'journal_write',
  text: `insert into journal (id, recorded_at, event)
         select id, recorded_at, event::jsonb
           from rows from (unnest($1::uuid[]), unnest($2::timestamptz[]), string_to_table($3, E'\\n'))
                with ordinality as recorded (id, recorded_at, event, nth)
          order by nth`,
};

const KEEP: Statement = { name: 'answer_keep', text: keeping(1) };

const WRITE_AND_KEEP: Statement = {
  name: 'journal_write_and_keep',
  text: `with kept as (${keeping(4)}) ${WRITE.text}`,
};

/** Keeps an answer, the four values of which begin at `$first`. */
function keeping(first: number): string {
  return `update idempotency set state = 'done', answer = $${first}, customer_ids = $${first + 1}::uuid[]
           where caller = $${first + 2} and key = $${first + 3}`;
}

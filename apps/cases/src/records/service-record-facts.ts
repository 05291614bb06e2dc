import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, AttributesOf, Call, EventPersonal } from '@daybook/contracts';
import { clock, record, rows } from '@daybook/persistence';
import { optionLabel } from '../options/options-in-use';
import { contextOfCustomer } from '../people/customer-context';
import type { ServiceRecord } from './service-record.entity';

/** Keys of what happens to service records. */
export type RecordFactKey =
  'cases.record.started' | 'cases.record.updated' | 'cases.record.ended' | 'cases.conversation.recorded';

/** What happened in a record that was nobody's. */
interface PendingFact {
  key: RecordFactKey;
  time: Date | string;
  actor: Actor;
  correlationId: string;
  attributes: AttributesOf<RecordFactKey>;
  personal: EventPersonal;
}

/**
 * Records what happened to a service record. While it has no customer it is nobody's activity: what happens is kept and
 * told once it has one.
 */
export async function recordRecordFact<K extends RecordFactKey>(
  em: EntityManager,
  key: K,
  about: ServiceRecord,
  call: Call,
  said: { attributes: AttributesOf<K>; personal?: EventPersonal; time?: Date },
): Promise<void> {
  if (about.customerId === null) return keepPending(em, key, about, call, said);
  record(em, key, {
    call,
    time: said.time,
    context: await contextOfCustomer(em, about.customerId),
    attributes: said.attributes,
    personal: said.personal,
    about: { serviceRecordId: about.id },
  });
}

async function keepPending<K extends RecordFactKey>(
  em: EntityManager,
  key: K,
  about: ServiceRecord,
  call: Call,
  said: { attributes: AttributesOf<K>; personal?: EventPersonal; time?: Date },
): Promise<void> {
  await rows(
    em,
    `insert into pending_record_fact (record_id, key, time, actor, correlation_id, attributes, personal)
     values ($1, $2, $3, $4::jsonb, $5, $6::jsonb, $7::jsonb)`,
    [
      about.id,
      key,
      said.time ?? clock.now(),
      JSON.stringify(call.actor),
      call.correlationId,
      JSON.stringify(said.attributes),
      JSON.stringify(said.personal ?? {}),
    ],
  );
}

/** Tells of a record that has got its customer all that happened before: each at its own time and by whoever did it. */
export async function recordPending(em: EntityManager, about: ServiceRecord): Promise<void> {
  if (about.customerId === null) return;
  const pending = await rows<PendingFact & { nth: string }>(
    em,
    `delete from pending_record_fact where record_id = $1
     returning nth, key, time, actor, correlation_id as "correlationId", attributes, personal`,
    [about.id],
  );
  const context = await contextOfCustomer(em, about.customerId);
  for (const { key, time, actor, correlationId, attributes, personal } of inOrder(pending)) {
    record(em, key, {
      actor,
      correlationId,
      time: new Date(time),
      context,
      attributes,
      personal,
      about: { serviceRecordId: about.id },
    });
  }
}

function inOrder<F extends { nth: string }>(pending: readonly F[]): F[] {
  return [...pending].sort((one, other) => Number(one.nth) - Number(other.nth));
}

/** What a record began with, its options in the administrators' words, without those it does not have. */
export async function startedAttributes(
  em: EntityManager,
  of: ServiceRecord,
): Promise<AttributesOf<'cases.record.started'>> {
  return filled({
    channel: await optionLabel(em, 'channels', of.channel),
    channelCategory: await optionLabel(em, 'channel-categories', of.channelCategory),
    handler: of.handlerName,
  });
}

/** The same of a record that has ended, with its result and reason. */
export async function endedAttributes(
  em: EntityManager,
  of: ServiceRecord,
): Promise<AttributesOf<'cases.record.ended'>> {
  return filled({
    ...(await startedAttributes(em, of)),
    result: await optionLabel(em, 'service-results', of.result),
    reason: await optionLabel(em, 'service-reasons', of.reason),
  });
}

/** What changed of a record, with what it became in the administrators' words. */
export async function updatedAttributes(
  em: EntityManager,
  of: ServiceRecord,
  fieldNames: string[],
): Promise<AttributesOf<'cases.record.updated'>> {
  const became = filled({
    handler: fieldNames.includes('handler') ? of.handlerName : null,
    result: fieldNames.includes('result') ? await optionLabel(em, 'service-results', of.result) : null,
    reason: fieldNames.includes('reason') ? await optionLabel(em, 'service-reasons', of.reason) : null,
  });
  return { fieldNames, ...became };
}

function filled(words: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

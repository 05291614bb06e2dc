import type { EntityManager } from '@mikro-orm/postgresql';
import type { AttributesOf, Call, EventPersonal } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { optionLabel } from '../options/options-in-use';
import { contextOfCustomer } from '../people/customer-context';
import type { ServiceRecord } from './service-record.entity';

/** Keys of what happens to service records. */
export type RecordFactKey = 'cases.record.started' | 'cases.record.ended' | 'cases.conversation.recorded';

/** Records what happened to a service record. One without a customer is nobody's activity: nothing is recorded. */
export async function recordRecordFact<K extends RecordFactKey>(
  em: EntityManager,
  key: K,
  about: ServiceRecord,
  call: Call,
  said: { attributes: AttributesOf<K>; personal?: EventPersonal; time?: Date },
): Promise<void> {
  if (about.customerId === null) return;
  record(em, key, {
    call,
    time: said.time,
    context: await contextOfCustomer(em, about.customerId),
    attributes: said.attributes,
    personal: said.personal,
    about: { serviceRecordId: about.id },
  });
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

function filled(words: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

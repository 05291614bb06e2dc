import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  CaseResponsible,
  Complete,
  ConversationView,
  ServiceRecordDetailView,
  ServiceRecordView,
} from '@daybook/contracts';
import type { StateOf } from '@daybook/persistence';
import { optionLabel } from '../options/options-in-use';
import type { Conversation } from './conversation.entity';
import type { ServiceRecord } from './service-record.entity';

/** A record's state, as SQL reads it or as the entity and its customer's name have it. */
export type ServiceRecordState = StateOf<ServiceRecord> & { customerName: string | null };

/** What callers see of a service record. */
export function toRecordView(state: ServiceRecordState): ServiceRecordView {
  return {
    id: state.id,
    version: state.version,
    status: state.endedAt === null ? 'started' : 'ended',
    channel: state.channel,
    channelCategory: state.channelCategory ?? undefined,
    customer:
      state.customerId === null ? undefined : { id: state.customerId, name: state.customerName ?? undefined },
    handler: person(state.handlerId, state.handlerName),
    owner: state.ownerId === null ? undefined : person(state.ownerId, state.ownerName),
    result: state.result ?? undefined,
    reason: state.reason ?? undefined,
    notes: state.notes ?? undefined,
    cases: state.cases,
    orders: state.orders,
    startedAt: new Date(state.startedAt).toISOString(),
    endedAt: state.endedAt === null ? undefined : new Date(state.endedAt).toISOString(),
  } satisfies Complete<ServiceRecordView>;
}

/** What callers see of a conversation. */
export function toConversationView(state: StateOf<Conversation>): ConversationView {
  return {
    id: state.id,
    channel: state.channel,
    direction: state.direction ?? undefined,
    text: state.text ?? undefined,
    summary: state.summary ?? undefined,
    messages: state.messages ?? undefined,
    specialist: person(state.specialistId, state.specialistName),
    startedAt: new Date(state.startedAt).toISOString(),
    endedAt: state.endedAt === null ? undefined : new Date(state.endedAt).toISOString(),
  } satisfies Complete<ConversationView>;
}

/**
 * What callers see of a record and its conversations, oldest first, with the two sections of its details.
 * @param lookedAt id of the conversation looked at; the last one when absent or none of the record's
 */
export async function detailViewOf(
  em: EntityManager,
  state: ServiceRecordState,
  conversations: readonly [StateOf<Conversation>, ...StateOf<Conversation>[]],
  lookedAt?: string,
): Promise<ServiceRecordDetailView> {
  const view = toRecordView(state);
  const held = conversations.map(toConversationView);
  const current =
    held.find(({ id }) => id === lookedAt) ?? held.at(-1) ?? toConversationView(conversations[0]);
  const { id, direction, text, summary, startedAt, endedAt, specialist } = current;
  return {
    ...view,
    conversations: held,
    serviceRecord: {
      startTime: view.startedAt,
      endTime: view.endedAt,
      serviceResult: (await optionLabel(em, 'service-results', state.result)) ?? undefined,
      handler: state.handlerName,
      customer: state.customerName ?? undefined,
      notes: view.notes,
      serviceReason: (await optionLabel(em, 'service-reasons', state.reason)) ?? undefined,
    },
    thisConversation: {
      id,
      channel: (await optionLabel(em, 'channels', current.channel)) ?? current.channel,
      direction,
      startTime: startedAt,
      endTime: endedAt,
      specialist: specialist.username ?? specialist.id,
      summary,
      text,
    },
  };
}

function person(id: string, username: string | null): CaseResponsible {
  return { id, username: username ?? undefined };
}

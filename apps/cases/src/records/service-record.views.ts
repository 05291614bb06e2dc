import type { CaseResponsible, Complete, ConversationView, ServiceRecordView } from '@daybook/contracts';
import type { StateOf } from '@daybook/persistence';
import type { Conversation, ServiceRecord } from './service-record.entity';

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
    startedAt: new Date(state.startedAt).toISOString(),
    endedAt: state.endedAt === null ? undefined : new Date(state.endedAt).toISOString(),
  } satisfies Complete<ServiceRecordView>;
}

/** What callers see of a conversation. */
export function toConversationView(state: StateOf<Conversation>): ConversationView {
  return {
    id: state.id,
    channel: state.channel,
    text: state.text,
    messages: state.messages ?? undefined,
    specialist: person(state.specialistId, state.specialistName),
    at: new Date(state.at).toISOString(),
  } satisfies Complete<ConversationView>;
}

function person(id: string, username: string | null): CaseResponsible {
  return { id, username: username ?? undefined };
}

import type { CaseResponsible, ConversationView, ServiceRecordView } from '@daybook/contracts';

/** A record's state, as SQL reads it or as the entity and its customer's name have it. */
export interface ServiceRecordState {
  id: string;
  version: number;
  customerId: string | null;
  customerName: string | null;
  channel: string;
  channelCategory: string | null;
  handlerId: string;
  handlerName: string;
  ownerId: string | null;
  ownerName: string | null;
  result: string | null;
  reason: string | null;
  notes: string | null;
  startedAt: Date | string;
  endedAt: Date | string | null;
}

/** What callers see of a service record. */
export function toRecordView(state: ServiceRecordState): ServiceRecordView {
  return {
    id: state.id,
    version: state.version,
    status: state.endedAt === null ? 'started' : 'ended',
    channel: state.channel,
    ...given('channelCategory', state.channelCategory),
    ...given(
      'customer',
      state.customerId === null ? null : { id: state.customerId, ...given('name', state.customerName) },
    ),
    handler: person(state.handlerId, state.handlerName),
    ...given('owner', state.ownerId === null ? null : person(state.ownerId, state.ownerName)),
    ...given('result', state.result),
    ...given('reason', state.reason),
    ...given('notes', state.notes),
    startedAt: new Date(state.startedAt).toISOString(),
    ...given('endedAt', state.endedAt === null ? null : new Date(state.endedAt).toISOString()),
  };
}

/** The columns of a record `r` and its customer `p`, named as the state names them. */
export const recordColumns = `r.id, r.version, r.customer_id as "customerId", p.name as "customerName", r.channel,
  r.channel_category as "channelCategory", r.handler_id as "handlerId", r.handler_name as "handlerName",
  r.owner_id as "ownerId", r.owner_name as "ownerName", r.result, r.reason, r.notes,
  r.started_at as "startedAt", r.ended_at as "endedAt"`;

/** A conversation's state, as the entity has it or as SQL reads it. */
export interface ConversationState {
  id: string;
  channel: string;
  text: string;
  messages: number | null;
  specialistId: string;
  specialistName: string;
  at: Date | string;
}

/** What callers see of a conversation. */
export function toConversationView(state: ConversationState): ConversationView {
  return {
    id: state.id,
    channel: state.channel,
    text: state.text,
    ...given('messages', state.messages),
    specialist: person(state.specialistId, state.specialistName),
    at: new Date(state.at).toISOString(),
  };
}

/** The columns of a conversation, named as the state names them. */
export const conversationColumns = `id, channel, text, messages, specialist_id as "specialistId",
  specialist_name as "specialistName", at`;

function person(id: string, username: string | null): CaseResponsible {
  return { id, ...given('username', username) };
}

function given<K extends string, V>(name: K, value: V | null): { [name in K]?: V } {
  return (value === null ? {} : { [name]: value }) as { [name in K]?: V };
}

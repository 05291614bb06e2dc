import type { EntityManager } from '@mikro-orm/postgresql';
import type { Call, ConversationInput } from '@daybook/contracts';
import { optionLabel } from '../options/options-in-use';
import { taker } from '../people/people.service';
import { Conversation, type ConversationSource } from './conversation.entity';
import { recordRecordFact } from './service-record-facts';
import type { ServiceRecord } from './service-record.entity';

/** Puts a conversation into a record. */
export async function recordConversation(
  em: EntityManager,
  within: ServiceRecord,
  input: ConversationInput,
  call: Call,
  now: Date,
  source?: ConversationSource,
): Promise<Conversation> {
  const held = Conversation.hold(within, input, taker(call), now, source);
  within.beganWith(held);
  em.persist(held);
  const channel = (await optionLabel(em, 'channels', held.channel)) ?? held.channel;
  const text = held.text ?? held.summary;
  await recordRecordFact(em, 'cases.conversation.recorded', within, call, {
    time: held.startedAt,
    attributes: {
      serviceRecordId: within.id,
      channel,
      direction: held.direction ?? 'inbound',
      ...(held.messages === null ? {} : { messages: held.messages }),
    },
    personal: text === null ? {} : { text },
  });
  return held;
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { DomainError, newId, type ConversationDirection, type ConversationInput } from '@daybook/contracts';
import type { Responsible } from '../people/known-people';

const DAY = 24 * 60 * 60 * 1000;
const OLDEST_DAYS = 90;
const AHEAD_MS = 5 * 60 * 1000;

/** The message by which a connector delivered a conversation. */
export interface ConversationSource {
  id: string | null;
  message: string;
}

/** One conversation of a record. Written once, never changed. */
@Entity({ tableName: 'conversation' })
export class Conversation {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  recordId!: string;

  @Property({ type: 'text' })
  channel!: string;

  /** Null of one that was recorded before it was asked for. */
  @Property({ type: 'text', nullable: true })
  direction: ConversationDirection | null = null;

  @Property({ type: 'text', nullable: true })
  text: string | null = null;

  @Property({ type: 'text', nullable: true })
  summary: string | null = null;

  @Property({ type: 'integer', nullable: true })
  messages: number | null = null;

  @Property({ type: 'uuid' })
  specialistId!: string;

  @Property({ type: 'text' })
  specialistName!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  startedAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  endedAt: Date | null = null;

  @Property({ type: 'uuid', nullable: true })
  sourceId: string | null = null;

  @Property({ type: 'text', nullable: true })
  sourceMessage: string | null = null;

  /** @throws DomainError `cases.conversation_empty`, `cases.time_out_of_range`, `cases.end_before_start` */
  static hold(
    within: { id: string; channel: string },
    input: ConversationInput,
    specialist: Responsible,
    now: Date,
    source?: ConversationSource,
  ): Conversation {
    const held = new Conversation();
    held.recordId = within.id;
    held.channel = input.channel ?? within.channel;
    held.direction = input.direction ?? 'inbound';
    held.text = input.text?.trim() ?? null;
    held.summary = input.summary?.trim() ?? null;
    if (held.text === null && held.summary === null) throw new DomainError('cases.conversation_empty');
    held.messages = input.messages ?? null;
    held.specialistId = specialist.id;
    held.specialistName = specialist.username;
    held.startedAt = startOf(input, now);
    held.endedAt = input.endedAt === undefined ? null : timeWithin(input.endedAt, now);
    if (held.endedAt !== null && held.endedAt < held.startedAt) {
      throw new DomainError('cases.end_before_start');
    }
    held.sourceId = source?.id ?? null;
    held.sourceMessage = source?.message ?? null;
    return held;
  }
}

/** When a conversation began. @throws DomainError `cases.time_out_of_range` */
export function startOf({ startedAt }: ConversationInput, now: Date): Date {
  return startedAt === undefined ? now : timeWithin(startedAt, now);
}

function timeWithin(moment: string, now: Date): Date {
  const time = new Date(moment);
  if (time.getTime() > now.getTime() + AHEAD_MS || time.getTime() < now.getTime() - OLDEST_DAYS * DAY) {
    throw new DomainError('cases.time_out_of_range');
  }
  return time;
}

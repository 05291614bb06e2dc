import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  newId,
  type Actor,
  type CustomerMessageKind,
  type MessageChannel,
  type MessageStatus,
} from '@daybook/contracts';

/** Seconds after which a message that could not be sent is tried again; the last one over and over. */
const RETRY_AFTER_SECONDS = [5, 30, 120, 600, 1_800, 3_600] as const;
/** A message that could not be sent for so long would only surprise. */
const GIVE_UP_AFTER_MS = 3 * 86_400_000;

/** What a reply in a case is besides a message; its recipients are the customer first, then those with copies. */
export interface CaseReply {
  /** The message of the case. */
  replyId: string;
  /** Message-IDs of what was written before, oldest first. */
  references: string[];
  /** Files that go with it; cases has their bytes. */
  attachments?: ReplyFile[];
}

/** A file that goes with a reply. */
export interface ReplyFile {
  id: string;
  filename: string;
  contentType: string;
}

/** What a message is written as. */
export interface Written {
  causeId: string;
  customerId: string | null;
  kind: CustomerMessageKind | 'refund_queue_exhausted';
  channel: MessageChannel;
  recipients: string[];
  subject: string | null;
  text: string;
  /** Who asked for it; null where it is sent by itself. */
  resentBy: Actor | null;
  reply?: CaseReply;
  correlationId: string;
}

/** One message: waiting, sent, failed for good, or dropped because it is not wanted any more. */
@Entity({ tableName: 'message' })
export class Message {
  /** Names it wherever it goes: a repeat after an unknown outcome goes under the same name. */
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  causeId!: string;

  /** Null: it goes to people of the house. */
  @Property({ type: 'uuid', nullable: true })
  customerId: string | null = null;

  @Property({ type: 'text' })
  kind!: Written['kind'];

  @Property({ type: 'text' })
  channel!: MessageChannel;

  @Property({ type: 'json', columnType: 'jsonb' })
  recipients!: string[];

  @Property({ type: 'text', nullable: true })
  subject: string | null = null;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'text' })
  status: MessageStatus = 'waiting';

  /** Tries begun. */
  @Property({ type: 'integer' })
  attempts = 0;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  nextTryAt!: Date;

  /** Until then a try is under way; past it, whoever tried has died. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  leasedUntil: Date | null = null;

  @Property({ type: 'text', nullable: true })
  lastError: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  resentBy: Actor | null = null;

  /** Of a reply in a case. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  reply: CaseReply | null = null;

  @Property({ type: 'text' })
  correlationId!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  sentAt: Date | null = null;

  static write(written: Written, now: Date): Message {
    return Object.assign(new Message(), written, { nextTryAt: now, createdAt: now });
  }

  sent(now: Date): void {
    this.end('sent');
    this.sentAt = now;
    this.lastError = null;
  }

  /** The try ended without success: says when the next one is due, or that there is none. */
  missed(why: string, final: boolean, now: Date): void {
    this.lastError = why;
    if (final || now.getTime() - this.createdAt.getTime() > GIVE_UP_AFTER_MS) return this.end('failed');
    this.leasedUntil = null;
    const delay = RETRY_AFTER_SECONDS[this.attempts - 1] ?? RETRY_AFTER_SECONDS.at(-1) ?? 0;
    this.nextTryAt = new Date(now.getTime() + delay * 1_000);
  }

  end(status: Exclude<MessageStatus, 'waiting'>): void {
    this.status = status;
    this.leasedUntil = null;
  }
}

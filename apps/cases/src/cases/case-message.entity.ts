import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  newId,
  type Actor,
  type ActorType,
  type CaseMessageKind,
  type ReplyDeliveryStatus,
} from '@daybook/contracts';

/** What became of the e-mail of a reply. */
export interface ReplyDelivery {
  status: ReplyDeliveryStatus;
  reason?: string;
  /** Addresses that did not take it. */
  bounced: string[];
  at: string;
}

/** What is known of a delivery later stands before what was known earlier, in whatever order it is told. */
const order: readonly ReplyDeliveryStatus[] = ['queued', 'not_sent', 'sent', 'bounced'];

/** A message of a case: what it was opened with, a reply, an answer or a note. Its words never change. */
@Entity({ tableName: 'case_message' })
export class CaseMessage {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  caseId!: string;

  @Property({ type: 'text' })
  kind!: CaseMessageKind;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'json', columnType: 'jsonb' })
  ccs: string[] = [];

  @Property({ type: 'text' })
  authorType!: ActorType;

  @Property({ type: 'uuid', nullable: true })
  authorId: string | null = null;

  @Property({ type: 'text' })
  authorName!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  /** Of what came by e-mail; what is written to customers goes under its own id. */
  @Property({ type: 'text', nullable: true })
  messageId: string | null = null;

  @Property({ type: 'text', nullable: true })
  fromAddress: string | null = null;

  /** The cleaned HTML of an e-mail. */
  @Property({ type: 'text', nullable: true })
  html: string | null = null;

  /** What an e-mail cites of earlier ones. */
  @Property({ type: 'text', nullable: true })
  quoted: string | null = null;

  /** Of a public reply. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  delivery: ReplyDelivery | null = null;

  static write(caseId: string, kind: CaseMessageKind, text: string, by: Actor, now: Date): CaseMessage {
    const message = new CaseMessage();
    message.caseId = caseId;
    message.kind = kind;
    message.text = text.trim();
    message.authorType = by.type;
    message.authorId = by.id;
    message.authorName = by.username;
    message.createdAt = now;
    return message;
  }

  /** Its e-mail fared so. */
  delivered(
    status: ReplyDeliveryStatus,
    now: Date,
    more: { reason?: string; bounced?: string[] } = {},
  ): void {
    const before: Omit<ReplyDelivery, 'at'> = this.delivery ?? { status: 'queued', bounced: [] };
    const further = order.indexOf(status) >= order.indexOf(before.status);
    const { reason = before.reason } = more;
    this.delivery = {
      status: further ? status : before.status,
      ...(reason === undefined ? {} : { reason }),
      bounced: [...new Set([...before.bounced, ...(more.bounced ?? [])])],
      at: now.toISOString(),
    };
  }
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type Actor, type ActorType, type CaseMessageKind } from '@daybook/contracts';

/** A message of a case: what it was opened with, a reply, an answer or a note. Written once, never changed. */
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
}

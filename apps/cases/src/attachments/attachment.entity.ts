import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type AttachmentRefusal, type AttachmentState } from '@daybook/contracts';

/** What is known of a file before its bytes are kept. */
export interface NewAttachment {
  caseId: string;
  messageId: string | null;
  filename: string;
  contentType: string;
  size: number;
  sha256: string;
  contentId: string | null;
  createdBy: string | null;
}

/** A file that came or goes with a message of a case. Its bytes lie in pieces beside it. */
@Entity({ tableName: 'attachment' })
export class Attachment {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  caseId!: string;

  /** Null: it is yet to be sent. */
  @Property({ type: 'uuid', nullable: true })
  messageId: string | null = null;

  @Property({ type: 'text' })
  filename!: string;

  @Property({ type: 'text' })
  contentType!: string;

  @Property({ type: 'integer' })
  size!: number;

  @Property({ type: 'text' })
  sha256!: string;

  /** What the HTML of its mail names it by. */
  @Property({ type: 'text', nullable: true })
  contentId: string | null = null;

  @Property({ type: 'text' })
  state: AttachmentState = 'uploading';

  @Property({ type: 'text', nullable: true })
  refused: AttachmentRefusal | null = null;

  /** Bytes that have come. */
  @Property({ type: 'integer' })
  received = 0;

  /** What was found when somebody looked. */
  @Property({ type: 'text' })
  scan: 'none' | 'harmless' | 'malware' = 'none';

  @Property({ type: 'uuid', nullable: true })
  createdBy: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  static of(made: NewAttachment, now: Date): Attachment {
    return Object.assign(new Attachment(), made, { createdAt: now });
  }

  /** All of its bytes are there. */
  complete(): void {
    this.received = this.size;
    this.state = 'kept';
  }

  /** It is not taken; that it came is kept. */
  refuse(why: AttachmentRefusal): void {
    this.state = 'refused';
    this.refused = why;
  }
}

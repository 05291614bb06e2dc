import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  DomainError,
  newId,
  templatePlaceholders,
  type ChangeTemplateInput,
  type CreateTemplateInput,
  type FieldFault,
  type MessageChannel,
  type MessageKind,
  type TemplateView,
} from '@daybook/contracts';
import { fillIn, unknownPlaceholders } from './template-text';

/** What customers are written of one kind, on one channel, in one language. */
@Entity({ tableName: 'message_template' })
export class MessageTemplate {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'integer', version: true })
  version!: number;

  @Property({ type: 'text' })
  kind!: MessageKind;

  @Property({ type: 'text' })
  channel!: MessageChannel;

  /** In small letters. */
  @Property({ type: 'text' })
  language!: string;

  @Property({ type: 'text', nullable: true })
  subject: string | null = null;

  @Property({ type: 'text' })
  text!: string;

  @Property({ type: 'boolean' })
  active = true;

  @Property({ type: 'array', columnType: 'uuid[]' })
  offForCampaigns: string[] = [];

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  updatedAt!: Date;

  /** @throws DomainError `customers.template_subject_misplaced`, `customers.template_placeholder_unknown` */
  static create(input: CreateTemplateInput, now: Date): MessageTemplate {
    const template = new MessageTemplate();
    template.kind = input.kind;
    template.channel = input.channel;
    template.language = input.language.toLowerCase();
    template.change(input, now);
    return template;
  }

  /**
   * Changes the fields given.
   * @throws DomainError `customers.template_subject_misplaced`, `customers.template_placeholder_unknown`
   */
  change(input: Omit<ChangeTemplateInput, 'id'>, now: Date): void {
    if (input.subject !== undefined) this.subject = input.subject;
    if (input.text !== undefined) this.text = input.text;
    if (input.active !== undefined) this.active = input.active;
    if (input.offForCampaigns !== undefined) this.offForCampaigns = input.offForCampaigns;
    this.updatedAt = now;
    if ((this.channel === 'email') !== (this.subject !== null)) {
      throw new DomainError('customers.template_subject_misplaced');
    }
    const faults = [...this.faultsOf('subject', this.subject ?? ''), ...this.faultsOf('text', this.text)];
    if (faults.length > 0)
      throw new DomainError('customers.template_placeholder_unknown', { errors: faults });
  }

  /** Subject and text of one message. */
  write(filledIn: Readonly<Record<string, string>>): { subject: string | null; text: string } {
    return {
      subject: this.subject === null ? null : fillIn(this.subject, filledIn),
      text: fillIn(this.text, filledIn),
    };
  }

  private faultsOf(field: string, text: string): FieldFault[] {
    const known: readonly string[] = templatePlaceholders[this.kind];
    return unknownPlaceholders(text, known).map((name) => ({ field, message: `knows no ${name}` }));
  }
}

/** What callers see of a template. */
export function toTemplateView(template: MessageTemplate): TemplateView {
  const { id, version, kind, channel, language, subject, text, active, offForCampaigns } = template;
  return {
    id,
    version,
    kind,
    channel,
    language,
    subject,
    text,
    active,
    offForCampaigns,
    updatedAt: template.updatedAt.toISOString(),
  };
}

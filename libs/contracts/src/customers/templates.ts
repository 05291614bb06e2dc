import { Code, Email, Flag, Id, Ids, Language, Moment, Note, OneOf, Text, Whole } from '../fields';

/** What customers are written about. */
export const messageKinds = ['welcome', 'receipt', 'refund', 'void', 'consent_request'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** How customers are written to. */
export const messageChannels = ['email', 'sms'] as const;
export type MessageChannel = (typeof messageChannels)[number];

/** What a template of each kind may have filled in, written `{{customerName}}`. */
export const templatePlaceholders = {
  welcome: ['customerName', 'orderNumber', 'productNames', 'amount'],
  receipt: ['customerName', 'orderNumber', 'productName', 'amount'],
  refund: ['customerName', 'orderNumber', 'amount', 'refundedTo'],
  void: ['customerName', 'orderNumber', 'amount'],
  consent_request: ['customerName', 'orderNumber', 'productName', 'consentLink'],
} as const satisfies Record<MessageKind, readonly string[]>;

const filledIn = Object.entries(templatePlaceholders)
  .map(([kind, names]) => `${kind}: ${names.map((name) => `{{${name}}}`).join(', ')}`)
  .join('; ');

/** Names one template. Errors: `customers.template_not_found`. */
export class TemplateIdInput {
  @Id()
  id!: string;
}

/** What of a template can be changed. */
class TemplateTexts {
  @Code(/^[^\r\n]*\S[^\r\n]*$/, {
    description: 'Of e-mails only. Placeholders as in the text.',
    message: 'must be one line that is not blank',
    schema: { pattern: '\\S' },
    optional: true,
    min: 1,
    max: 200,
    examples: ['Your order {{orderNumber}}'],
  })
  subject?: string;

  @Flag('Whether messages are sent from it by themselves; true when absent.', { optional: 'not null' })
  active?: boolean;

  @Ids('Campaigns for whose orders it is not sent by itself.', {
    optional: 'not null',
    max: 1000,
    unique: true,
  })
  offForCampaigns?: string[];
}

/**
 * Makes a template. Errors: `customers.template_taken`, `customers.template_subject_misplaced`,
 * `customers.template_placeholder_unknown`.
 */
export class CreateTemplateInput extends TemplateTexts {
  @OneOf(messageKinds)
  kind!: MessageKind;

  @OneOf(messageChannels)
  channel!: MessageChannel;

  @Language(
    'BCP 47 language tag. A customer gets the template of their own language, else of its first part (pt for pt-BR), else the English one.',
    { examples: ['en'] },
  )
  language!: string;

  @Note(`Plain text. Filled in: ${filledIn}.`, { min: 1, max: 20_000 })
  text!: string;
}

/** Changes a template: only the fields given. Errors: those of making one, `customers.template_not_found`, `request.stale`. */
export class ChangeTemplateInput extends TemplateTexts {
  @Id()
  id!: string;

  @Note(`Plain text. Filled in: ${filledIn}.`, { optional: 'not null', min: 1, max: 20_000 })
  text?: string;
}

/** Lists all templates. */
export class ListTemplatesInput {}

/** A template of what customers are written. */
export class TemplateView {
  @Id()
  id!: string;

  @Whole('Grows with every change; If-Match names it.')
  version!: number;

  @OneOf(messageKinds)
  kind!: MessageKind;

  @OneOf(messageChannels)
  channel!: MessageChannel;

  @Text()
  language!: string;

  @Text({ optional: true })
  subject!: string | null;

  @Text()
  text!: string;

  @Flag()
  active!: boolean;

  @Ids()
  offForCampaigns!: string[];

  @Moment()
  updatedAt!: string;
}

/**
 * Shows a template's texts with example values. Errors: `customers.template_subject_misplaced`,
 * `customers.template_placeholder_unknown`, `customers.feature_off`.
 */
export class PreviewTemplateInput {
  @OneOf(messageKinds)
  kind!: MessageKind;

  @OneOf(messageChannels)
  channel!: MessageChannel;

  @Code(/^[^\r\n]*\S[^\r\n]*$/, {
    description: 'Of e-mails only.',
    message: 'must be one line that is not blank',
    schema: { pattern: '\\S' },
    optional: true,
    min: 1,
    max: 200,
  })
  subject?: string;

  @Note('Plain text, as in a template.', { min: 1, max: 20_000 })
  text!: string;

  @Email('Where a test mail goes; absent: none is sent.', { optional: true, max: 254 })
  to?: string;
}

/** What a customer would read. */
export class TemplatePreviewView {
  @Text({ optional: true })
  subject!: string | null;

  @Text()
  text!: string;

  @Flag('Whether the mail server took the test mail; absent where none was asked for.', { optional: true })
  sent?: boolean;

  @Text('Why it did not.', { optional: true })
  trouble?: string;
}

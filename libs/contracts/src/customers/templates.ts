import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Given } from '../given';

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
  @IsUUID()
  id!: string;
}

/** What of a template can be changed. */
class TemplateTexts {
  @JSONSchema({
    description: 'Of e-mails only. Placeholders as in the text.',
    examples: ['Your order {{orderNumber}}'],
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(/^[^\r\n]*\S[^\r\n]*$/, { message: 'subject must be one line that is not blank' })
  subject?: string;

  @JSONSchema({ description: 'Whether messages are sent from it by themselves; true when absent.' })
  @Given()
  @IsBoolean()
  active?: boolean;

  @JSONSchema({ description: 'Campaigns for whose orders it is not sent by itself.' })
  @Given()
  @IsArray()
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  offForCampaigns?: string[];
}

/**
 * Makes a template. Errors: `customers.template_taken`, `customers.template_subject_misplaced`,
 * `customers.template_placeholder_unknown`.
 */
export class CreateTemplateInput extends TemplateTexts {
  @IsIn(messageKinds)
  kind!: MessageKind;

  @IsIn(messageChannels)
  channel!: MessageChannel;

  @JSONSchema({
    description:
      'BCP 47 language tag. A customer gets the template of their own language, else of its first part (pt for pt-BR), else the English one.',
    examples: ['en'],
  })
  @Matches(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, { message: 'language must be a language tag such as en-US' })
  @Length(2, 35)
  language!: string;

  @JSONSchema({ description: `Plain text. Filled in: ${filledIn}.` })
  @IsString()
  @Length(1, 20_000)
  @Matches(/\S/, { message: 'text must not be blank' })
  text!: string;
}

/** Changes a template: only the fields given. Errors: those of making one, `customers.template_not_found`, `request.stale`. */
export class ChangeTemplateInput extends TemplateTexts {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: `Plain text. Filled in: ${filledIn}.` })
  @Given()
  @IsString()
  @Length(1, 20_000)
  @Matches(/\S/, { message: 'text must not be blank' })
  text?: string;
}

/** Lists all templates. */
export class ListTemplatesInput {}

/** A template of what customers are written. */
export class TemplateView {
  @IsUUID()
  id!: string;

  @IsInt()
  @JSONSchema({ description: 'Grows with every change; If-Match names it.' })
  version!: number;

  @IsIn(messageKinds)
  kind!: MessageKind;

  @IsIn(messageChannels)
  channel!: MessageChannel;

  @IsString()
  language!: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ type: ['string', 'null'] })
  subject!: string | null;

  @IsString()
  text!: string;

  @IsBoolean()
  active!: boolean;

  @IsArray()
  @IsUUID(undefined, { each: true })
  offForCampaigns!: string[];

  @IsRFC3339()
  updatedAt!: string;
}

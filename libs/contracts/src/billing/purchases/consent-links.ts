import { Type } from 'class-transformer';
import { IsIn, IsRFC3339, IsString, MaxLength, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../../money';
import { defineOperation } from '../../operation';
import { consentAnswers, type ConsentAnswer } from './purchases.inputs';

/** The public page on which customers consent to be billed, or deny it: its address on the gateway. */
export const CONSENT_PAGE = '/consent/{token}';

/** A link for consent. Errors: `billing.consent_link_invalid`, `billing.consent_link_expired`, `billing.consent_link_used`. */
export class ConsentLinkInput {
  @JSONSchema({ description: 'The last part of the link' })
  @IsString()
  @MaxLength(200)
  token!: string;
}

/** Answers by a link. Errors: those of reading it, `billing.purchase_not_live`. */
export class AnswerConsentLinkInput extends ConsentLinkInput {
  @IsIn(consentAnswers)
  answer!: ConsentAnswer;
}

/** What a customer is asked by a link; nothing of it says who they are. */
export class ConsentLinkView {
  @IsString()
  productName!: string;

  @IsString()
  orderNumber!: string;

  @JSONSchema({ description: 'What a full cycle costs' })
  @ValidateNested()
  @Type(() => Money)
  price!: Money;

  @IsRFC3339()
  expiresAt!: string;
}

const errors = [
  'billing.consent_link_invalid',
  'billing.consent_link_expired',
  'billing.consent_link_used',
  'billing.purchase_not_live',
  'billing.consent_not_asked',
] as const;

export const ReadConsentLink = defineOperation({
  name: 'billing.consent_links.read',
  kind: 'query',
  summary: 'Read what a customer is asked by a link',
  tag: 'purchases',
  input: ConsentLinkInput,
  output: ConsentLinkView,
  access: 'public',
  errors,
});

export const AnswerConsentLink = defineOperation({
  name: 'billing.consent_links.answer',
  kind: 'command',
  summary: 'Enter what a customer answers by a link, once',
  tag: 'purchases',
  input: AnswerConsentLinkInput,
  output: ConsentLinkView,
  access: 'public',
  idempotency: 'none',
  errors,
});

/** What the gateway's page for consent asks; they have no address of their own below /api/v1. */
export const consentLinkOperations = [ReadConsentLink, AnswerConsentLink] as const;

import { defineOperation } from '../../operation';
import { consentAnswers, type ConsentAnswer } from './purchases.inputs';
import { Line, Moment, Money, OneOf, Sum, Text } from '../../fields';

/** The public page on which customers consent to be billed, or deny it: its address on the gateway. */
export const CONSENT_PAGE = '/consent/{token}';

/** A link for consent. Errors: `billing.consent_link_invalid`, `billing.consent_link_expired`, `billing.consent_link_used`. */
export class ConsentLinkInput {
  @Line('The last part of the link', { max: 200 })
  token!: string;
}

/** Answers by a link. Errors: those of reading it, `billing.purchase_not_live`. */
export class AnswerConsentLinkInput extends ConsentLinkInput {
  @OneOf(consentAnswers)
  answer!: ConsentAnswer;
}

/** What a customer is asked by a link; nothing of it says who they are. */
export class ConsentLinkView {
  @Text()
  productName!: string;

  @Text()
  orderNumber!: string;

  @Sum('What a full cycle costs')
  price!: Money;

  @Moment()
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
  summary: 'Enter what a customer answers by a link, once',
  tag: 'purchases',
  input: AnswerConsentLinkInput,
  output: ConsentLinkView,
  access: 'public',
  idempotency: 'none',
  errors,
});

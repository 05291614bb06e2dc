import { Injectable } from '@nestjs/common';
import {
  DomainError,
  newId,
  type PreviewTemplateInput,
  type TemplatePreviewView,
  type templatePlaceholders,
} from '@daybook/contracts';
import { Clock } from '@daybook/persistence';
import { MessageTemplate } from '../templates/message-template.entity';
import { MailClient } from './mail-client';

type Placeholder = (typeof templatePlaceholders)[keyof typeof templatePlaceholders][number];

/** What stands in the places of a template in a preview. */
const EXAMPLES: Record<Placeholder, string> = {
  customerName: 'Ada Example',
  orderNumber: 'D-100036',
  productName: 'Night Cream',
  productNames: 'Night Cream, Vitamin Serum',
  amount: '$39.90',
  refundedTo: 'Visa ending 4242',
  consentLink: 'https://example.com/consent/example',
};

/** Shows what customers would read. */
@Injectable()
export class TemplatePreviewService {
  constructor(
    private readonly mail: MailClient,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `customers.template_subject_misplaced`, `customers.template_placeholder_unknown`, `customers.feature_off` */
  async preview({ to, ...input }: PreviewTemplateInput): Promise<TemplatePreviewView> {
    const template = MessageTemplate.create({ ...input, language: 'en' }, this.clock.now());
    const texts = template.write(EXAMPLES);
    if (to === undefined) return texts;
    if (texts.subject === null || !this.mail.on)
      throw new DomainError('customers.feature_off', {
        detail: texts.subject === null ? 'Only e-mails can be tested.' : 'There is no mail server.',
      });
    const outcome = await this.mail.send({
      id: newId(),
      to: [to],
      subject: `[Test] ${texts.subject}`,
      text: texts.text,
    });
    return { ...texts, sent: outcome.sent, ...(outcome.sent ? {} : { trouble: outcome.why }) };
  }
}

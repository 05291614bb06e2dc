import { Injectable } from '@nestjs/common';
import { CONSENT_PAGE } from '@daybook/contracts';
import { consentLinkOf, consentToken } from '@daybook/messaging';
import { CustomersConfig } from '../customers.config';
import type { MessageCause } from './message-cause.entity';

/** A link's token, wherever it stands in a text. */
const TOKEN = new RegExp(CONSENT_PAGE.replace('{token}', '[\\w-]{20,}'), 'g');

/** A text as others than the customer may read it: who has the link answers as the customer. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN, CONSENT_PAGE.replace('{token}', '…'));
}

/** The links that messages hold: made when a message is written, and kept nowhere else. */
@Injectable()
export class MessageLinks {
  constructor(private readonly config: CustomersConfig) {}

  /** By name, as templates have them filled in; none where customers cannot reach us. */
  of({ id, kind, happenedAt }: MessageCause): { consentLink?: string } {
    const { publicUrl, consentLinksKey } = this.config;
    if (kind !== 'consent_request' || publicUrl === undefined || consentLinksKey === undefined) return {};
    const token = consentToken(consentLinkOf(id, happenedAt), consentLinksKey);
    return { consentLink: publicUrl + CONSENT_PAGE.replace('{token}', token) };
  }
}

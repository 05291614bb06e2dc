import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type Actor,
  type AnswerConsentLinkInput,
  type Call,
  type ConsentLinkInput,
  type ConsentLinkView,
} from '@daybook/contracts';
import { Clock, readConsentToken, type ConsentLink } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { BillingConfig } from '../../billing.config';
import { answerConsent, expectAsked } from './purchase-consent';
import { lockPurchase } from '../locked-purchase';
import { Purchase } from '../purchase.entity';

/** Customers' answers by the links that they were sent: whoever has the link is the customer. */
@Injectable()
export class ConsentLinksService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly config: BillingConfig,
    private readonly clock: Clock,
  ) {}

  read({ token }: ConsentLinkInput): Promise<ConsentLinkView> {
    const link = this.linkOf(token);
    return this.work.read(async (em) => {
      const purchase = await askedBy(em, link);
      expectAsked({ purchase });
      return viewOf(purchase, link);
    });
  }

  answer({ token, answer }: AnswerConsentLinkInput, call: Call): Promise<ConsentLinkView> {
    const link = this.linkOf(token);
    return this.work.command(call, async (em) => {
      const locked = await lockPurchase(em, (await askedBy(em, link)).id, this.clock.now());
      // Somebody may have answered while this one waited for the lock.
      if (locked === null || locked.purchase.consentRequestId !== link.requestId) throw used();
      const actor = customerOf(locked.purchase);
      answerConsent({ ...locked, by: { call: { ...call, actor } } }, answer);
      await em.flush();
      return viewOf(locked.purchase, link);
    });
  }

  /** @throws DomainError `billing.consent_link_invalid`, `billing.consent_link_expired` */
  private linkOf(token: string): ConsentLink {
    const { consentLinksKey: key } = this.config;
    const link = key === undefined ? null : readConsentToken(token, key);
    if (link === null) throw new DomainError('billing.consent_link_invalid');
    if (link.expiresAt <= this.clock.now()) throw new DomainError('billing.consent_link_expired');
    return link;
  }
}

/** @throws DomainError `billing.consent_link_used` where nobody waits for the answer any more */
async function askedBy(em: EntityManager, { requestId }: ConsentLink): Promise<Purchase> {
  const purchase = await em.findOne(Purchase, { consentRequestId: requestId });
  if (purchase === null) throw used();
  return purchase;
}

function used(): DomainError {
  return new DomainError('billing.consent_link_used');
}

/** The customer acts themselves; their name stands in no envelope. */
function customerOf({ customerId }: Purchase): Actor {
  return {
    type: 'customer',
    id: customerId,
    username: 'Customer',
    accessLevel: null,
    callCenterId: null,
    campaignIds: null,
    scopes: null,
    refundLimit: null,
  };
}

function viewOf({ productName, orderNumber, price }: Purchase, { expiresAt }: ConsentLink): ConsentLinkView {
  return { productName, orderNumber, price, expiresAt: expiresAt.toISOString() };
}

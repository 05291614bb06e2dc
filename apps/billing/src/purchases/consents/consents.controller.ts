import { Controller } from '@nestjs/common';
import {
  AnswerConsent,
  AnswerConsentLink,
  ReadConsentLink,
  RequestConsent,
  type AnswerConsentInput,
  type AnswerConsentLinkInput,
  type Call,
  type ConsentLinkInput,
  type ConsentLinkView,
  type PurchaseInput,
  type PurchaseView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { PurchaseCommands } from '../purchase-commands';
import { ConsentLinksService } from './consent-links.service';
import { answerConsent, requestConsent } from './purchase-consent';

/** Customers' consent to be billed: asked for and answered by agents, or answered by the customers' links. */
@Controller()
export class ConsentsController {
  constructor(
    private readonly commands: PurchaseCommands,
    private readonly links: ConsentLinksService,
  ) {}

  @Handles(RequestConsent)
  request(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, requestConsent);
  }

  @Handles(AnswerConsent)
  answer(input: AnswerConsentInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => answerConsent(locked, input.answer));
  }

  @Handles(ReadConsentLink)
  readLink(input: ConsentLinkInput): Promise<ConsentLinkView> {
    return this.links.read(input);
  }

  @Handles(AnswerConsentLink)
  answerLink(input: AnswerConsentLinkInput, call: Call): Promise<ConsentLinkView> {
    return this.links.answer(input, call);
  }
}

import { Controller } from '@nestjs/common';
import {
  AnswerConsentLink,
  ReadConsentLink,
  type AnswerConsentLinkInput,
  type Call,
  type ConsentLinkInput,
  type ConsentLinkView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { ConsentLinksService } from './consent-links.service';

@Controller()
export class ConsentLinksController {
  constructor(private readonly links: ConsentLinksService) {}

  @Handles(ReadConsentLink)
  read(input: ConsentLinkInput): Promise<ConsentLinkView> {
    return this.links.read(input);
  }

  @Handles(AnswerConsentLink)
  answer(input: AnswerConsentLinkInput, call: Call): Promise<ConsentLinkView> {
    return this.links.answer(input, call);
  }
}

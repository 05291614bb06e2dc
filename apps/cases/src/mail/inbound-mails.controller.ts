import { Controller } from '@nestjs/common';
import {
  ApplyInboundMail,
  ApplyInboundMailInput,
  InboundMailIdInput,
  ListInboundMails,
  ListInboundMailsInput,
  ReadInboundMail,
  type Call,
  type InboundMailDetailView,
  type InboundMailView,
  type Page,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { InboundMailsService } from './inbound-mails.service';

/** Calls about e-mails that came in. */
@Controller()
export class InboundMailsController {
  constructor(private readonly mails: InboundMailsService) {}

  @Handles(ListInboundMails)
  list(input: ListInboundMailsInput): Promise<Page<InboundMailView>> {
    return this.mails.list(input);
  }

  @Handles(ReadInboundMail)
  read(input: InboundMailIdInput): Promise<InboundMailDetailView> {
    return this.mails.read(input);
  }

  @Handles(ApplyInboundMail)
  apply(input: ApplyInboundMailInput, call: Call): Promise<InboundMailView> {
    return this.mails.apply(input, call);
  }
}

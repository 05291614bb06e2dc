import { Controller } from '@nestjs/common';
import {
  ListCustomerMessages,
  ListCustomerMessagesInput,
  PreviewTemplate,
  PreviewTemplateInput,
  ResendOrderMessage,
  ResendOrderMessageInput,
  ResendTransactionMessage,
  ResendTransactionMessageInput,
  type Call,
  type CustomerMessageView,
  type Page,
  type TemplatePreviewView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { MessagesService } from './messages.service';
import { TemplatePreviewService } from './template-preview.service';

/** Calls about messages to customers. */
@Controller()
export class MessagesController {
  constructor(
    private readonly messages: MessagesService,
    private readonly previews: TemplatePreviewService,
  ) {}

  @Handles(ResendOrderMessage)
  resendOfOrder(input: ResendOrderMessageInput, call: Call): Promise<CustomerMessageView> {
    return this.messages.resendOfOrder(input, call);
  }

  @Handles(ResendTransactionMessage)
  resendOfTransaction(input: ResendTransactionMessageInput, call: Call): Promise<CustomerMessageView> {
    return this.messages.resendOfTransaction(input, call);
  }

  @Handles(ListCustomerMessages)
  list(input: ListCustomerMessagesInput, call: Call): Promise<Page<CustomerMessageView>> {
    return this.messages.list(input, call);
  }

  @Handles(PreviewTemplate)
  preview(input: PreviewTemplateInput): Promise<TemplatePreviewView> {
    return this.previews.preview(input);
  }
}

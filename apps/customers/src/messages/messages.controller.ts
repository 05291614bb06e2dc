import { Controller } from '@nestjs/common';
import {
  ListCustomerMessages,
  ListCustomerMessagesInput,
  ResendOrderMessage,
  ResendOrderMessageInput,
  ResendTransactionMessage,
  ResendTransactionMessageInput,
  type Call,
  type CustomerMessageView,
  type Page,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { MessagesService } from './messages.service';

/** Calls about messages to customers. */
@Controller()
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

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
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  mapPage,
  type Call,
  type CustomerMessageKind,
  type CustomerMessageView,
  type ListCustomerMessagesInput,
  type MessageKind,
  type Page,
  type ResendOrderMessageInput,
  type ResendTransactionMessageInput,
} from '@daybook/contracts';
import { newestPage, UnitOfWork } from '@daybook/persistence';
import { assertVisible, customerForChange } from '../customers/customer-scope';
import { MessageCause } from './message-cause.entity';
import { Message } from './message.entity';
import { withoutTokens } from './message-links';
import { MessageWriter } from './message-writer';

/** What people ask about messages to customers. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly writer: MessageWriter,
  ) {}

  resendOfOrder(input: ResendOrderMessageInput, call: Call): Promise<CustomerMessageView> {
    return this.resend({ orderId: input.id }, input, call);
  }

  resendOfTransaction(input: ResendTransactionMessageInput, call: Call): Promise<CustomerMessageView> {
    return this.resend({ transactionId: input.id }, input, call);
  }

  /** Newest first. */
  list(input: ListCustomerMessagesInput, call: Call): Promise<Page<CustomerMessageView>> {
    return this.work.read(async (em) => {
      await assertVisible(em, input.id, call.actor);
      const list = { entity: Message, list: 'customer-messages' };
      const page = await newestPage(em, list, [{ customerId: input.id }], input);
      const causes = await em.find(MessageCause, { id: { $in: page.items.map(({ causeId }) => causeId) } });
      return mapPage(page, (message) =>
        viewOf(
          message,
          causes.find(({ id }) => id === message.causeId),
        ),
      );
    });
  }

  private resend(
    about: { orderId: string } | { transactionId: string },
    { kind, channel }: Pick<ResendOrderMessageInput, 'channel'> & { kind?: MessageKind },
    call: Call,
  ): Promise<CustomerMessageView> {
    return this.work.command(call, async (em) => {
      const latest = await latestCause(em, about);
      if (latest === null) throw new DomainError('customers.not_found');
      const customer = await customerForChange(em, latest.customerId, call.actor);
      const cause =
        (kind ?? latest.kind) === latest.kind ? latest : await latestCause(em, { ...about, kind });
      if (cause === null) throw new DomainError('customers.nothing_to_tell');
      const message = await this.writer.writeAgain(em, cause, customer, channel ?? 'email', call);
      return viewOf(message, cause);
    });
  }
}

function latestCause(
  em: EntityManager,
  where: { orderId: string; kind?: MessageKind } | { transactionId: string; kind?: MessageKind },
): Promise<MessageCause | null> {
  return em.findOne(MessageCause, where, { orderBy: { happenedAt: 'desc' } });
}

function viewOf(message: Message, cause: MessageCause | undefined): CustomerMessageView {
  const { id, customerId, kind, channel, recipients, subject, text, status, createdAt, sentAt } = message;
  return {
    id,
    customerId: customerId as string,
    kind: kind as CustomerMessageKind,
    channel,
    to: recipients.join(', '),
    subject,
    text: withoutTokens(text),
    status,
    resent: message.resentBy !== null,
    ...(cause?.orderId ? { orderId: cause.orderId } : {}),
    ...(cause?.transactionId ? { transactionId: cause.transactionId } : {}),
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  };
}

import { PageQuery } from '../paging';
import { messageChannels, messageKinds, type MessageChannel, type MessageKind } from './templates';
import { Flag, Id, Moment, OneOf, Text } from '../fields';

/** What can be sent again about an order. */
export const orderMessageKinds = ['welcome', 'refund', 'void'] as const satisfies readonly MessageKind[];
/** What can be sent again about a transaction: of an order's sale the welcome, of a cycle's the receipt. */
export const transactionMessageKinds = [
  'welcome',
  'receipt',
  'refund',
  'void',
] as const satisfies readonly MessageKind[];

/** What a customer can have been written: from a template, or a reply in a case. */
export const customerMessageKinds = [...messageKinds, 'case_reply'] as const;
export type CustomerMessageKind = (typeof customerMessageKinds)[number];

/** States of a message. */
export const messageStatuses = ['waiting', 'sent', 'failed', 'dropped'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

class ResendInput {
  @Id()
  id!: string;

  @OneOf(messageChannels, '`email` when absent.', { optional: true })
  channel?: MessageChannel;
}

/** Sends again what a customer was written about an order. */
export class ResendOrderMessageInput extends ResendInput {
  @OneOf(orderMessageKinds)
  kind!: (typeof orderMessageKinds)[number];
}

/** Sends again what a customer was written about a transaction. */
export class ResendTransactionMessageInput extends ResendInput {
  @OneOf(transactionMessageKinds, 'What the transaction itself was told by when absent.', { optional: true })
  kind?: (typeof transactionMessageKinds)[number];
}

/** Lists what a customer was written, newest first. */
export class ListCustomerMessagesInput extends PageQuery {
  @Id()
  id!: string;
}

/** A message to a customer, as it was or will be sent. */
export class CustomerMessageView {
  @Id()
  id!: string;

  @Id()
  customerId!: string;

  @OneOf(customerMessageKinds)
  kind!: CustomerMessageKind;

  @OneOf(messageChannels)
  channel!: MessageChannel;

  @Text('An e-mail address or a phone number (E.164); empty once the customer was anonymised.')
  to!: string;

  @Text('Of e-mails.', { optional: true })
  subject!: string | null;

  @Text()
  text!: string;

  @OneOf(
    messageStatuses,
    '`waiting`: on its way, or tried again; `failed`: refused for good; `dropped`: not wanted any more.',
  )
  status!: MessageStatus;

  @Flag('A person sent it again.')
  resent!: boolean;

  @Id({ optional: true })
  orderId?: string;

  @Id({ optional: true })
  transactionId?: string;

  @Moment()
  createdAt!: string;

  @Moment({ optional: true })
  sentAt!: string | null;
}

import { IsBoolean, IsIn, IsOptional, IsRFC3339, IsString, IsUUID } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PageQuery } from '../paging';
import { messageChannels, messageKinds, type MessageChannel, type MessageKind } from './templates';

/** What can be sent again about an order. */
export const orderMessageKinds = ['welcome', 'refund', 'void'] as const satisfies readonly MessageKind[];
/** What can be sent again about a transaction. */
export const transactionMessageKinds = [
  'receipt',
  'refund',
  'void',
] as const satisfies readonly MessageKind[];

/** States of a message. */
export const messageStatuses = ['waiting', 'sent', 'failed', 'dropped'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

class ResendInput {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: '`email` when absent.' })
  @IsOptional()
  @IsIn(messageChannels)
  channel?: MessageChannel;
}

/** Sends again what a customer was written about an order. */
export class ResendOrderMessageInput extends ResendInput {
  @IsIn(orderMessageKinds)
  kind!: (typeof orderMessageKinds)[number];
}

/** Sends again what a customer was written about a transaction. */
export class ResendTransactionMessageInput extends ResendInput {
  @IsIn(transactionMessageKinds)
  kind!: (typeof transactionMessageKinds)[number];
}

/** Lists what a customer was written, newest first. */
export class ListCustomerMessagesInput extends PageQuery {
  @IsUUID()
  id!: string;
}

/** A message to a customer, as it was or will be sent. */
export class CustomerMessageView {
  @IsUUID()
  id!: string;

  @IsUUID()
  customerId!: string;

  @IsIn(messageKinds)
  kind!: MessageKind;

  @IsIn(messageChannels)
  channel!: MessageChannel;

  @JSONSchema({
    description: 'An e-mail address or a phone number (E.164); empty once the customer was anonymised.',
  })
  @IsString()
  to!: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'Of e-mails.', type: ['string', 'null'] })
  subject!: string | null;

  @IsString()
  text!: string;

  @JSONSchema({
    description:
      '`waiting`: on its way, or tried again; `failed`: refused for good; `dropped`: not wanted any more.',
  })
  @IsIn(messageStatuses)
  status!: MessageStatus;

  @JSONSchema({ description: 'A person sent it again.' })
  @IsBoolean()
  resent!: boolean;

  @IsOptional()
  @IsUUID()
  orderId?: string;

  @IsOptional()
  @IsUUID()
  transactionId?: string;

  @IsRFC3339()
  createdAt!: string;

  @IsOptional()
  @IsRFC3339()
  @JSONSchema({ type: ['string', 'null'] })
  sentAt!: string | null;
}

import { replyAddress, replyMessageId, type Mailbox } from '@daybook/messaging';
import type { Mail } from './mail-client';
import type { MailFile } from './reply-attachments';
import type { Message } from './message.entity';

/** A message as an e-mail. The address for its answer is made here and kept nowhere: whoever has it writes into the case. */
export function mailOf(
  { id, recipients, subject, text, reply }: Message,
  mailbox: Mailbox | null,
  files: readonly MailFile[],
): Mail {
  const mail = { id, to: recipients, subject: subject ?? '', text };
  if (reply === null) return mail;
  const [to = '', ...cc] = recipients;
  const answered =
    mailbox === null
      ? {}
      : { replyTo: replyAddress(reply.replyId, mailbox), messageId: replyMessageId(reply.replyId, mailbox) };
  return { ...mail, to: [to], reply: { cc, references: reply.references, files, ...answered } };
}

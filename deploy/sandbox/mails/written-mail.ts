import { createTransport } from 'nodemailer';
import { SandboxRefusal } from '../sandbox-refusal';

/** A mail that somebody writes on our pages as a customer. */
export interface WrittenMail {
  from: string;
  to: string;
  subject: string;
  text: string;
  inReplyTo: string;
}

/** Sends it to where mails come in, as the customer's mail program would. */
export async function sendAs(
  { from, to, subject, text, inReplyTo }: Partial<WrittenMail>,
  { smtpUrl, mailbox }: { smtpUrl: string; mailbox: string },
): Promise<void> {
  const transport = createTransport({
    url: smtpUrl,
    ignoreTLS: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: from ?? '',
      to: to || mailbox,
      subject: subject ?? '',
      text: text ?? '',
      ...(inReplyTo ? { inReplyTo, references: inReplyTo } : {}),
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SandboxRefusal(422, 'not_taken', `The mail was not taken: ${why}`);
  } finally {
    transport.close();
  }
}

import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import { CustomersConfig } from '../customers.config';

/** How a try to send ended. */
export type SendingOutcome =
  | {
      sent: true;
      /** Addresses that were refused, where others were taken. */
      refused: readonly string[];
    }
  | {
      sent: false;
      why: string;
      /** No further try can change it. */
      final: boolean;
      /** Addresses that were refused for good. */
      refused?: readonly string[];
    };

/** One e-mail. */
export interface Mail {
  /** Makes its Message-ID: the same for each try. */
  id: string;
  to: readonly string[];
  subject: string;
  text: string;
  /** What a reply in a case has besides; absent for what is written by itself. */
  reply?: {
    cc: readonly string[];
    /** Made of the mail's own id where it is absent. */
    messageId?: string;
    /** Message-IDs of what was written before, oldest first. */
    references: readonly string[];
    /** Where the answer goes, and what comes back. */
    replyTo?: string;
    files: readonly { filename: string; contentType: string; content: Buffer }[];
  };
}

interface SmtpFault {
  message: string;
  code?: string;
  command?: string;
  responseCode?: number;
  rejected?: (string | { address: string })[];
}

/** Sends e-mails over SMTP. Nothing is retried here. */
@Injectable()
export class MailClient implements OnModuleDestroy {
  private readonly transport: Transporter | null;

  constructor(private readonly config: CustomersConfig) {
    const { smtpUrl, smtpTimeoutMs } = config;
    const options = {
      url: smtpUrl,
      pool: true as const,
      maxConnections: 4,
      // What becomes of a message whose connection broke is decided by whoever knows whether it may go again.
      maxRequeues: 0,
      connectionTimeout: smtpTimeoutMs,
      greetingTimeout: smtpTimeoutMs,
      socketTimeout: smtpTimeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    this.transport = smtpUrl === undefined ? null : createTransport(options);
  }

  /** Whether there is a mail server; without it no e-mail is written. */
  get on(): boolean {
    return this.transport !== null;
  }

  onModuleDestroy(): void {
    this.transport?.close();
  }

  /** Tries once. A server that is away, says no or breaks off is an outcome like any other. */
  async send({ id, to, subject, text, reply }: Mail): Promise<SendingOutcome> {
    if (this.transport === null) return { sent: false, why: 'there is no mail server', final: false };
    const domain = /@([^@>\s]+)>?\s*$/.exec(this.config.mailFrom)?.[1] ?? 'localhost';
    try {
      const { rejected } = (await this.transport.sendMail({
        from: this.config.mailFrom,
        to: [...to],
        subject,
        text,
        ...(reply === undefined ? { headers: { 'Auto-Submitted': 'auto-generated' } } : headersOf(reply, to)),
        messageId: reply?.messageId ?? `<${id}@${domain}>`,
      })) as Pick<SmtpFault, 'rejected'>;
      return { sent: true, refused: addressesOf(rejected) };
    } catch (error) {
      return { sent: false, ...readFault(error as SmtpFault) };
    }
  }
}

/** What the server said no to for good: the letter or its address. That it does not let us in is ours to mend. */
function readFault({ message, code, command, responseCode, rejected }: SmtpFault): {
  why: string;
  final: boolean;
  refused: readonly string[];
} {
  const said = responseCode === undefined ? (code ?? message) : `${responseCode} to ${command ?? 'it'}`;
  const refused = responseCode !== undefined && responseCode >= 500 && responseCode < 600;
  const about = code === 'EENVELOPE' || code === 'EMESSAGE';
  const final = about && (refused || responseCode === undefined);
  return { why: `the mail server: ${said}`, final, refused: final ? addressesOf(rejected) : [] };
}

function addressesOf(rejected: SmtpFault['rejected']): string[] {
  return (rejected ?? []).map((one) => (typeof one === 'string' ? one : one.address));
}

/** A person wrote it; what cannot be delivered comes back to where the answer goes. */
function headersOf(
  { cc, references, replyTo, files }: NonNullable<Mail['reply']>,
  to: readonly string[],
): SendMailOptions {
  return {
    cc: [...cc],
    attachments: [...files],
    references: [...references],
    ...(references.length === 0 ? {} : { inReplyTo: references.at(-1) }),
    ...(replyTo === undefined ? {} : { replyTo, envelope: { from: replyTo, to: [...to, ...cc] } }),
  };
}

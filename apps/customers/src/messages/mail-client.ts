import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { CustomersConfig } from '../customers.config';

/** How a try to send ended. */
export type SendingOutcome =
  | { sent: true }
  | {
      sent: false;
      why: string;
      /** No further try can change it. */
      final: boolean;
    };

/** One e-mail. */
export interface Mail {
  /** Makes its Message-ID: the same for each try. */
  id: string;
  to: readonly string[];
  subject: string;
  text: string;
}

interface SmtpFault {
  message: string;
  code?: string;
  command?: string;
  responseCode?: number;
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
  async send({ id, to, subject, text }: Mail): Promise<SendingOutcome> {
    if (this.transport === null) return { sent: false, why: 'there is no mail server', final: false };
    const domain = /@([^@>\s]+)>?\s*$/.exec(this.config.mailFrom)?.[1] ?? 'localhost';
    try {
      await this.transport.sendMail({
        from: this.config.mailFrom,
        to: [...to],
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { sent: true };
    } catch (error) {
      return { sent: false, ...readFault(error as SmtpFault) };
    }
  }
}

/** What the server said no to for good: the letter or its address. That it does not let us in is ours to mend. */
function readFault({ message, code, command, responseCode }: SmtpFault): { why: string; final: boolean } {
  const said = responseCode === undefined ? (code ?? message) : `${responseCode} to ${command ?? 'it'}`;
  const refused = responseCode !== undefined && responseCode >= 500 && responseCode < 600;
  const about = code === 'EENVELOPE' || code === 'EMESSAGE';
  return { why: `the mail server: ${said}`, final: about && (refused || responseCode === undefined) };
}

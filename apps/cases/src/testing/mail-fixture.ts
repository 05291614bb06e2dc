import { createTransport } from 'nodemailer';
import { GetCase, newId, ReplyToCase, type CaseDetailView, type CaseMessageView } from '@daybook/contracts';
import {
  replyAddress,
  replyMessageId,
  ServiceLifecycle,
  type Environment,
  type Readiness,
  type RunningService,
} from '@daybook/messaging';
import { eventually } from '@daybook/testing';
import { SmtpDoor } from '../mail/smtp-door';
import { ann, CasesFixture } from './cases-fixture';

export const MAILBOX = { address: 'cases@shop.example', key: Buffer.alloc(32, 5).toString('base64') };

/** What became of a mail, as the service has it. */
export interface KeptMail {
  status: string;
  outcome: string | null;
  case_id: string | null;
  customer_id: string | null;
  last_error: string | null;
  raw: Buffer | null;
}

/** The cases service with its SMTP door open, a customer with an address, and a mail program of theirs. */
export class MailFixture {
  private constructor(readonly service: CasesFixture) {}

  static async start(environment: Environment = {}): Promise<MailFixture> {
    const service = await CasesFixture.start({
      CASES_MAILBOX: MAILBOX.address,
      CASES_MAILBOX_KEY: MAILBOX.key,
      INBOUND_SMTP_PORT: '0',
      INBOUND_MAIL_EVERY_MS: '20',
      ...environment,
    });
    return new MailFixture(service);
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  get port(): number {
    return this.service.services.cases.app.get(SmtpDoor).port ?? 0;
  }

  /** A second replica of cases, without a door. */
  replica(environment: Environment): Promise<RunningService> {
    return this.service.replica({
      CASES_MAILBOX: MAILBOX.address,
      CASES_MAILBOX_KEY: MAILBOX.key,
      ...environment,
    });
  }

  /** What cases says of its health. */
  readiness(): Promise<Readiness> {
    return this.service.provided(ServiceLifecycle).readiness();
  }

  /** A customer with an address of their own. */
  async customer(name = 'Grace Hopper'): Promise<{ id: string; address: string }> {
    const address = `grace.${newId()}@example.com`;
    const { customers } = this.service;
    return { id: await customers.create(name, undefined, true, null, address), address };
  }

  /** A case of a customer with a reply in it, and the address to which it is answered. */
  async replied(
    customerId: string,
  ): Promise<{ subject: CaseDetailView; reply: CaseMessageView; to: string; messageId: string }> {
    const subject = await this.service.open({ customerId });
    const reply = await this.service.caller.call(
      ReplyToCase,
      { id: subject.id, text: 'It is on its way' },
      ann,
    );
    return {
      subject,
      reply,
      to: replyAddress(reply.id, MAILBOX),
      messageId: replyMessageId(reply.id, MAILBOX),
    };
  }

  /** Sends a mail over a real connection, as mail programs and servers do; answers its Message-ID. */
  async send(mail: object, security: object = { ignoreTLS: true }): Promise<string> {
    const transport = createTransport({ host: '127.0.0.1', port: this.port, ...security });
    try {
      const { messageId } = await transport.sendMail({ to: MAILBOX.address, subject: 'Hello', ...mail });
      return messageId;
    } finally {
      transport.close();
    }
  }

  /** Sends a mail as it is written, line ends made those of mails. */
  async sendRaw(raw: string | Buffer, envelope: { from: string; to: string }): Promise<void> {
    const bytes = typeof raw === 'string' ? Buffer.from(raw.replace(/\r?\n/g, '\r\n')) : raw;
    await this.send({ raw: bytes, envelope });
  }

  /** What became of the mails with a subject, once none of them waits. */
  settled(subject: string, count = 1): Promise<KeptMail[]> {
    return eventually(`${count} mails "${subject}" are settled`, async () => {
      const waiting = await this.kept(`status = 'waiting'`);
      const found = await this.kept('subject = $1', [subject]);
      if (found.length === count && waiting.length === 0) return found;
      throw new Error(
        `there are ${found.length}, and ${waiting.length} wait: ${waiting[0]?.last_error ?? ''}`,
      );
    });
  }

  kept(where: string, values: unknown[] = []): Promise<KeptMail[]> {
    return this.service.databases.cases.query<KeptMail>(
      `select status, outcome, case_id, customer_id, last_error, raw from inbound_mail where ${where}`,
      values,
    );
  }

  read(id: string): Promise<CaseDetailView> {
    return this.service.caller.call(GetCase, { id }, ann);
  }
}

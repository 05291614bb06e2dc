import type { AddressInfo } from 'node:net';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { isForMailbox, ServiceLogger } from '@daybook/messaging';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { CasesConfig } from '../cases.config';
import { Certificate } from './certificate';
import { keepMail } from './keep-mail';
import { MailRate } from './mail-rate';
import { MailWorker } from './mail-worker';

/** Recipients of one mail at most. */
const MOST_RECIPIENTS = 50;
/** Mails under way together hold no more than so many times what one may have. */
const ROOM_FOR = 4;
const SOCKET_TIMEOUT_MS = 60_000;
const CLOSE_TIMEOUT_MS = 1_000;

/** What is said to whoever sends. */
class Refusal extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The door at which e-mails come in. A mail is kept before it is said to be taken: whoever was not told so sends it
 * again. Only mail for the mailbox is taken, and nothing is passed on.
 */
@Injectable()
export class SmtpDoor implements OnApplicationBootstrap, OnModuleDestroy {
  private server: SMTPServer | null = null;
  private readonly certificate: Certificate | null;
  private readonly rate: MailRate;
  private held = 0;

  constructor(
    private readonly config: CasesConfig,
    private readonly work: UnitOfWork,
    private readonly worker: MailWorker,
    private readonly clock: Clock,
    private readonly logger: ServiceLogger,
  ) {
    this.rate = new MailRate(config.inboundMailsPerMinute);
    const { inboundSmtpTlsCert: cert, inboundSmtpTlsKey: key } = config;
    this.certificate = cert === undefined || key === undefined ? null : new Certificate({ cert, key });
  }

  /** The port it listens on; null where no e-mails are taken. */
  get port(): number | null {
    const address = this.server?.server.address() as AddressInfo | null | undefined;
    return address?.port ?? null;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { casesMailbox, inboundSmtpPort, inboundSmtpHost } = this.config;
    if (casesMailbox === undefined || inboundSmtpPort === undefined) return;
    const server = this.make(casesMailbox);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(inboundSmtpPort, inboundSmtpHost, () => {
        server.off('error', reject);
        resolve();
      });
    });
    // Who breaks off in the middle, or speaks no SMTP, is no fault of ours.
    server.on('error', (error) => this.logger.debug('an SMTP client broke off', { reason: error.message }));
    this.server = server;
    this.certificate?.onWritten(() => this.renew(server));
  }

  async onModuleDestroy(): Promise<void> {
    const { server } = this;
    this.server = null;
    this.certificate?.close();
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private make(mailbox: string): SMTPServer {
    return new SMTPServer({
      disabledCommands: this.certificate === null ? ['AUTH', 'STARTTLS'] : ['AUTH'],
      ...this.certificate?.read(),
      authOptional: true,
      disableReverseLookup: true,
      banner: 'Daybook',
      size: this.config.inboundMailMaxBytes,
      maxClients: this.config.inboundSmtpClients,
      socketTimeout: SOCKET_TIMEOUT_MS,
      closeTimeout: CLOSE_TIMEOUT_MS,
      onMailFrom: (_address, session, done) => done(this.refusalOf(session)),
      onRcptTo: ({ address }, session, done) => {
        if (!isForMailbox(address, { address: mailbox }))
          return done(new Refusal(550, 'No such mailbox here'));
        if (session.envelope.rcptTo.length >= MOST_RECIPIENTS)
          return done(new Refusal(452, 'Too many recipients'));
        return done();
      },
      onData: (stream, session, done) => {
        this.take(stream, session).then(
          () => done(),
          (error: unknown) => done(error instanceof Refusal ? error : this.failed(error)),
        );
      },
    });
  }

  /** Connections that begin from now on have the new one. */
  private renew(server: SMTPServer): void {
    try {
      server.updateSecureContext(this.certificate?.read());
      this.logger.info('the certificate of the SMTP server was renewed');
    } catch (error) {
      this.logger.warn('the certificate of the SMTP server cannot be renewed yet', error);
    }
  }

  private refusalOf({ remoteAddress }: SMTPServerSession): Error | null {
    if (!this.rate.takes(remoteAddress, performance.now()))
      return new Refusal(451, 'Too many e-mails, come later');
    return null;
  }

  private failed(error: unknown): Refusal {
    this.logger.error('an e-mail could not be kept', error);
    return new Refusal(451, 'It could not be kept, come later');
  }

  private async take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
    const parts: Buffer[] = [];
    let size = 0;
    let noRoom = false;
    try {
      for await (const part of stream as AsyncIterable<Buffer>) {
        if (stream.sizeExceeded || noRoom) continue;
        noRoom = this.held + part.length > this.config.inboundMailMaxBytes * ROOM_FOR;
        if (noRoom) continue;
        parts.push(part);
        size += part.length;
        this.held += part.length;
      }
      if (stream.sizeExceeded) throw new Refusal(552, 'The e-mail is too big');
      if (noRoom) throw new Refusal(452, 'No room just now, come later');
      const mail = {
        envelopeFrom: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
        envelopeTo: envelope.rcptTo.map(({ address }) => address),
        raw: Buffer.concat(parts),
      };
      await this.work.transaction((em) => keepMail(em, mail, this.clock.now()));
    } finally {
      this.held -= size;
    }
    this.worker.wake();
  }
}

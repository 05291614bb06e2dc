import Fastify, { type FastifyReply } from 'fastify';
import { SMTPServer } from 'smtp-server';
import { SandboxRefusal } from '../sandbox-refusal';
import { CaughtMails } from './caught-mails';
import { listPage, mailPage, POLICY, SANDBOXED, sentPage } from './mail-pages';
import { sendAs, type WrittenMail } from './written-mail';

export interface MailCatcherOptions {
  /** Folder of the mails; made if it is missing. */
  readonly folder: string;
  /** On 127.0.0.1; 0 takes a free one. */
  readonly smtpPort: number;
  readonly webPort: number;
  /** How many mails are kept, the newest ones. Default 1,000. */
  readonly kept?: number;
  /** Where what people write on the pages goes; without it they cannot. */
  readonly answersTo?: { readonly smtpUrl: string; readonly mailbox: string };
}

export interface RunningMailCatcher {
  readonly smtpUrl: string;
  readonly url: string;
  stop(): Promise<void>;
}

/** Bytes that a mail may have. */
const SIZE_LIMIT = 10_000_000;

/** Takes every mail, sends none, and shows what it took: as pages, and as JSON at `/api/mails`. */
export async function startMailCatcher(options: MailCatcherOptions): Promise<RunningMailCatcher> {
  const mails = await CaughtMails.open(options.folder, options.kept);
  const smtp = smtpServer(mails);
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject);
    smtp.listen(options.smtpPort, '127.0.0.1', resolve);
  });
  // Who breaks off in the middle is no fault of ours.
  smtp.on('error', () => undefined);
  const web = webServer(mails, options.answersTo);
  const url = await web.listen({ host: '127.0.0.1', port: options.webPort });
  const address = smtp.server.address();
  const smtpPort = typeof address === 'object' && address !== null ? address.port : options.smtpPort;
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    url,
    stop: async () => {
      await Promise.all([web.close(), new Promise<void>((resolve) => smtp.close(() => resolve()))]);
    },
  };
}

function smtpServer(mails: CaughtMails): SMTPServer {
  return new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    size: SIZE_LIMIT,
    closeTimeout: 500,
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => void (stream.sizeExceeded ? undefined : parts.push(part)));
      stream.once('end', () => {
        if (stream.sizeExceeded)
          return done(Object.assign(new Error('The mail is too big'), { responseCode: 552 }));
        mails.add(Buffer.concat(parts)).then(
          () => done(),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });
}

function webServer(mails: CaughtMails, answersTo: MailCatcherOptions['answersTo']) {
  const web = Fastify({ forceCloseConnections: true });
  web.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', POLICY);
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
  });
  const found = (id: string) => {
    const mail = mails.find(Number(id));
    if (mail === undefined) throw new SandboxRefusal(404, 'not_found', `There is no mail ${id}`);
    return mail;
  };
  web.setErrorHandler((error: Error & { statusCode?: number; code?: string }, _request, reply) => {
    const status = error instanceof SandboxRefusal ? error.status : (error.statusCode ?? 500);
    return reply.code(status).send({ code: error.code ?? 'failed', message: error.message });
  });
  const html = (reply: FastifyReply, page: string) => reply.type('text/html; charset=utf-8').send(page);
  web.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 100_000 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
  );
  // Whoever tries the system is the customer: what they write goes in as any mail does.
  web.post<{ Body: Partial<WrittenMail> }>('/write', async ({ body }, reply) => {
    if (answersTo === undefined) throw new SandboxRefusal(404, 'not_found', 'Nobody takes mails here');
    await sendAs(body, answersTo);
    return html(reply, sentPage());
  });
  type One = { Params: { id: string } };
  web.get('/health/ready', async () => ({ status: 'ready' }));
  web.get('/', async (_request, reply) => html(reply, listPage(mails.list(), answersTo?.mailbox)));
  web.get<One>('/mails/:id', async ({ params }, reply) =>
    html(reply, mailPage(found(params.id), answersTo !== undefined)),
  );
  web.get<One>('/mails/:id/html', async ({ params }, reply) =>
    reply
      .header('content-security-policy', SANDBOXED)
      .type('text/html; charset=utf-8')
      .send(found(params.id).html ?? ''),
  );
  web.get('/api/mails', async () => mails.list());
  web.get<One>('/api/mails/:id', async ({ params }) => found(params.id));
  return web;
}

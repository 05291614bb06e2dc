import { startMailCatcher } from './mail-catcher';

/** `SMTP_PORT`, `MAIL_PORT` and `MAIL_HOME` are needed; `INBOUND_SMTP_URL` and `CASES_MAILBOX` let people write. */
async function main(): Promise<void> {
  const { MAIL_HOME, SMTP_PORT, MAIL_PORT, INBOUND_SMTP_URL, CASES_MAILBOX } = process.env;
  const [smtpPort, webPort] = [Number(SMTP_PORT), Number(MAIL_PORT)];
  if (!MAIL_HOME || ![smtpPort, webPort].every((port) => port >= 1 && port <= 65_535)) {
    throw new Error('SMTP_PORT and MAIL_PORT (1 to 65535) and MAIL_HOME (a folder) must be set');
  }
  const catcher = await startMailCatcher({
    folder: MAIL_HOME,
    smtpPort,
    webPort,
    ...(INBOUND_SMTP_URL && CASES_MAILBOX
      ? { answersTo: { smtpUrl: INBOUND_SMTP_URL, mailbox: CASES_MAILBOX } }
      : {}),
  });
  process.stdout.write(`mails on ${catcher.url}, taken at ${catcher.smtpUrl}\n`);
  const stop = (): void => void catcher.stop().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});

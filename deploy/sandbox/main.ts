import { readFileSync } from 'node:fs';
import { clock } from '@daybook/messaging';
import { startSandbox } from './sandbox';

/** `SANDBOX_PORT` and `SANDBOX_HOME` are needed; `PROCESSOR_KEY`, `PLUGIN_SECRET`, `SANDBOX_SETTLE_EVERY_MS`, `MAILS_URL` and `CARD_FIELD_ORIGINS` may be given. */
async function main(): Promise<void> {
  const { SANDBOX_HOST, SANDBOX_PORT, SANDBOX_HOME, SANDBOX_SETTLE_EVERY_MS } = process.env;
  const { MAILS_URL, PROCESSOR_KEY, PROCESSOR_KEY_FILE, PLUGIN_SECRET, CARD_FIELD_ORIGINS } = process.env;
  const port = Number(SANDBOX_PORT);
  if (!SANDBOX_HOME || !Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error('SANDBOX_PORT (1 to 65535) and SANDBOX_HOME (a folder) must be set');
  }
  const settleEveryMs = SANDBOX_SETTLE_EVERY_MS === undefined ? undefined : Number(SANDBOX_SETTLE_EVERY_MS);
  if (settleEveryMs !== undefined && !(settleEveryMs >= 1_000))
    throw new Error('SANDBOX_SETTLE_EVERY_MS must be at least 1000');

  const sandbox = await startSandbox({
    home: SANDBOX_HOME,
    host: SANDBOX_HOST,
    port,
    processorKey:
      PROCESSOR_KEY_FILE === undefined ? PROCESSOR_KEY : readFileSync(PROCESSOR_KEY_FILE, 'utf8').trim(),
    pluginSecret: PLUGIN_SECRET,
    settleEveryMs,
    mailsUrl: MAILS_URL,
    cardFieldOrigins: CARD_FIELD_ORIGINS?.split(',').filter((origin) => origin !== '') ?? [],
    now: () => clock.now(),
    logger: true,
  });
  process.stdout.write(`sandbox on ${sandbox.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      sandbox.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});

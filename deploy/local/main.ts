import { removeAddresses, writeAddresses } from './addresses';
import { MAILBOX } from './system/environment';
import { freeBytes } from './system/data-folder';
import { optionsFromEnvironment } from './system/system-options';
import { LocalSystem } from './system/system';

/** Bytes on the disk below which people are told. */
const LOW_DISK = 1024 * 1024 * 1024;

/** `npm start`: the whole system until Ctrl-C. */
async function main(): Promise<void> {
  const options = optionsFromEnvironment(process.env, process.argv.slice(2));
  const started = Date.now();
  const system = new LocalSystem({ ...options, onMessage: (sentence) => say(sentence) });
  let stopping = false;
  const stop = (exitCode: number) => {
    if (stopping) return;
    stopping = true;
    say('Stopping…');
    removeAddresses(system.home);
    system.stop().then(
      () => process.exit(exitCode),
      (error: unknown) => fail(error),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  process.once('disconnect', () => stop(1)); // the script that started us is gone

  say('Starting PostgreSQL, nats-server and the services…');
  try {
    await system.start();
  } catch (error) {
    if (stopping) return;
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    return stop(1);
  }
  if (options.demo === true) await connectDemo(system);
  if (stopping) return;
  watchDisk(system.home);
  const { gateway, sandbox } = system.urls;
  writeAddresses(system.home, { gateway, sandbox, nats: system.natsUrl });
  say(welcome(system, Math.round((Date.now() - started) / 100) / 10));
}

/** Tells of a disk that is nearly full before it is: once, and again when it has become half as much. */
function watchDisk(home: string): void {
  let saidAt = LOW_DISK;
  setInterval(() => {
    const free = freeBytes(home);
    if (free > LOW_DISK) saidAt = LOW_DISK;
    else if (free <= saidAt) {
      saidAt = free / 2;
      say(`The disk of ${home} has ${Math.floor(free / 1024 / 1024)} MB left: make room before it is full.`);
    }
  }, 30_000).unref();
}

/** Without the houses and engines of the demonstration the system is as good as with them. */
async function connectDemo(system: LocalSystem): Promise<void> {
  try {
    await system.connectDemo();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(
      `The houses and engines of the demonstration could not be connected: ${reason}\nIt is tried again at the next start.`,
    );
  }
}

function welcome({ urls, adminPassword, secrets, home, natsUrl }: LocalSystem, seconds: number): string {
  return `
Daybook is ready (${seconds} s).

  Address     ${urls.gateway}
  Documents   ${urls.gateway}/api/docs
              ${urls.gateway}/api/openapi.json
              ${urls.gateway}/api/asyncapi.json
  Sign in     admin / ${adminPassword} (unless it was changed since)
  Mails       ${urls.mail} (write to ${MAILBOX} at ${urls.inboundSmtp})
  Sandbox     ${urls.sandbox} (the processor's key: ${secrets.password('processor-key')})
  NATS        ${natsUrl}
  Data, logs  ${home}

  Stop with Ctrl-C. Everything is there again at the next start.
`;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);

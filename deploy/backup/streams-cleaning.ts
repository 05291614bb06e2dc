import { existsSync, readFileSync } from 'node:fs';
import { connect, credsAuthenticator, NatsError, type JetStreamManager } from 'nats';

/** Where NATS is and who asks. */
export interface NatsAccess {
  readonly url: string;
  /** Text or file; none for a server without users. */
  readonly credentials?: string | undefined;
}

/**
 * Takes from NATS what belongs to the time after the backup: the stream of events goes as a whole, since the journals
 * hold what is needed of it; billing reads engines' messages again from the first that is still kept, and knows those
 * that it had by their ids. What engines were told stays.
 */
export async function cleanStreams({ url, credentials }: NatsAccess): Promise<void> {
  const creds =
    credentials !== undefined && existsSync(credentials) ? readFileSync(credentials, 'utf8') : credentials;
  const connection = await connect({
    servers: url.split(','),
    name: 'restore',
    inboxPrefix: '_INBOX_operations',
    ...(creds === undefined ? {} : { authenticator: credsAuthenticator(new TextEncoder().encode(creds)) }),
  });
  try {
    const manager = await connection.jetstreamManager();
    await unlessMissing(() => manager.streams.delete('EVENTS'));
    await unlessMissing(() => forgetReaders(manager, 'INTAKE'));
  } finally {
    await connection.close();
  }
}

async function forgetReaders(manager: JetStreamManager, stream: string): Promise<void> {
  const names: string[] = [];
  for await (const { name } of manager.consumers.list(stream)) names.push(name);
  for (const name of names) await manager.consumers.delete(stream, name);
}

async function unlessMissing(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof NatsError && error.api_error?.err_code === 10059)) throw error; // stream not found
  }
}

import { randomUUID } from 'node:crypto';
import {
  Empty,
  ErrorCode,
  headers as natsHeaders,
  NatsError,
  type Msg,
  type MsgHdrs,
  type NatsConnection,
  type Subscription,
} from 'nats';
import type { ServiceLogger } from '../core/logger';
import type { Bus } from './bus';
import { wire } from './wire';

/** What a handler of an operation with transport `stream` answers. */
export interface ByteStream {
  contentType: string;
  /** Name under which it is saved; absent where it is read as it comes. */
  filename?: string;
  /** Asked for one after the other, as the receiver takes them. Ended early (`return`) when the receiver is gone. */
  chunks: AsyncIterable<Uint8Array>;
}

/** Bytes of one message; well below what the server lets through. */
const PIECE = 256 * 1024;
/** How long a receiver may take for one piece before it is given up, and how long it waits for the next one. */
const PATIENCE_MS = 30_000;

/**
 * Sends streams, each piece as a request that the receiver answers when it can take more: a slow receiver holds the
 * sender back, and one that is gone stops it at once.
 */
export class ByteSender {
  private readonly running = new Map<AsyncIterator<Uint8Array>, string>();

  private readonly connection: NatsConnection;
  private readonly hangUp: string;

  constructor(
    bus: Pick<Bus, 'connection' | 'inboxPrefix'>,
    private readonly log: Pick<ServiceLogger, 'error' | 'info'>,
  ) {
    this.connection = bus.connection;
    this.hangUp = `${bus.inboxPrefix}.gone.${randomUUID()}`;
    this.connection.subscribe(this.hangUp, {
      callback: (_error, message) => {
        const gone = message.string();
        for (const [iterator, sink] of this.running) if (sink === gone) this.end(iterator);
      },
    });
  }

  /** Begins to send. A failure is told to the receiver and logged. */
  send(sink: string, chunks: AsyncIterable<Uint8Array>): void {
    const iterator = chunks[Symbol.asyncIterator]();
    this.running.set(iterator, sink);
    void this.pump(sink, iterator);
  }

  /** Ends every stream; receivers see them broken off. */
  async close(): Promise<void> {
    for (const [iterator, sink] of this.running) {
      this.end(iterator);
      this.connection.publish(sink, Empty, { headers: saying('failed') });
    }
    if (!this.connection.isClosed()) await this.connection.flush();
  }

  private async pump(sink: string, iterator: AsyncIterator<Uint8Array>): Promise<void> {
    try {
      let coming = iterator.next();
      for (;;) {
        const next = await coming;
        if (!this.running.has(iterator)) return;
        if (next.done === true) break;
        // The next chunk is made while this one is on its way.
        coming = iterator.next();
        coming.catch(() => undefined); // it is awaited above, unless the receiver goes first
        for (let at = 0; at < next.value.length; at += PIECE)
          await this.emit(sink, next.value.subarray(at, at + PIECE), natsHeaders());
      }
      await this.emit(sink, Empty, saying('end'));
    } catch (error) {
      if (isGone(error)) return this.log.info('the receiver of a stream is gone', { sink });
      this.log.error('a stream failed', error);
      if (!this.connection.isClosed()) this.connection.publish(sink, Empty, { headers: saying('failed') });
    } finally {
      this.end(iterator);
    }
  }

  private async emit(sink: string, bytes: Uint8Array, headers: MsgHdrs): Promise<void> {
    headers.set(wire.hangUp, this.hangUp);
    const reply = await this.connection.request(sink, bytes, { timeout: PATIENCE_MS, headers });
    if (reply.headers?.get(wire.stream) === 'gone') throw new ReceiverGone();
  }

  /** What makes the chunks lets go of what it holds as soon as it has made the one at hand. */
  private end(iterator: AsyncIterator<Uint8Array>): void {
    this.running.delete(iterator);
    iterator
      .return?.()
      .catch((error: unknown) => this.log.error('the source of a stream did not end well', error));
  }
}

/** The receiver has said that it takes no more. */
class ReceiverGone extends Error {}

function saying(what: 'end' | 'failed' | 'gone'): MsgHdrs {
  const headers = natsHeaders();
  headers.set(wire.stream, what);
  return headers;
}

/** Takes one stream. Open it before it is asked for, and close it when nobody wants it any more. */
export class ByteSink {
  /** The subject to name in the request. */
  readonly subject: string;
  private readonly subscription: Subscription;
  /** Came, and is not answered yet: the sender waits. */
  private held: Msg | null = null;
  private wake: () => void = () => undefined;
  /** Where the sender hears that nobody takes any more; none before it has sent, and after the end. */
  private hangUp: string | undefined;

  /** @param service whose inbox it lies in: the receiver's own */
  constructor(
    private readonly connection: NatsConnection,
    service: string,
  ) {
    this.subject = `${sinksOf(service)}.${randomUUID()}`;
    this.subscription = connection.subscribe(this.subject, {
      callback: (_error, message) => {
        this.held = message;
        this.wake();
      },
    });
  }

  /** The bytes as they come; the sender goes on when the next ones are asked for. @throws Error when the stream breaks off */
  async *chunks(): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        const message = await this.next();
        if (message === null) return;
        const { data, headers } = message;
        const what = headers?.get(wire.stream);
        this.hangUp = what === 'end' || what === 'failed' ? undefined : headers?.get(wire.hangUp);
        if (what === 'failed') throw new Error('the stream failed at its source');
        if (what !== 'end') yield data;
        this.answer();
        if (what === 'end') return;
      }
    } finally {
      this.close();
    }
  }

  /** The sender learns of it at once. */
  close(): void {
    this.subscription.unsubscribe();
    this.answer(saying('gone'));
    if (this.hangUp !== undefined && !this.connection.isClosed())
      this.connection.publish(this.hangUp, this.subject);
    this.hangUp = undefined;
    this.wake();
  }

  private answer(headers?: MsgHdrs): void {
    const message = this.held;
    this.held = null;
    message?.respond(Empty, headers === undefined ? {} : { headers });
  }

  /** The next message; null once it is closed. */
  private async next(): Promise<Msg | null> {
    if (this.subscription.isClosed()) return null;
    if (this.held === null) {
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('the stream fell silent')), PATIENCE_MS);
        this.wake = () => {
          clearTimeout(late);
          resolve();
        };
      });
    }
    return this.held ?? this.next();
  }
}

/** Below which subject a service takes streams. */
export function sinksOf(service: string): string {
  return `_INBOX_${service}.bytes`;
}

function isGone(error: unknown): boolean {
  if (error instanceof ReceiverGone) return true;
  if (!(error instanceof NatsError)) return false;
  return [ErrorCode.NoResponders, ErrorCode.Timeout, ErrorCode.ConnectionClosed].some(
    (code) => error.code === (code as string),
  );
}

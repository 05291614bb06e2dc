import { createInbox, ErrorCode, NatsError, type Msg, type MsgHdrs, type Subscription } from 'nats';
import type { Bus } from './bus';

/** A message for a stream. */
export interface StreamMessage {
  subject: string;
  data: string;
  /** By which the stream knows a message that comes again. */
  id: string;
  headers: MsgHdrs;
}

const MESSAGE_ID = 'Nats-Msg-Id';

interface Acknowledgement {
  error?: { code: number; err_code: number; description: string };
}

/**
 * Publishes to JetStream by the windowful. The client's own `publish` makes a request of each message, with a timer and
 * an error that is thrown away; here a window has one timer, and one subscription takes all answers.
 */
export class AckedPublisher {
  private readonly inbox: string;
  private readonly waiting = new Map<string, (answer: Msg) => void>();
  private answers: Subscription | null = null;
  private next = 0;

  constructor(private readonly bus: Bus) {
    this.inbox = createInbox(bus.inboxPrefix);
  }

  /**
   * Publishes messages and resolves when the stream has each of them.
   * @throws NatsError 503 where no stream takes a subject, TIMEOUT where one did not answer; Error for what a stream refused
   */
  async publish(messages: readonly StreamMessage[], timeoutMs: number): Promise<void> {
    const { connection } = this.bus;
    this.answers ??= connection.subscribe(`${this.inbox}.*`, {
      callback: (_error, answer) => this.waiting.get(answer.subject)?.(answer),
    });
    const subjects: string[] = [];
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(
          () =>
            reject(
              new NatsError(`${left} of ${messages.length} messages were not answered`, ErrorCode.Timeout),
            ),
          timeoutMs,
        );
        let left = messages.length;
        for (const { subject, data, id, headers } of messages) {
          headers.set(MESSAGE_ID, id);
          const reply = `${this.inbox}.${this.next++}`;
          subjects.push(reply);
          this.waiting.set(reply, (answer) => {
            this.waiting.delete(reply);
            const fault = faultOf(answer);
            if (fault !== null) reject(fault);
            else if (--left === 0) resolve();
          });
          connection.publish(subject, data, { reply, headers });
        }
      });
    } finally {
      clearTimeout(timer);
      for (const subject of subjects) this.waiting.delete(subject);
    }
  }

  close(): void {
    this.answers?.unsubscribe();
    this.answers = null;
  }
}

function faultOf(answer: Msg): Error | null {
  if (answer.headers?.code === 503) return new NatsError('no stream takes it', '503');
  const { error } = answer.json<Acknowledgement>();
  return error === undefined ? null : new Error(`${error.description} (${error.err_code})`);
}

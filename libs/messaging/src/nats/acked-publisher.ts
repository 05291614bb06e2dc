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
const MAX_PAYLOAD: string = ErrorCode.MaxPayloadExceeded;
const NO_STREAM = { error: { code: 503, err_code: 503, description: 'no stream takes its subject' } };

/** What JetStream says where a message is larger than its stream takes. */
const TOO_LARGE = 10_054;

/** A message that the stream does not take, whatever it takes of others. */
export interface RefusedMessage {
  id: string;
  /** Whether nobody takes the subject: the stream may be missing. */
  noStream: boolean;
  reason: string;
}

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
   * Publishes messages and resolves when the stream has answered each of them.
   * @returns those that it does not take for what they are
   * @throws NatsError TIMEOUT where one was not answered; Error for what would meet any other message as well
   */
  async publish(messages: readonly StreamMessage[], timeoutMs: number): Promise<RefusedMessage[]> {
    const { connection } = this.bus;
    this.answers ??= connection.subscribe(`${this.inbox}.*`, {
      callback: (_error, answer) => this.waiting.get(answer.subject)?.(answer),
    });
    const subjects: string[] = [];
    const refused: RefusedMessage[] = [];
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
        const answered = (): void => {
          if (--left === 0) resolve();
        };
        for (const { subject, data, id, headers } of messages) {
          headers.set(MESSAGE_ID, id);
          const reply = `${this.inbox}.${this.next++}`;
          subjects.push(reply);
          this.waiting.set(reply, (answer) => {
            this.waiting.delete(reply);
            const { error } = answer.headers?.code === 503 ? NO_STREAM : answer.json<Acknowledgement>();
            const reason = error === undefined ? '' : `${error.description} (${error.err_code})`;
            const noStream = error === NO_STREAM.error;
            if (noStream || error?.err_code === TOO_LARGE) refused.push({ id, noStream, reason });
            else if (error !== undefined) return reject(new Error(reason));
            answered();
          });
          try {
            connection.publish(subject, data, { reply, headers });
          } catch (error) {
            if (!(error instanceof NatsError) || error.code !== MAX_PAYLOAD) throw error;
            refused.push({ id, noStream: false, reason: 'larger than the server takes' });
            answered();
          }
        }
      });
    } finally {
      clearTimeout(timer);
      for (const subject of subjects) this.waiting.delete(subject);
    }
    return refused;
  }

  close(): void {
    this.answers?.unsubscribe();
    this.answers = null;
  }
}

import { SpanKind } from '@opentelemetry/api';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { headers as natsHeaders, type Msg, type Subscription } from 'nats';
import { DomainError, isGuarded, newId, SYSTEM, type Actor, type AnyOperation } from '@daybook/contracts';
import { activeTraceparent, inSpan } from '@daybook/persistence';
import { pause, toDomainError } from '../core/failures';
import { withLogContext } from '../core/log-context';
import type { ServiceLogger } from '../core/logger';
import { outcomeOf, type Metrics } from '../core/metrics';
import type { Bus } from '../nats/bus';
import { ByteSender, type ByteStream } from '../nats/byte-stream';
import { wire } from '../nats/wire';
import type { ActorTokens } from './actor-token';
import { RequestsAtWork } from './at-work';
import type { Dispatcher, OperationHandler } from './dispatcher';
import type { HandledOperation } from './handles';
import { replyOf } from './reply';

/** What an operation server needs of its service. */
export interface OperationServerTools {
  service: string;
  /** Whether requests come over the bus; else the service hands them to the dispatcher itself. */
  onBus: boolean;
  bus: Bus;
  dispatcher: Dispatcher;
  tokens: ActorTokens;
  metrics: Metrics;
  logger: ServiceLogger;
}

/**
 * Nest's transport for operations: tells the dispatcher which method handles what, and brings it the requests that come
 * over the service's own connection to NATS, one queue group a service. The reply is the bare JSON of the view or
 * problem with its status in a header, so that the gateway can pass it on unread.
 */
export class OperationServer extends Server implements CustomTransportStrategy {
  private readonly decoder = new TextDecoder();
  private readonly bytes: ByteSender;
  private subscriptions: Subscription[] = [];
  private readonly atWork = new RequestsAtWork();
  private inquiries: Subscription | undefined;

  constructor(private readonly tools: OperationServerTools) {
    super();
    this.bytes = new ByteSender(tools.bus, tools.logger);
  }

  listen(callback: () => void): void {
    const { service, onBus, bus, dispatcher, logger } = this.tools;
    for (const [subject, handler] of this.messageHandlers) {
      const { operation } = handler.extras as HandledOperation;
      dispatcher.register(operation, handler as OperationHandler);
      if (!onBus) continue;
      const subscription = bus.connection.subscribe(subject, {
        queue: service,
        callback: (error, message) => {
          if (error !== null) logger.error(`${subject} could not be heard`, error);
          else void this.handle(operation, message);
        },
      });
      this.subscriptions.push(subscription);
    }
    if (onBus) this.inquiries = this.atWork.listen(bus, service, logger);
    callback();
  }

  /** Takes no more requests and waits until those at work are answered, 4 s at most. Nest calls it twice. */
  async close(): Promise<void> {
    const open = this.subscriptions.filter((subscription) => !subscription.isClosed());
    this.subscriptions = [];
    await Promise.all(open.map((subscription) => subscription.drain()));
    await this.bytes.close();
    for (let waited = 0; this.atWork.count > 0 && waited < 4_000; waited += 20) await pause(20);
    this.inquiries?.unsubscribe();
  }

  /** The connection is the service's, and is watched there. */
  on(): void {}

  unwrap(): never {
    throw new Error('the connection is the service’s: ask its Bus');
  }

  private async handle(operation: AnyOperation, message: Msg): Promise<void> {
    const { metrics } = this.tools;
    const { name } = operation;
    const requestId = header(message, 'requestId') ?? newId();
    const parent = header(message, 'traceparent');
    const ask = header(message, 'ask') ?? newId();
    this.atWork.begin(ask);
    metrics.operationsInFlight.set(this.atWork.count);
    const end = metrics.operationDuration.startTimer({ operation: name });
    try {
      await withLogContext({ requestId, operation: name }, () =>
        inSpan(
          name,
          {
            kind: SpanKind.SERVER,
            ...(parent === undefined ? {} : { parent }),
            attributes: { 'rpc.system': 'nats', 'rpc.method': name, 'daybook.request': requestId },
          },
          async (note) => {
            const status = await this.answer(operation, message, requestId);
            note({ 'http.response.status_code': status });
            end({ outcome: outcomeOf(status) });
          },
        ),
      );
    } finally {
      this.atWork.end(ask);
      metrics.operationsInFlight.set(this.atWork.count);
    }
  }

  /** Has a request answered and replies. Answers the status of the reply. */
  private async answer(operation: AnyOperation, message: Msg, requestId: string): Promise<number> {
    const { metrics, logger } = this.tools;
    try {
      const answer = await this.dispatch(operation, message, requestId);
      if (operation.transport === 'stream') await this.replyStream(message, operation, answer as ByteStream);
      else await this.reply(message, operation.status, answer);
      return operation.status;
    } catch (thrown) {
      const error = toDomainError(thrown);
      if (error.status >= 500) {
        logger.error(`${operation.subject} failed`, { requestId, code: error.code, err: thrown as Error });
      }
      metrics.refusals.inc({ operation: operation.name, code: error.code });
      await this.reply(message, error.status, error.toProblem(requestId));
      return error.status;
    }
  }

  private dispatch(operation: AnyOperation, message: Msg, requestId: string): Promise<object | null> {
    const deadline = Number(header(message, 'deadline') ?? Infinity);
    // The real time, however our own clock is shifted: it is another process that waits.
    if (Date.now() > deadline) throw new DomainError('request.deadline_passed');
    const token = header(message, 'actor');
    const actor = this.actorOf(operation, token);
    const idempotencyKey = header(message, 'idempotencyKey');
    const version = header(message, 'ifMatch');
    const traceparent = activeTraceparent() ?? header(message, 'traceparent');
    return this.tools.dispatcher.dispatch(operation, this.parse(message), {
      actor,
      requestId,
      correlationId: header(message, 'correlationId') ?? requestId,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(version === undefined ? {} : { ifMatch: Number(version) }),
      ...(token === undefined ? {} : { token }),
      ...(traceparent === undefined ? {} : { traceparent }),
    });
  }

  private actorOf({ access }: AnyOperation, token: string | undefined): Actor {
    if (!isGuarded(access)) return SYSTEM;
    if (token === undefined) throw new DomainError('request.unauthenticated');
    return this.tools.tokens.verify(token);
  }

  private parse(message: Msg): object {
    try {
      return JSON.parse(this.decoder.decode(message.data)) as object;
    } catch {
      throw new DomainError('request.malformed', { detail: 'The request is not JSON.' });
    }
  }

  /** Tells what the stream is, and begins to send it where the request said. */
  private async replyStream(message: Msg, { status }: AnyOperation, stream: ByteStream): Promise<void> {
    const sink = header(message, 'sink');
    if (sink === undefined)
      throw new DomainError('request.malformed', { detail: 'Nobody takes the stream.' });
    const { chunks, ...reported } = stream;
    await this.reply(message, status, reported);
    this.bytes.send(sink, chunks);
  }

  private async reply(message: Msg, status: number, body: object | null): Promise<void> {
    const { body: bytes, version } = replyOf(status, body);
    const headers = natsHeaders();
    headers.set(wire.status, String(status));
    if (version !== undefined) headers.set(wire.version, version);
    await this.tools.bus.gather(() => message.respond(bytes, { headers }));
  }
}

function header(message: Msg, name: keyof typeof wire): string | undefined {
  return message.headers?.get(wire[name]) || undefined;
}

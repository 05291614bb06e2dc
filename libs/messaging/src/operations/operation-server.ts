import { SpanKind } from '@opentelemetry/api';
import { ServerNats } from '@nestjs/microservices';
import { headers as natsHeaders, type Msg, type Subscription } from 'nats';
import { isObservable, lastValueFrom } from 'rxjs';
import {
  DomainError,
  extentOf,
  newId,
  SYSTEM,
  type Actor,
  type AnyOperation,
  type Call,
} from '@daybook/contracts';
import { activeTraceparent, inSpan } from '@daybook/persistence';
import type { ActorTokens } from './actor-token';
import type { Bus } from '../nats/bus';
import { ByteSender, type ByteStream } from '../nats/byte-stream';
import { pause, toDomainError } from '../core/failures';
import { handledOperation } from './handles';
import { withLogContext } from '../core/log-context';
import type { ServiceLogger } from '../core/logger';
import { outcomeOf, type Metrics } from '../core/metrics';
import { validated } from './validate';
import { wire } from '../nats/wire';

/**
 * Nest's NATS transport for operations: one queue group a service on the service's own connection. Each request is
 * checked (deadline, actor, access matrix, shape) before its handler sees it; the reply is the bare JSON of the view
 * or problem with its status in a header, so that the gateway can pass it on unread.
 */
export class OperationServer extends ServerNats {
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();
  private inFlight = 0;
  private readonly bytes: ByteSender;

  constructor(
    service: string,
    private readonly bus: Bus,
    private readonly tokens: ActorTokens,
    private readonly metrics: Metrics,
    private readonly log: ServiceLogger,
  ) {
    super({ queue: service });
    this.bytes = new ByteSender(bus.connection, log);
  }

  override createNatsClient(): Promise<Bus['connection']> {
    return Promise.resolve(this.bus.connection);
  }

  /** The connection is the service's and watched there. */
  override async handleStatusUpdates(): Promise<void> {}

  /** Takes no more requests and waits until those at work are answered, 4 s at most. */
  override async close(): Promise<void> {
    // Nest closes it again with the application.
    const open = (this as unknown as { subscriptions: Subscription[] }).subscriptions.splice(0);
    await Promise.all(
      open.filter((subscription) => !subscription.isClosed()).map((subscription) => subscription.drain()),
    );
    await this.bytes.close();
    for (let waited = 0; this.inFlight > 0 && waited < 4_000; waited += 20) await pause(20);
  }

  override async handleMessage(channel: string, message: Msg): Promise<void> {
    const requestId = message.headers?.get(wire.requestId) || newId();
    const operation = channel.replace(/^rpc\./, '');
    const parent = message.headers?.get(wire.traceparent);
    this.inFlight += 1;
    this.metrics.operationsInFlight.set(this.inFlight);
    const end = this.metrics.operationDuration.startTimer({ operation });
    try {
      await withLogContext({ requestId, operation }, () =>
        inSpan(
          operation,
          {
            kind: SpanKind.SERVER,
            ...(parent ? { parent } : {}),
            attributes: { 'rpc.system': 'nats', 'rpc.method': operation, 'daybook.request': requestId },
          },
          async (note) => {
            const status = await this.answer(channel, operation, message, requestId);
            note({ 'http.response.status_code': status });
            end({ outcome: outcomeOf(status) });
          },
        ),
      );
    } finally {
      this.inFlight -= 1;
      this.metrics.operationsInFlight.set(this.inFlight);
    }
  }

  /** Runs the handler and replies. Answers the status of the reply. */
  private async answer(channel: string, name: string, message: Msg, requestId: string): Promise<number> {
    try {
      const operation = handledOperation(channel);
      // Our patterns are plain subjects: Nest's own look-up would try to read each as JSON.
      const handler = this.messageHandlers.get(channel);
      if (operation === undefined || handler === undefined) throw new Error(`nothing handles ${channel}`);
      const { input, call } = this.open(operation, message, requestId);
      const handled: unknown = await handler(input, call);
      const answer: unknown = isObservable(handled)
        ? await lastValueFrom(handled, { defaultValue: undefined })
        : handled;
      if (operation.transport === 'stream') await this.replyStream(message, operation, answer as ByteStream);
      else await this.reply(message, operation.status, answer ?? null);
      return operation.status;
    } catch (thrown) {
      const error = toDomainError(thrown);
      if (error.status >= 500) {
        this.log.error(`${channel} failed`, { requestId, code: error.code, err: thrown as Error });
      }
      this.metrics.refusals.inc({ operation: name, code: error.code });
      await this.reply(message, error.status, error.toProblem(requestId));
      return error.status;
    }
  }

  private open(operation: AnyOperation, message: Msg, requestId: string): { input: object; call: Call } {
    const given = (name: string): string | undefined => message.headers?.get(name) || undefined;
    const deadline = Number(given(wire.deadline) ?? Infinity);
    if (Date.now() > deadline) throw new DomainError('request.deadline_passed');
    const token = given(wire.actor);
    const actor = this.actorOf(operation, token);
    const plain = this.parse(message);
    const input = validated(operation.input, plain, operation.transport === 'raw');
    const idempotencyKey = given(wire.idempotencyKey);
    if (operation.idempotency === 'required' && idempotencyKey === undefined) {
      throw new DomainError('request.idempotency_required');
    }
    const version = given(wire.ifMatch);
    const traceparent = activeTraceparent() ?? given(wire.traceparent);
    if (operation.ifMatch === 'required' && version === undefined)
      throw new DomainError('request.version_required');
    return {
      input,
      call: {
        actor,
        requestId,
        correlationId: given(wire.correlationId) ?? requestId,
        operation: operation.name,
        input: plain,
        ...(operation.idempotency === 'none' || idempotencyKey === undefined ? {} : { idempotencyKey }),
        ...(version === undefined ? {} : { ifMatch: Number(version) }),
        ...(token === undefined ? {} : { token }),
        ...(traceparent === undefined ? {} : { traceparent }),
      },
    };
  }

  private actorOf(operation: AnyOperation, token: string | undefined): Actor {
    if (operation.access === 'public' || operation.access === 'signed') return SYSTEM;
    if (token === undefined) throw new DomainError('request.unauthenticated');
    const actor = this.tokens.verify(token);
    if (extentOf(actor, operation.access) === 'no') throw new DomainError('request.forbidden');
    return actor;
  }

  private parse(message: Msg): object {
    try {
      return JSON.parse(this.decoder.decode(message.data)) as object;
    } catch {
      throw new DomainError('request.malformed', { detail: 'The request is not JSON.' });
    }
  }

  /** Tells what the stream is, and begins to send it where the request said. */
  private async replyStream(message: Msg, operation: AnyOperation, stream: ByteStream): Promise<void> {
    const sink = message.headers?.get(wire.sink);
    if (!sink) throw new DomainError('request.malformed', { detail: 'Nobody takes the stream.' });
    const { contentType, filename } = stream;
    await this.reply(message, operation.status, {
      contentType,
      ...(filename === undefined ? {} : { filename }),
    });
    this.bytes.send(sink, stream.chunks);
  }

  private async reply(message: Msg, status: number, body: unknown): Promise<void> {
    const headers = natsHeaders();
    headers.set(wire.status, String(status));
    const version = (body as { version?: unknown } | null)?.version;
    if (typeof version === 'number') headers.set(wire.version, String(version));
    const bytes = body === null ? new Uint8Array() : this.encoder.encode(JSON.stringify(body));
    await this.bus.gather(() => message.respond(bytes, { headers }));
  }
}

import { Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import {
  ErrorCode,
  headers as natsHeaders,
  NatsError,
  type Msg,
  type MsgHdrs,
  type RequestOptions,
} from 'nats';
import {
  DomainError,
  newId,
  type AnyOperation,
  type Call,
  type ErrorCode as ErrorCodeName,
  type Operation,
  type Problem,
} from '@daybook/contracts';
import { activeTraceparent, inSpan } from '@daybook/persistence';
import { pause } from '../core/failures';
import { Bus } from '../nats/bus';
import { wire } from '../nats/wire';
import { watchWork } from './at-work';
import type { RpcReply } from './reply';

/** What travels with a request beside its input. */
export interface RpcHeaders {
  /** The gateway's signed token; absent for public and signed operations. */
  token?: string;
  requestId: string;
  correlationId?: string;
  idempotencyKey?: string;
  ifMatch?: number;
  traceparent?: string;
  /** Where the bytes of a stream are to go. */
  sink?: string;
  /** Milliseconds; the operation's own when absent. */
  timeoutMs?: number;
}

/** Milliseconds after an answer seems lost until it is asked again, or given up: it may be on its way still. */
const AGAIN_AFTER_MS = 250;
const GIVEN_UP_AFTER_MS = 2_000;

/** No reply: nobody is there to answer (nothing happened), or none came in time (the outcome is unknown). */
export class RpcFailure extends Error {
  constructor(
    readonly kind: 'unavailable' | 'timeout',
    readonly operation: string,
  ) {
    super(kind === 'unavailable' ? `nobody answers ${operation}` : `${operation} did not answer in time`);
    this.name = 'RpcFailure';
  }
}

/** Sends requests to services. */
@Injectable()
export class RpcClient {
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();

  constructor(private readonly bus: Bus) {}

  /** Sends a request and hands back the reply's bytes. @throws RpcFailure when there is no reply */
  call<I extends object, O extends object>(
    operation: Operation<I, O>,
    input: object,
    sent: RpcHeaders,
  ): Promise<RpcReply> {
    const { name, service } = operation;
    const parent = sent.traceparent ?? activeTraceparent();
    return inSpan(
      `ask ${name}`,
      {
        kind: SpanKind.CLIENT,
        ...(parent === undefined ? {} : { parent }),
        attributes: { 'rpc.system': 'nats', 'rpc.method': name, 'server.address': service },
      },
      async (note) => {
        const reply = await this.request(operation, input, sent);
        note({ 'http.response.status_code': reply.status });
        return reply;
      },
    );
  }

  private async request<I extends object, O extends object>(
    operation: Operation<I, O>,
    input: object,
    sent: RpcHeaders,
  ): Promise<RpcReply> {
    if (!this.bus.up) throw new RpcFailure('unavailable', operation.name);
    const timeout = sent.timeoutMs ?? operation.timeoutMs;
    const headers = natsHeaders();
    const set = (name: string, value: string | number | undefined): void => {
      if (value !== undefined) headers.set(name, String(value));
    };
    set(wire.actor, sent.token);
    set(wire.requestId, sent.requestId);
    set(wire.correlationId, sent.correlationId);
    set(wire.idempotencyKey, sent.idempotencyKey);
    set(wire.ifMatch, sent.ifMatch);
    set(wire.sink, sent.sink);
    set(wire.traceparent, activeTraceparent() ?? sent.traceparent);
    set(wire.deadline, Date.now() + timeout);
    let message: Msg;
    try {
      const body = this.encoder.encode(JSON.stringify(input));
      // What changes nothing, or once only, may be asked twice. The bytes of a stream come once.
      const isSafe =
        (operation.kind === 'query' || sent.idempotencyKey !== undefined) && sent.sink === undefined;
      message = await this.untilAnswered(operation, body, { headers, timeout }, isSafe);
    } catch (error) {
      const code = error instanceof NatsError ? error.code : '';
      if (code === (ErrorCode.MaxPayloadExceeded as string)) throw new DomainError('request.too_large');
      const nobody = code === (ErrorCode.NoResponders as string);
      throw new RpcFailure(nobody ? 'unavailable' : 'timeout', operation.name);
    }
    const version = message.headers?.get(wire.version);
    return {
      status: Number(message.headers?.get(wire.status) || 500),
      body: message.data,
      ...(version ? { version } : {}),
    };
  }

  /**
   * Asks, and asks again where the answer may have gone nowhere: as soon as the connection is back when it was lost
   * meanwhile, or when nobody is at work on it any more. What may not be asked twice is given up then.
   */
  private async untilAnswered(
    operation: AnyOperation,
    body: Uint8Array,
    options: RequestOptions & { headers: MsgHdrs; timeout: number },
    isSafe: boolean,
  ): Promise<Msg> {
    const deadline = performance.now() + options.timeout;
    /** The answers to what was asked before, which may come after all. */
    let late = new Promise<Msg>(() => undefined);
    for (let again = false; ; again = true) {
      const left = deadline - performance.now();
      if (left <= 0) throw new NatsError('nobody answered', ErrorCode.Timeout);
      const asked = this.askOnce(operation.subject, body, { ...options, timeout: left });
      const answered = again ? asked.then(unlessInProgress, whileNobodyIsBack) : asked;
      const answer = await this.orLost(operation.service, options.headers, Promise.race([late, answered]));
      if (answer !== null) return answer;
      late = Promise.race([late, asked.then(unlessInProgress).then(orNever, () => orNever(null))]);
      const after = Math.min(isSafe ? AGAIN_AFTER_MS : GIVEN_UP_AFTER_MS, left);
      const last = await Promise.race([late, pause(after).then(() => null)]);
      if (last !== null) return last;
      if (!isSafe) throw new NatsError('the answer was lost', ErrorCode.Timeout);
    }
  }

  private askOnce(
    subject: string,
    body: Uint8Array,
    options: RequestOptions & { headers: MsgHdrs; timeout: number },
  ): Promise<Msg> {
    options.headers.set(wire.ask, newId());
    return this.bus.gather(() => this.bus.connection.request(subject, body, options));
  }

  /** What a request is answered; null where the answer is lost. */
  private async orLost(
    service: string,
    headers: MsgHdrs,
    answered: Promise<Msg | null>,
  ): Promise<Msg | null> {
    let lost: () => void = () => undefined;
    const none = new Promise<null>((resolve) => (lost = () => resolve(null)));
    const ends = [this.bus.onReconnect(lost), watchWork(this.bus, service, headers.get(wire.ask), lost)];
    try {
      return await Promise.race([answered, none]);
    } finally {
      for (const end of ends) end();
    }
  }

  /** Sends a request on behalf of a call and reads the answer. @throws DomainError what the service refused with; RpcFailure */
  async ask<I extends object, O extends object>(
    operation: Operation<I, O>,
    input: I,
    call: Pick<Call, 'token' | 'requestId' | 'correlationId'> & Pick<RpcHeaders, 'timeoutMs'>,
  ): Promise<O> {
    const reply = await this.call(operation, input, {
      token: call.token,
      requestId: call.requestId,
      correlationId: call.correlationId,
      timeoutMs: call.timeoutMs,
    });
    const body: unknown = reply.body.length === 0 ? null : JSON.parse(this.decoder.decode(reply.body));
    if (reply.status >= 400) throw DomainError.fromProblem(body as Partial<Problem>);
    return body as O;
  }
}

/** A service that comes back may not listen yet. */
function whileNobodyIsBack(error: unknown): null {
  if (error instanceof NatsError && error.code === (ErrorCode.NoResponders as string)) return null;
  throw error;
}

/** An answer, unless the first one that was asked is at it still. */
function unlessInProgress(answer: Msg): Msg | null {
  if (answer.headers?.get(wire.status) !== '409') return answer;
  const { code } = answer.json<Partial<Problem>>();
  return code === ('request.in_progress' satisfies ErrorCodeName) ? null : answer;
}

function orNever(answer: Msg | null): Msg | Promise<never> {
  return answer ?? new Promise<never>(() => undefined);
}

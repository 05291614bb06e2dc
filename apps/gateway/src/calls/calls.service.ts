import { Injectable } from '@nestjs/common';
import { DomainError, SYSTEM, type AnyOperation } from '@daybook/contracts';
import { Bus, ByteSink, RpcClient, RpcFailure, validated, type RpcReply } from '@daybook/messaging';
import { GatewayConfig } from '../gateway.config';
import type { Caller } from '../identity/callers.service';
import type { LocalCall } from './handles-here';
import { LocalOperationsService } from './local-operations.service';

/** One request, read and checked, on its way to the service that answers it. */
export interface OutgoingCall {
  /** Null for public and signed operations. */
  caller: Caller | null;
  input: Record<string, unknown>;
  requestId: string;
  address: string;
  idempotencyKey?: string;
  ifMatch?: number;
  traceparent?: string;
  /** Where the bytes of a stream are to go. */
  sink?: string;
}

/** Seconds after which a caller whose request got no answer may ask again. */
const RETRY_AFTER = { unavailable: 2, timeout: 5 } as const;

/** Hands requests to the services that answer them: over the bus, or in this process where it is the gateway itself. */
@Injectable()
export class CallsService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly local: LocalOperationsService,
    private readonly config: GatewayConfig,
    private readonly bus: Bus,
  ) {}

  /** Where the bytes of one stream come in. Whoever opens it sees to it that it is closed. */
  openSink(): ByteSink {
    return new ByteSink(this.bus.connection, 'gateway');
  }

  /**
   * Validates the input and asks. A reply's bytes are not read.
   * @throws DomainError for wrong inputs, `gateway.outcome_unknown`, `gateway.service_unavailable`
   */
  async send(operation: AnyOperation, outgoing: OutgoingCall): Promise<RpcReply> {
    const input = validated(operation.input, outgoing.input, operation.transport === 'raw');
    if (operation.service === 'gateway') return this.runHere(operation, input, outgoing);
    try {
      return await this.rpc.call(operation, outgoing.input, {
        token: outgoing.caller?.token,
        requestId: outgoing.requestId,
        idempotencyKey: outgoing.idempotencyKey,
        ifMatch: outgoing.ifMatch,
        traceparent: outgoing.traceparent,
        sink: outgoing.sink,
        timeoutMs: Math.min(operation.timeoutMs, this.config.answerTimeoutMs),
      });
    } catch (error) {
      if (!(error instanceof RpcFailure)) throw error;
      throw new DomainError(
        error.kind === 'timeout' ? 'gateway.outcome_unknown' : 'gateway.service_unavailable',
        { detail: `${operation.service}: ${error.message}.`, retryAfter: RETRY_AFTER[error.kind] },
      );
    }
  }

  private async runHere(operation: AnyOperation, input: object, outgoing: OutgoingCall): Promise<RpcReply> {
    const { caller, requestId, idempotencyKey, ifMatch, traceparent } = outgoing;
    const call: LocalCall = {
      actor: caller?.actor ?? SYSTEM,
      requestId,
      correlationId: requestId,
      operation: operation.name,
      input: outgoing.input,
      address: outgoing.address,
      sessionId: caller?.sessionId ?? null,
      ...(caller === null ? {} : { token: caller.token }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(ifMatch === undefined ? {} : { ifMatch }),
      ...(traceparent === undefined ? {} : { traceparent }),
    };
    const answer = await this.local.run(operation, input, call);
    const version = (answer as { version?: unknown } | null)?.version;
    return {
      status: operation.status,
      body: answer === null ? new Uint8Array() : Buffer.from(JSON.stringify(answer)),
      ...(typeof version === 'number' ? { version: String(version) } : {}),
    };
  }
}

import { Injectable } from '@nestjs/common';
import { DomainError, SYSTEM, type AnyOperation } from '@daybook/contracts';
import { Bus, ByteSink, Dispatcher, replyOf, RpcClient, RpcFailure, type RpcReply } from '@daybook/messaging';
import { GatewayConfig } from '../gateway.config';
import type { Caller } from '../identity/callers.service';

/** One request on its way to the service that answers it. */
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
    private readonly dispatcher: Dispatcher,
    private readonly config: GatewayConfig,
    private readonly bus: Bus,
  ) {}

  /** Where the bytes of one stream come in. Whoever opens it sees to it that it is closed. */
  openSink(): ByteSink {
    return new ByteSink(this.bus.connection, 'gateway');
  }

  /**
   * Asks. The input is checked where it is answered, and the bytes of a service's reply are not read.
   * @throws DomainError what the gateway itself refuses, `gateway.outcome_unknown`, `gateway.service_unavailable`
   */
  async send(operation: AnyOperation, { caller, input, address, ...sent }: OutgoingCall): Promise<RpcReply> {
    const token = caller?.token;
    if (operation.service === 'gateway') {
      const answer = await this.dispatcher.dispatch(operation, input, {
        ...sent,
        token,
        actor: caller?.actor ?? SYSTEM,
        correlationId: sent.requestId,
        client: { address, sessionId: caller?.sessionId ?? null },
      });
      return replyOf(operation.status, answer);
    }
    try {
      const timeoutMs = Math.min(operation.timeoutMs, this.config.answerTimeoutMs);
      return await this.rpc.call(operation, input, { ...sent, token, timeoutMs });
    } catch (error) {
      if (!(error instanceof RpcFailure)) throw error;
      throw new DomainError(
        error.kind === 'timeout' ? 'gateway.outcome_unknown' : 'gateway.service_unavailable',
        { detail: `${operation.service}: ${error.message}.`, retryAfter: RETRY_AFTER[error.kind] },
      );
    }
  }
}

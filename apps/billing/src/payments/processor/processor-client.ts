import { Injectable } from '@nestjs/common';
import { DomainError, type Money, type TransactionType } from '@daybook/contracts';
import { bytesOf, readJson } from '@daybook/messaging';
import { BillingConfig } from '../../billing.config';
import type { Card } from './card';
import type { ProcessorVerdict } from './processor-verdict';

/** The name under which our own processor stands in transactions and events. */
export const OUR_PROCESSOR = 'processor';

/** Bytes of an answer at most. */
const ANSWER_LIMIT = 64 * 1024;

/** The processor gave no answer that says what happened: silence, a broken connection, or an error of its own. */
export class ProcessorSilent extends DomainError {
  /** @param what for the log: no caller reads which token or charge it was */
  constructor(what: string, cause?: unknown) {
    super('internal.unavailable', { detail: 'The payment processor does not answer.', retryAfter: 3 });
    this.name = 'ProcessorSilent';
    this.message = what;
    this.cause = cause;
  }
}

/** What the processor is asked for. */
export interface ProcessorRequest {
  type: TransactionType;
  price: Money;
  orderNumber: string;
  /** The processor's id of the charge that it is about. */
  processorReference: string | null;
  /** The idempotency key: one effect, however often it is sent. */
  processorKey: string;
}

interface Answer {
  id?: string;
  status: 'succeeded' | 'declined' | 'refused';
  declineKind?: 'soft' | 'hard' | null;
  responseCode?: string;
  /** Why it refused to try at all. */
  code?: string;
  captured?: boolean;
  settled?: boolean;
  bin?: string;
  last4?: string;
}

/** Speaks the payment processor's HTTP protocol. Every effect has an idempotency key; nothing is retried here. */
@Injectable()
export class ProcessorClient {
  constructor(private readonly config: BillingConfig) {}

  /**
   * Asks for a transaction's effect: a charge, a capture, a void or a refund.
   * @param token the card's token, for a charge
   * @throws ProcessorSilent when it is not known what happened
   */
  async perform(transaction: ProcessorRequest, token: string | null): Promise<ProcessorVerdict> {
    const { amount, currency } = transaction.price;
    if (transaction.type === 'sale' || transaction.type === 'authorize') {
      return this.command(transaction, '/v1/charges', {
        token,
        amount,
        currency,
        capture: transaction.type === 'sale',
        reference: transaction.orderNumber,
      });
    }
    const charge = encodeURIComponent(transaction.processorReference ?? '');
    return this.command(transaction, `/v1/charges/${charge}/${transaction.type}`, { amount });
  }

  /**
   * What became of a transaction that was perhaps asked for before; null: the processor never saw it.
   * @throws ProcessorSilent
   */
  async lookUp(transaction: ProcessorRequest): Promise<ProcessorVerdict | null> {
    const { body } = await this.exchange(
      'GET',
      `/v1/operations/${encodeURIComponent(transaction.processorKey)}`,
    );
    const found = body as { state: 'done' | 'unknown'; result?: Answer };
    return found.state === 'done' && found.result !== undefined ? verdictOf(found.result, transaction) : null;
  }

  /** The card behind a token; null where it knows no such token. @throws ProcessorSilent */
  async cardOf(token: string): Promise<Card | null> {
    const { status, body } = await this.exchange('GET', `/v1/tokens/${encodeURIComponent(token)}`);
    const { bin, last4, brand, expMonth, expYear } = body as Partial<Card>;
    if (status !== 200 || bin === undefined || last4 === undefined) return null;
    return { bin, last4, brand, expMonth, expYear };
  }

  /** The BIN of the card behind a token; null where it knows no such token. @throws ProcessorSilent */
  async binOf(token: string): Promise<string | null> {
    return (await this.cardOf(token))?.bin ?? null;
  }

  /**
   * Whether a charge has settled, which the processor alone knows; where that is known already, or is not the
   * processor's, it is not asked.
   * @throws ProcessorSilent
   */
  async settled(charge: {
    settled: boolean;
    refundable: boolean;
    processorReference: string | null;
  }): Promise<boolean> {
    const { processorReference: reference } = charge;
    if (charge.settled || reference === null || !charge.refundable) return charge.settled;
    const { status, body } = await this.exchange('GET', `/v1/charges/${encodeURIComponent(reference)}`);
    if (status !== 200) throw new ProcessorSilent(`the processor does not know charge ${reference}`);
    return (body as { settled?: boolean }).settled ?? false;
  }

  private async command(
    transaction: ProcessorRequest,
    path: string,
    body: object,
  ): Promise<ProcessorVerdict> {
    const answer = await this.exchange('POST', path, body, transaction.processorKey);
    return verdictOf(answer.body as Answer, transaction);
  }

  private async exchange(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    idempotencyKey?: string,
  ): Promise<{ status: number; body: unknown }> {
    let status: number;
    let bytes: Buffer;
    try {
      const response = await fetch(new URL(path, this.config.processorUrl), {
        method,
        headers: {
          authorization: `Bearer ${this.config.processorKey}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(this.config.processorTimeoutMs),
        redirect: 'error',
      });
      status = response.status;
      bytes = await bytesOf(response, ANSWER_LIMIT);
    } catch (error) {
      throw new ProcessorSilent(`the processor did not answer ${method} ${path}`, error);
    }
    // Its own trouble, ours with the key, and too many requests say nothing about the money.
    if (
      status >= 500 ||
      status === 401 ||
      status === 403 ||
      status === 408 ||
      status === 425 ||
      status === 429
    ) {
      throw new ProcessorSilent(`the processor answered ${status} to ${method} ${path}`);
    }
    try {
      return { status, body: readJson(bytes) };
    } catch (error) {
      throw new ProcessorSilent(`the processor's answer to ${method} ${path} is not JSON`, error);
    }
  }
}

function verdictOf(answer: Answer, transaction: ProcessorRequest): ProcessorVerdict {
  const charging = transaction.type === 'sale' || transaction.type === 'authorize';
  if (answer.status === 'succeeded' || answer.status === 'declined') {
    return {
      succeeded: answer.status === 'succeeded',
      declineKind: answer.status === 'declined' ? (answer.declineKind ?? 'hard') : null,
      responseCode: answer.responseCode ?? '',
      ...(charging && answer.id !== undefined ? { reference: answer.id } : {}),
      ...(answer.bin === undefined ? {} : { bin: answer.bin }),
      ...(answer.last4 === undefined ? {} : { last4: answer.last4 }),
      ...(answer.settled === undefined ? {} : { settled: answer.settled }),
    };
  }
  // A request it refuses (4xx) moved no money and never will under this key.
  return { succeeded: false, declineKind: 'hard', responseCode: answer.code ?? 'refused' };
}

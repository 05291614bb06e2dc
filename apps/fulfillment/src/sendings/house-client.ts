import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Injectable } from '@nestjs/common';
import { withoutCardNumbers } from '@daybook/contracts';
import { FulfillmentConfig } from '../fulfillment.config';
import { HouseAddresses } from '../houses/house-addresses';
import { signatureOf } from '../houses/standard-webhook';

/** Bytes of an answer's body that are kept. */
const ANSWER_KEPT_BYTES = 1_000;

/** What a house answered: its status and the beginning of its body, or why there was no answer. */
export interface HouseAnswer {
  status: number | null;
  body: string | null;
  error: string | null;
  durationMs: number;
}

export const NO_ANSWER: HouseAnswer = { status: null, body: null, error: null, durationMs: 0 };

/** A message for a house. */
export interface HouseMessage {
  url: string;
  secrets: readonly string[];
  webhookId: string;
  body: string;
}

/** Posts signed messages to houses. */
@Injectable()
export class HouseClient {
  constructor(
    private readonly config: FulfillmentConfig,
    private readonly addresses: HouseAddresses,
  ) {}

  /** Posts once. Never throws: a house that is not there is an answer as well. `stop` ends the try. */
  async post(message: HouseMessage, stop: AbortSignal): Promise<HouseAnswer> {
    const { houseTimeoutMs } = this.config;
    const begun = performance.now();
    const late = AbortSignal.timeout(houseTimeoutMs);
    try {
      const response = await this.send(message, AbortSignal.any([stop, late]));
      const body = await beginningOf(response);
      return {
        status: response.statusCode ?? null,
        body,
        error: null,
        durationMs: performance.now() - begun,
      };
    } catch (error) {
      const reason = late.aborted ? `no answer within ${houseTimeoutMs} ms` : reasonOf(error);
      return { ...NO_ANSWER, error: reason, durationMs: performance.now() - begun };
    }
  }

  /** Not by `fetch`: there the address that is called cannot be chosen, and may be another one than was checked. */
  private send(
    { url, secrets, webhookId, body }: HouseMessage,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const to = this.addresses.expect(url);
    // The real time, however our own clock is shifted: the house compares it with its own.
    const timestamp = Math.floor(Date.now() / 1000);
    return new Promise((resolve, reject) => {
      const request = (to.protocol === 'https:' ? requestHttps : requestHttp)(to, {
        method: 'POST',
        lookup: this.addresses.lookupFor(to),
        // A connection of its own: one that was kept may have ended meanwhile.
        agent: false,
        signal,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'daybook-fulfillment',
          'webhook-id': webhookId,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signatureOf(secrets, webhookId, timestamp, body),
        },
      });
      request.on('response', resolve).on('error', reject).end(body);
    });
  }
}

/** The beginning of an answer's body as a text that can be kept; null where it is empty. */
async function beginningOf(response: IncomingMessage): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= ANSWER_KEPT_BYTES) break;
    }
  } catch {
    // The status is the answer, whatever becomes of the body.
  }
  const text = Buffer.concat(chunks).subarray(0, ANSWER_KEPT_BYTES).toString('utf8').replaceAll('\0', '');
  return text === '' ? null : withoutCardNumbers(text);
}

function reasonOf(error: unknown): string {
  // Where a name has several addresses, each has a reason of its own.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ').slice(0, 300);
  return (error instanceof Error ? error.message : String(error)).slice(0, 300);
}

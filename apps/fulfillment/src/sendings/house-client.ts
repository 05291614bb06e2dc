import { Injectable } from '@nestjs/common';
import { withoutCardNumbers } from '@daybook/contracts';
import { FulfillmentConfig } from '../fulfillment.config';
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
  constructor(private readonly config: FulfillmentConfig) {}

  /** Posts once. Never throws: a house that is not there is an answer as well. `stop` ends the try. */
  async post(message: HouseMessage, stop: AbortSignal): Promise<HouseAnswer> {
    // The real time, however our own clock is shifted: the house compares it with its own.
    const timestamp = Math.floor(Date.now() / 1000);
    const begun = performance.now();
    const durationMs = (): number => performance.now() - begun;
    try {
      const response = await fetch(message.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'daybook-fulfillment',
          'webhook-id': message.webhookId,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signatureOf(message.secrets, message.webhookId, timestamp, message.body),
        },
        body: message.body,
        signal: AbortSignal.any([stop, AbortSignal.timeout(this.config.houseTimeoutMs)]),
      });
      const { status } = response;
      return { status, body: await beginningOf(response.body ?? []), error: null, durationMs: durationMs() };
    } catch (error) {
      return { ...NO_ANSWER, error: reasonOf(error), durationMs: durationMs() };
    }
  }
}

/** The beginning of an answer's body as a text that can be kept; null where it is empty. What fails after the status is not read. */
async function beginningOf(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
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
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`.slice(0, 300);
}

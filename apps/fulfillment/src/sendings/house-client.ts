import { Injectable } from '@nestjs/common';
import { FulfillmentConfig } from '../fulfillment.config';
import { signatureOf } from '../houses/standard-webhook';

/** What a house answered: its status, or why there was no answer. */
export interface HouseAnswer {
  status: number | null;
  error: string | null;
}

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
      await response.body?.cancel();
      return { status: response.status, error: null };
    } catch (error) {
      return { status: null, error: reasonOf(error) };
    }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`.slice(0, 300);
}

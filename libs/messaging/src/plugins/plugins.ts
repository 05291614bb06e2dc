import { SpanKind } from '@opentelemetry/api';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import {
  DomainError,
  PLUGIN_ANSWER_LIMIT,
  pluginHeaders,
  PluginRefusal,
  read,
  type ClassOf,
  type PluginCall,
  type PluginFailure,
  type PluginName,
} from '@daybook/contracts';
import { inSpan } from '@daybook/persistence';
import { bytesOf } from '../core/bytes';
import { reasonOf } from '../core/failures';
import { isJsonObject, readJson } from '../core/json-reader';
import type { ServiceLogger } from '../core/logger';

/** Where a plugin is, and the secret (`whsec_…`) that it shares with us. */
export interface PluginEndpoint {
  url: string;
  secret: string;
}

/** What came of a question: an answer that can be believed, or why there is none. */
export type PluginReply<O> =
  | { answered: true; answer: O }
  | {
      answered: false;
      failure: PluginFailure;
      /** For activities: the plugin's own code where it refused, the status where it was an error, else the failure. */
      code: string;
    };

interface Exchange {
  status: number;
  headers: Headers;
  body: Buffer;
}

class Unusable extends Error {
  constructor(
    readonly failure: PluginFailure,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Asks plugins. A plugin that is not there, is slow, talks rubbish or signs wrongly is a reply like any other: nothing
 * is thrown, nothing is retried, and nobody waits longer than the time-out.
 */
export class Plugins {
  constructor(
    private readonly places: Partial<Record<PluginName, PluginEndpoint | undefined>>,
    private readonly timeoutMs: number,
    private readonly logger: ServiceLogger,
  ) {}

  /** Whether there is such a plugin; without it the feature is off. */
  has(plugin: PluginName): boolean {
    return this.places[plugin] !== undefined;
  }

  /**
   * Asks once.
   * @param key names the question; the same for each repeat of it, and for no other
   * @throws Error when there is no such plugin: a mistake in our own code
   */
  async ask<I extends object, O extends object>(
    call: PluginCall<I, O>,
    request: I,
    key: string,
  ): Promise<PluginReply<O>> {
    const place = this.places[call.plugin];
    if (place === undefined) throw new Error(`there is no plugin ${call.plugin}`);
    return inSpan(`ask plugin ${call.plugin}`, { kind: SpanKind.CLIENT }, async (note) => {
      try {
        return { answered: true, answer: await this.exchange(place, call, request, key) };
      } catch (error) {
        if (!(error instanceof Unusable)) throw error;
        const { failure, code } = error;
        note({ 'daybook.plugin.failure': failure });
        this.logger.warn(`plugin ${call.plugin}: ${error.message}`, { plugin: call.plugin, failure, code });
        return { answered: false, failure, code };
      }
    });
  }

  private async exchange<I extends object, O extends object>(
    place: PluginEndpoint,
    call: PluginCall<I, O>,
    request: I,
    key: string,
  ): Promise<O> {
    const webhook = new Webhook(place.secret);
    const { status, headers, body } = await this.post(place, webhook, call.path, request, key);
    if (status !== 200 && status !== 422) {
      throw new Unusable('error', `error_${status}`, `it answered ${status}`);
    }
    const said = genuine(webhook, headers, body, key);
    if (status === 200) return readable(call.answer, said);
    const { code } = readable(PluginRefusal, said);
    throw new Unusable('refused', code, `it refused: ${code}`);
  }

  private async post(
    place: PluginEndpoint,
    webhook: Webhook,
    path: string,
    request: object,
    key: string,
  ): Promise<Exchange> {
    const body = JSON.stringify(request);
    // The real time, however our own clock is shifted: the plugin compares it with its own.
    const at = new Date();
    const signal = AbortSignal.timeout(this.timeoutMs);
    try {
      const response = await fetch(`${place.url.replace(/\/+$/, '')}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'daybook',
          [pluginHeaders.id]: key,
          [pluginHeaders.timestamp]: String(Math.floor(at.getTime() / 1000)),
          [pluginHeaders.signature]: webhook.sign(key, at, body),
          [pluginHeaders.idempotencyKey]: key,
          [pluginHeaders.timeout]: String(this.timeoutMs),
        },
        body,
        signal,
      });
      return {
        status: response.status,
        headers: response.headers,
        body: await bytesOf(response, PLUGIN_ANSWER_LIMIT),
      };
    } catch (error) {
      if (error instanceof RangeError) throw new Unusable('unreadable', 'unreadable', error.message);
      if (signal.aborted) {
        throw new Unusable('timed_out', 'timed_out', `it did not answer within ${this.timeoutMs} ms`);
      }
      throw new Unusable('unreachable', 'unreachable', `it cannot be reached: ${causeOf(error)}`);
    }
  }
}

/** What an answer says, if who knows the secret gave it to this question and not to another. */
function genuine(webhook: Webhook, headers: Headers, body: Buffer, key: string): unknown {
  const id = headers.get(pluginHeaders.id) ?? '';
  const wrong = new Unusable('signature_invalid', 'signature_invalid', 'its answer is not signed by it');
  if (id !== key) throw wrong;
  try {
    webhook.verify(body, {
      [pluginHeaders.id]: id,
      [pluginHeaders.timestamp]: headers.get(pluginHeaders.timestamp) ?? '',
      [pluginHeaders.signature]: headers.get(pluginHeaders.signature) ?? '',
    });
  } catch (error) {
    if (error instanceof WebhookVerificationError) throw wrong;
    throw new Unusable('unreadable', 'unreadable', 'its answer is not JSON');
  }
  try {
    return readJson(body);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new Unusable('unreadable', 'unreadable', `its answer is no JSON to keep: ${error.message}`);
  }
}

/** An answer as its class; what it says beyond that is left out, so that plugins may be newer than we are. */
function readable<T extends object>(of: ClassOf<T>, said: unknown): T {
  if (!isJsonObject(said)) {
    throw new Unusable('unreadable', 'unreadable', 'its answer is no JSON object');
  }
  const { value: answer, faults } = read(of, said, 'dropped');
  if (faults.length > 0) {
    const fields = [...new Set(faults.map(({ field }) => field))].join(', ');
    throw new Unusable('unreadable', 'unreadable', `its answer is wrong in ${fields}`);
  }
  return answer;
}

function causeOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? reasonOf(error.cause) : reasonOf(error);
}

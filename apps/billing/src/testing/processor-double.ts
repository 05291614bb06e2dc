import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Card } from '../payments/processor/card';

/**
 * What the double does with requests that move money: answer; act and hang up, so that nobody hears what it did; hang up
 * without acting; act and keep the line open without a word until the caller has waited long enough.
 */
export type ProcessorMood = 'answers' | 'acts silently' | 'loses requests' | 'keeps silent';

interface Charge {
  id: string;
  token: string;
  amount: string;
  captured: boolean;
  settled: boolean;
  voided: boolean;
  reference: string;
}

interface Effect {
  key: string;
  type: string;
  amount: string;
  reference?: string;
  /** Of a capture, a void or a refund: the reference of its charge. */
  of?: string;
}

const DECLINED = { status: 'declined', declineKind: 'soft', responseCode: '91' };

/** The card behind a token: its last four digits are those that the token ends with, `tok_expired` has expired. */
function cardOf(token: string): Card {
  const last4 = /\d{4}$/.exec(token)?.[0] ?? '4242';
  return {
    bin: '424242',
    last4,
    brand: 'visa',
    expMonth: 12,
    expYear: token === 'tok_expired' ? 2020 : 2040,
  };
}

/** A payment processor over real HTTP that does as it is told. Tokens `tok_unknown`, `tok_soft_decline` and `tok_hard_decline` are unknown or decline. */
export class ProcessorDouble {
  mood: ProcessorMood = 'answers';
  /** Whether captures are declined. */
  capturesFail = false;
  /** Whether refunds are declined. */
  refundsFail = false;
  /** Orders whose refunds are declined, by their number. */
  private readonly refundDeclines = new Set<string>();
  /** Orders whose charges are declined from now on, by their number. */
  readonly declines = new Map<string, 'soft' | 'hard'>();
  /** How many requests that move money came, repeats included. */
  asked = 0;
  /** What really happened, once per idempotency key. */
  readonly effects: Effect[] = [];
  private readonly answers = new Map<string, object>();
  private readonly charges = new Map<string, Charge>();
  private server: Server;

  static async start(): Promise<ProcessorDouble> {
    const double = new ProcessorDouble();
    double.server = createServer((request, response) => {
      double.serve(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
    await new Promise<void>((resolve) => double.server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Settles all that is captured, or what is of one reference. */
  settle(reference?: string): void {
    for (const charge of this.charges.values()) {
      if (reference !== undefined && charge.reference !== reference) continue;
      charge.settled ||= charge.captured && !charge.voided;
    }
  }

  /** Whether refunds of an order are declined from now on. */
  declineRefunds(orderNumber: string, declined: boolean): void {
    if (declined) this.refundDeclines.add(orderNumber);
    else this.refundDeclines.delete(orderNumber);
  }

  effectsOf(reference: string): Effect[] {
    return this.effects.filter((effect) => effect.reference === reference);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts = (request.url ?? '').split('/').slice(2).map(decodeURIComponent);
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.method === 'GET' && parts[0] === 'operations') {
      const result = this.answers.get(parts[1] ?? '');
      return send(200, result === undefined ? { state: 'unknown' } : { state: 'done', result });
    }
    if (request.method === 'GET' && parts[0] === 'tokens') {
      if (this.mood === 'loses requests') return void response.destroy();
      return parts[1] === 'tok_unknown' ? send(404, {}) : send(200, cardOf(parts[1] ?? ''));
    }
    if (request.method === 'GET') return send(200, this.charges.get(parts[1] ?? '') ?? {});
    this.asked += 1;
    const body = JSON.parse(await textOf(request)) as Record<string, unknown>;
    if (this.mood === 'loses requests') return void response.destroy();
    const answer = this.act(String(request.headers['idempotency-key']), parts, body);
    if (this.mood === 'answers') send(200, answer);
    else if (this.mood === 'acts silently') response.destroy();
  }

  private act(key: string, parts: string[], body: Record<string, unknown>): object {
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = parts.length === 1 ? this.charge(key, body) : this.operate(key, parts, body);
    this.answers.set(key, answer);
    return answer;
  }

  private charge(key: string, body: Record<string, unknown>): object {
    const token = String(body.token);
    const always = token === 'tok_soft_decline' ? 'soft' : token === 'tok_hard_decline' ? 'hard' : null;
    const declineKind = this.declines.get(String(body.reference)) ?? always;
    const charge = {
      id: `ch_${randomUUID()}`,
      token,
      amount: String(body.amount),
      captured: declineKind === null && body.capture === true,
      settled: false,
      voided: false,
      reference: String(body.reference),
    };
    if (declineKind === null) {
      this.charges.set(charge.id, charge);
      this.effects.push({ key, type: 'charge', amount: charge.amount, reference: String(body.reference) });
    }
    return {
      ...charge,
      status: declineKind === null ? 'succeeded' : 'declined',
      declineKind,
      responseCode: declineKind === null ? '00' : declineKind === 'soft' ? '51' : '43',
      ...(({ bin, last4 }) => ({ bin, last4 }))(cardOf(token)),
    };
  }

  private operate(key: string, [, id = '', type = '']: string[], body: Record<string, unknown>): object {
    const charge = this.charges.get(id);
    if (charge === undefined) return { status: 'refused', code: 'charge_not_found' };
    if (type === 'capture' && this.capturesFail) return { ...DECLINED, id: `op_${randomUUID()}` };
    const refundsFail = this.refundsFail || this.refundDeclines.has(charge.reference);
    // Nothing was taken yet that could go back.
    if (type === 'refund' && (refundsFail || !charge.captured))
      return { ...DECLINED, id: `op_${randomUUID()}` };
    if (type === 'void' && charge.settled) return { status: 'refused', code: 'already_settled' };
    if (type === 'capture') charge.captured = true;
    if (type === 'void') charge.voided = true;
    this.effects.push({ key, type, amount: String(body.amount), of: charge.reference });
    return {
      id: `op_${randomUUID()}`,
      status: 'succeeded',
      declineKind: null,
      responseCode: '00',
      settled: charge.settled,
    };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { say } from '../bench-child';
import { share } from '../bench-figures';
import type { LoadResult } from '../load-process';

/** What is sent again and again, each time under a key of its own. */
export interface Sending {
  /** Addresses, of which each request takes one at random. */
  urls: string[];
  token: string;
  bodies: object[];
  connections: number;
  seconds: number;
}

/** Sends commands for so many seconds: the environment's SENDING is a `Sending` as JSON. */
async function main(): Promise<void> {
  const { urls, token, bodies, connections, seconds } = JSON.parse(process.env['SENDING'] ?? '') as Sending;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const texts = bodies.map((body) => JSON.stringify(body));
  const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)];
  const send = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const text = any(texts);
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'idempotency-key': randomUUID(),
      };
      const sent = request(any(urls), { agent, method: 'POST', headers }, (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
      });
      sent.once('error', reject);
      sent.end(text);
    });
  const milliseconds: number[] = [];
  let errors = 0;
  const started = performance.now();
  const end = started + seconds * 1_000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let now = performance.now(); now < end;) {
        if ((await send()) !== 201) errors += 1;
        const then = performance.now();
        milliseconds.push(then - now);
        now = then;
      }
    }),
  );
  agent.destroy();
  say({
    perSecond: milliseconds.length / ((performance.now() - started) / 1_000),
    p50: share(milliseconds, 0.5),
    p99: share(milliseconds, 0.99),
    errors,
  } satisfies LoadResult);
}

void main();

import { Agent, request } from 'node:http';
import { share } from './bench-figures';
import { say } from './bench-child';

/** What a round of load came to. */
export interface LoadResult {
  perSecond: number;
  p50: number;
  p99: number;
  errors: number;
}

const CONNECTIONS = 32;

/** Asks one address again and again on many connections for so many seconds: `node load-process.js <url> <token> <seconds>`. */
async function main([url, token, seconds]: string[]): Promise<void> {
  if (url === undefined || token === undefined) throw new Error('no address, or no token');
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const started = performance.now();
  const end = started + Number(seconds) * 1_000;
  const milliseconds: number[] = [];
  let errors = 0;
  const ask = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
      });
      sent.once('error', reject);
      sent.end();
    });
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let now = performance.now(); now < end;) {
        if ((await ask()) !== 200) errors += 1;
        const then = performance.now();
        milliseconds.push(then - now);
        now = then;
      }
    }),
  );
  agent.destroy();
  const passed = (performance.now() - started) / 1_000;
  say({
    perSecond: milliseconds.length / passed,
    p50: share(milliseconds, 0.5),
    p99: share(milliseconds, 0.99),
    errors,
  } satisfies LoadResult);
}

void main(process.argv.slice(2));
